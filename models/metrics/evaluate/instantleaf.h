// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/evaluation.h"
#include "models/metrics/evaluate/leafseries.h"

#include <vector>

namespace surgedeck::metrics {

/// A selector of a watched query: the newest sample of each series. Times must ascend.
class InstantLeaf
{
public:
    InstantLeaf(const SampleStore &store, const VectorSelector &selector);

    /// As WindowLeaf.
    bool advance(Evaluation &evaluation, std::int64_t timeMs);
    const std::vector<double> &values() const { return m_values; }
    const LeafSeries &series() const { return m_series; }

private:
    void readLate(Evaluation &evaluation, std::int64_t oldestMs, std::int64_t endMs);

    const VectorSelector &m_selector;
    LeafSeries m_series;
    std::vector<double> m_values;
    std::vector<std::uint32_t> m_late; ///< whose newest sample is later than the step
};

} // namespace surgedeck::metrics
