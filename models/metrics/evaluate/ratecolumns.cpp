// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/ratecolumns.h"

#include "models/metrics/evaluate/columnloops.h"

namespace surgedeck::metrics {

namespace {

RateWindow windowAt(const WindowPlan &plan, std::size_t step, const RangeSeries &series)
{
    const WindowBounds bounds = plan.bounds()[step];
    const std::size_t size = bounds.end - bounds.first;
    return {series.timesMs.subspan(bounds.first, size), series.values.subspan(bounds.first, size),
            plan.endMs(step) - plan.rangeMs(), plan.endMs(step)};
}

} // namespace

void RateColumns::prepare(const WindowPlan &plan, std::span<const std::int64_t> timesMs)
{
    m_steps.assign(plan.bounds().size(), Step());
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const WindowBounds bounds = plan.bounds()[i];
        if (bounds.end - bounds.first < 2)
            continue;
        const RateWindow window{timesMs.subspan(bounds.first, bounds.end - bounds.first),
                                {},
                                plan.endMs(i) - plan.rangeMs(),
                                plan.endMs(i)};
        m_steps[i] = {bounds.first, bounds.end - 1, rateStep(window, m_kind, m_compat)};
    }
}

void RateColumns::countResets(std::span<const double> values)
{
    m_resets.clear();
    if (!containsFall(values))
        return;
    m_resets.assign(values.size(), 0);
    for (std::size_t i = 1; i < values.size(); ++i)
        m_resets[i] = m_resets[i - 1] + (values[i] < values[i - 1] ? 1 : 0);
}

bool RateColumns::fill(const WindowPlan &plan, const RangeSeries &series, std::span<double> column)
{
    const bool isCounter = m_kind != RateKind::Delta;
    if (isCounter)
        countResets(series.values);
    const double *const values = series.values.data();
    bool hasValue = false;
    for (std::size_t i = 0; i < column.size(); ++i) {
        const Step &step = m_steps[i];
        if (step.first == step.last) {
            column[i] = absentValue();
            continue;
        }
        hasValue = true;
        const double first = values[step.first];
        const double change = values[step.last] - first;
        const bool hasReset = isCounter && !m_resets.empty() && m_resets[step.last] != m_resets[step.first];
        const bool isSimple = !hasReset && !(isCounter && step.rate.mayClamp(first, change));
        column[i] =
            isSimple ? change * step.rate.factor : extrapolatedRate(windowAt(plan, i, series), m_kind, m_compat);
    }
    return hasValue;
}

} // namespace surgedeck::metrics
