// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/selectors.h"

#include <cstdint>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// Which samples of a series each step sees: [first, end) of its columns.
struct WindowBounds
{
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    bool isEmpty() const { return first == end; }
};

/// The windows of all steps over one column of times. Series that are scraped together have equal times, so the bounds
/// of the last series are kept and mostly hold for the next.
class WindowPlan
{
public:
    WindowPlan(const RangeShape &shape, const Steps &steps, const Evaluation &evaluation);

    /// True when the times differ from those of the last call, and the bounds have been found anew.
    bool adopt(std::span<const std::int64_t> timesMs);

    const std::vector<WindowBounds> &bounds() const { return m_bounds; }
    std::int64_t rangeMs() const { return m_rangeMs; }
    std::int64_t endMs(std::size_t step) const { return m_ends.at(step); }
    std::int64_t evaluationMs(std::size_t step) const { return m_steps.at(step); }

private:
    std::int64_t m_rangeMs;
    Steps m_steps;
    ShiftedTimes m_ends;
    std::int64_t m_oldest; ///< of a window, from its end
    std::vector<std::int64_t> m_timesMs;
    std::vector<WindowBounds> m_bounds;
};

} // namespace surgedeck::metrics
