// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/windowplan.h"

#include <cstring>

namespace surgedeck::metrics {

WindowPlan::WindowPlan(const RangeShape &shape, const Steps &steps, const Evaluation &evaluation)
    : m_rangeMs(shape.rangeMs)
    , m_steps(steps)
    , m_ends(shape.shift, steps, evaluation.query())
    , m_oldest(shape.rangeMs - (evaluation.isV2() ? 0 : 1))
    , m_bounds(steps.count)
{
}

bool WindowPlan::adopt(std::span<const std::int64_t> timesMs)
{
    const bool isSame = timesMs.size() == m_timesMs.size() && !m_timesMs.empty() &&
                        std::memcmp(timesMs.data(), m_timesMs.data(), timesMs.size_bytes()) == 0;
    if (isSame)
        return false;
    m_timesMs.assign(timesMs.begin(), timesMs.end());
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    for (std::size_t step = 0; step < m_bounds.size(); ++step) {
        const std::int64_t newest = m_ends.at(step);
        while (end < timesMs.size() && timesMs[end] <= newest)
            ++end;
        while (first < end && timesMs[first] < newest - m_oldest)
            ++first;
        m_bounds[step] = {first, end};
    }
    return true;
}

} // namespace surgedeck::metrics
