// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"
#include "models/metrics/sample.h"

namespace surgedeck::rules {

/// Where the samples of rules go. What is appended can be read at once by the next rule of the group.
class SampleSink
{
public:
    enum class Verdict
    {
        Stored,     ///< or there already, with this value
        Duplicate,  ///< another value stands at this time
        OutOfOrder, ///< older than the newest sample of the series
        Refused     ///< the sink takes no more series
    };

    virtual ~SampleSink() = default;
    virtual Verdict append(const metrics::Labels &series, metrics::Sample sample) = 0;
};

} // namespace surgedeck::rules
