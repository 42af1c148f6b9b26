// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/unittest/teststorage.h"

#include <algorithm>
#include <bit>

namespace surgedeck::rules {

SampleSink::Verdict TestStorage::append(const metrics::Labels &series, metrics::Sample sample)
{
    Column &column = m_series[series];
    if (!column.labels)
        column.labels = std::make_shared<const metrics::Labels>(series);
    if (!column.timesMs.empty()) {
        if (sample.timeMs < column.timesMs.back())
            return Verdict::OutOfOrder;
        if (sample.timeMs == column.timesMs.back())
            return std::bit_cast<std::uint64_t>(sample.value) == std::bit_cast<std::uint64_t>(column.values.back())
                       ? Verdict::Stored
                       : Verdict::Duplicate;
    }
    column.timesMs.push_back(sample.timeMs);
    column.values.push_back(sample.value);
    return Verdict::Stored;
}

std::vector<metrics::SeriesSamples> TestStorage::select(std::span<const metrics::Matcher> matchers, std::int64_t fromMs,
                                                        std::int64_t toMs) const
{
    std::vector<metrics::SeriesSamples> result;
    for (const auto &[labels, column] : m_series) {
        const bool matches = std::ranges::all_of(
            matchers, [&labels = labels](const metrics::Matcher &matcher) { return matcher.matches(labels); });
        if (!matches)
            continue;
        const auto begin = std::ranges::lower_bound(column.timesMs, fromMs) - column.timesMs.begin();
        const auto end = std::ranges::upper_bound(column.timesMs, toMs) - column.timesMs.begin();
        if (begin < end)
            result.push_back({column.labels,
                              {column.timesMs.begin() + begin, column.timesMs.begin() + end},
                              {column.values.begin() + begin, column.values.begin() + end}});
    }
    return result;
}

} // namespace surgedeck::rules
