// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace surgedeck::metrics {

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

} // namespace surgedeck::metrics
