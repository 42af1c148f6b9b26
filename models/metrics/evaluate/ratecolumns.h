// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/rates.h"
#include "models/metrics/evaluate/windowplan.h"

namespace surgedeck::metrics {

/// rate(), increase() and delta() of a whole series: what depends on times only is computed once for all series with
/// the same times, so that a step costs a subtraction and a multiplication. Same results as extrapolatedRate().
class RateColumns
{
public:
    RateColumns(RateKind kind, Compat compat)
        : m_kind(kind)
        , m_compat(compat)
    {
    }

    /// To be called when the plan has adopted other times.
    void prepare(const WindowPlan &plan, std::span<const std::int64_t> timesMs);
    /// Writes a value or absentValue() for each step; false when there is none at all.
    bool fill(const WindowPlan &plan, const RangeSeries &series, std::span<double> column);

private:
    struct Step
    {
        std::uint32_t first = 0;
        std::uint32_t last = 0; ///< == first: no value
        RateStep rate;
    };
    void countResets(std::span<const double> values);

    RateKind m_kind;
    Compat m_compat;
    std::vector<Step> m_steps;
    std::vector<std::uint32_t> m_resets; ///< up to and with each sample; empty when there is none
};

} // namespace surgedeck::metrics
