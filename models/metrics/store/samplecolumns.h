// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/sample.h"

#include <cstddef>
#include <vector>

namespace surgedeck::metrics {

/// Samples of one series in columns, ascending; what readers append to.
struct SampleColumns
{
    std::vector<std::int64_t> timesMs;
    std::vector<double> values;

    std::size_t size() const { return timesMs.size(); }
    void append(Sample sample)
    {
        timesMs.push_back(sample.timeMs);
        values.push_back(sample.value);
    }
};

} // namespace surgedeck::metrics
