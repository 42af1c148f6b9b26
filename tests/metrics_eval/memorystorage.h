// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/sample.h"
#include "models/metrics/storage.h"

#include <map>
#include <optional>
#include <string>

namespace surgedeck::metrics {

/// Series as a test writes them, in label order.
class MemoryStorage : public Storage
{
public:
    /// Samples in any order; a later one at the same time wins.
    void add(const Labels &labels, std::int64_t timeMs, double value) { m_series[labels][timeMs] = value; }
    void clear() { m_series.clear(); }
    std::vector<SeriesSamples> select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                      std::int64_t toMs) const override;

private:
    std::map<Labels, std::map<std::int64_t, double>> m_series;
};

/// `name{a="b"}` or `{}`; std::nullopt when it is neither.
std::optional<Labels> parsedLabels(const std::string &text);

/// Values with a fixed distance: `1 2.5 _ stale NaN 3x4 0+10x5 100-1x3`. `_` is no sample, `_xN` are N times none,
/// `AxN` is A and N more of it, `A+BxN` is A and N more, each B above the one before (all as promtool reads them).
/// False when it can not be read.
bool addValues(MemoryStorage &storage, const Labels &labels, std::int64_t intervalMs, const std::string &values);

/// "NaN", "+Inf", "-Inf" and what std::from_chars reads.
std::optional<double> parsedNumber(const std::string &text);
/// "90s", "5m", "1h", "250ms", also negative; 0 without unit.
std::optional<std::int64_t> parsedDuration(const std::string &text);

} // namespace surgedeck::metrics
