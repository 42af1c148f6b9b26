// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/instantleaf.h"

#include <algorithm>

namespace surgedeck::metrics {

InstantLeaf::InstantLeaf(const SampleStore &store, const VectorSelector &selector)
    : m_selector(selector)
    , m_series(store, selector.matchers)
{
}

bool InstantLeaf::advance(Evaluation &evaluation, std::int64_t timeMs)
{
    m_series.refresh();
    m_series.readNewest();
    const std::int64_t endMs = timeMs - m_selector.shift.offsetMs;
    const std::int64_t oldestMs = endMs - evaluation.options().lookbackMs + (evaluation.isV2() ? 0 : 1);
    m_values.assign(m_series.size(), absentValue());
    m_late.clear();
    for (std::uint32_t place = 0; place < m_series.size(); ++place) {
        const NewestSample &newest = m_series.newest(place);
        if (newest.appended == 0 || newest.sample.timeMs < oldestMs)
            continue;
        if (newest.sample.timeMs > endMs) {
            m_late.push_back(place);
        } else if (!isAbsent(newest.sample.value)) {
            m_values[place] = newest.sample.value;
            evaluation.touched(newest.sample.timeMs);
        }
    }
    readLate(evaluation, oldestMs, endMs);
    return evaluation.proceed(m_series.size());
}

// The step lies behind what the store has already.
void InstantLeaf::readLate(Evaluation &evaluation, std::int64_t oldestMs, std::int64_t endMs)
{
    std::vector<SeriesRef> refs;
    for (const std::uint32_t place : m_late)
        refs.push_back(m_series.refs()[place]);
    m_series.store().readEach(refs, oldestMs, endMs, [&](std::size_t i, const SampleColumns &samples) {
        m_values[m_late[i]] = samples.values.back();
        if (!isAbsent(samples.values.back()))
            evaluation.touched(samples.timesMs.back());
    });
}

} // namespace surgedeck::metrics
