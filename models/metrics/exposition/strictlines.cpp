// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/strictlines.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace surgedeck::metrics {

std::optional<std::string_view> PageLines::next()
{
    if (m_rest.empty())
        return std::nullopt;
    ++m_number;
    const std::size_t end = m_rest.find('\n');
    m_endedWithLineFeed = end != m_rest.npos;
    const std::string_view line = m_rest.substr(0, end);
    m_rest.remove_prefix(m_endedWithLineFeed ? end + 1 : m_rest.size());
    return line;
}

StrictSample strictSampleOf(const ScannedSample &sample, double toMilliseconds)
{
    StrictSample result;
    result.name = sample.name;
    for (const ScannedLabel &label : sample.labels) {
        if (!label.value.empty())
            result.labels.push_back({label.name, label.value});
    }
    std::sort(result.labels.begin(), result.labels.end());
    result.value = sample.value.value;
    if (sample.timestamp)
        result.timestampMs = std::trunc(sample.timestamp->value * toMilliseconds);
    return result;
}

void checkLabelsOnce(const std::vector<ScannedLabel> &labels, PageProblems &problems)
{
    std::set<std::string_view> names;
    for (const ScannedLabel &label : labels) {
        if (!names.insert(label.name).second)
            problems.error(label.place, "label-twice", "label " + label.name + " stands twice");
    }
}

} // namespace surgedeck::metrics
