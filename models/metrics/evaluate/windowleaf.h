// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/cohort.h"
#include "models/metrics/evaluate/leafseries.h"
#include "models/metrics/evaluate/windows.h"

#include <cstdint>
#include <vector>

namespace surgedeck::metrics {

/// A function of a range of a watched query: rate(x[5m]), max_over_time(x[1m] offset 1h). Keeps the window of every
/// series; a step reads what has come since the last. Times must ascend.
class WindowLeaf
{
public:
    WindowLeaf(const SampleStore &store, const Call &call, const MatrixSelector &matrix);

    /// Reads what is new and computes the value of each series at `timeMs`, as the evaluator would. False: too large to
    /// be kept, to be evaluated.
    bool advance(Evaluation &evaluation, std::int64_t timeMs);
    /// Of the last advance(), by place; absentValue() where there is none.
    const std::vector<double> &values() const { return m_values; }
    const LeafSeries &series() const { return m_series; }

private:
    void follow();
    void absorb(std::int64_t oldestMs);
    bool absorbRow(Cohort &cohort);
    void reload(std::vector<std::uint32_t> places, std::int64_t oldestMs);
    void evaluateRates(Evaluation &evaluation, const Cohort &cohort, WindowBounds rows);
    void evaluateWindows(WindowCall &call, const Cohort &cohort, WindowBounds rows, std::int64_t timeMs);

    const Call &m_call;
    const MatrixSelector &m_matrix;
    LeafSeries m_series;
    std::vector<Cohort> m_cohorts;
    std::vector<std::uint32_t> m_homeless; ///< series that are in no cohort: without a sample in the window
    std::vector<std::uint32_t> m_seen;     ///< NewestSample::appended when those were last read, by place
    std::size_t m_kept = 0;                ///< samples of all cohorts
    std::size_t m_mostKept = 0;
    bool m_isTooLarge = false;
    struct
    {
        std::int64_t startMs = 0;
        std::int64_t endMs = 0;
    } m_window; ///< of the current step
    std::vector<double> m_values;
    std::vector<double> m_row;
    std::vector<double> m_columns;
    std::size_t m_steps = 0;
};

} // namespace surgedeck::metrics
