// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// The times that a selector with `offset` and `@` really looks at (Prometheus: first `@`, then the offset).
class ShiftedTimes
{
public:
    ShiftedTimes(const TimeShift &shift, const Steps &steps, const EvaluationTimes &query);
    std::int64_t at(std::size_t step) const
    {
        return m_fixed ? m_first : m_first + static_cast<std::int64_t>(step) * m_stepMs;
    }
    std::int64_t first() const { return m_first; }
    std::int64_t last() const { return at(m_count - 1); }
    bool isFixed() const { return m_fixed; }

private:
    std::int64_t m_first = 0;
    std::int64_t m_stepMs = 0;
    std::size_t m_count = 1;
    bool m_fixed = false;
};

void streamSelector(Evaluation &evaluation, const VectorSelector &selector, const Steps &steps, const TakeColumn &take);

/// timestamp(selector): the times of the samples, in seconds, instead of their values.
void streamTimestamps(Evaluation &evaluation, const VectorSelector &selector, const Steps &steps,
                      const TakeColumn &take);

/// A series with every sample that the windows of all steps need; no stale markers. Valid during the call.
struct RangeSeries
{
    const Identity &identity;
    std::span<const std::int64_t> timesMs;
    std::span<const double> values;
};
struct TakeRange
{
    std::function<void(const RangeSeries &series)> take;
    ScanOrder order = ScanOrder::ByLabels; ///< in which the receiver wants them
};

/// What is common to `x[5m]` and `(x)[5m:30s]`.
struct RangeShape
{
    std::int64_t rangeMs = 0;
    TimeShift shift;
};

bool isRange(const Expr &expression);
RangeShape rangeShape(const Expr &expression);
void streamRanges(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeRange &take);

} // namespace surgedeck::metrics
