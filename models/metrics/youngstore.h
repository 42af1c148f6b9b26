// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <functional>
#include <optional>
#include <vector>

namespace surgedeck::metrics {

// A store that began a moment ago: rate(x[5m]) over ten seconds of samples is a thirtieth of the truth, and looks like
// an outage. Until a window is covered by samples, it is as short as what there is of them.

/// Times in which there are samples, both included.
struct Stretch
{
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0;
};

/// What a store has: stretches that earlier sessions left, and this one, which began some time and goes on. A gap
/// inside of a window is no matter (a counter goes on meanwhile); a window that begins in one is short.
class StoreCover
{
public:
    /// `earlier` in order of time.
    void setEarlier(std::vector<Stretch> earlier);
    /// The newest sample of the store, as it is seen at some moment: the first one of this session is its beginning.
    void note(std::optional<std::int64_t> newestMs);
    /// How much of a window that ends at `nowMs` is covered: all of it, or less. All of it before the first sample.
    std::int64_t covered(std::int64_t nowMs, std::int64_t windowMs) const;
    bool coversAll(std::int64_t nowMs, const std::vector<std::int64_t> &windowsMs) const;

private:
    std::vector<Stretch> m_earlier;
    std::optional<std::int64_t> m_firstMs; ///< about: when a sample of this session was first seen
};

/// The ranges that the expression looks back over, each once, the longest last.
std::vector<std::int64_t> windowsOf(const Expr &expression);

/// Cuts every range to what is covered at `nowMs`.
void shortenWindows(Expr &expression, const StoreCover &cover, std::int64_t nowMs);

} // namespace surgedeck::metrics
