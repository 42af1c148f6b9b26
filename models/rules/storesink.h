// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/sharedsamples.h"
#include "models/rules/samplesink.h"

namespace surgedeck::rules {

/// Puts what rules give into the store that their expressions read: recorded series, ALERTS and ALERTS_FOR_STATE. Any
/// one thread; takes the right to append for one sample at a time.
class StoreSink final : public SampleSink
{
public:
    explicit StoreSink(metrics::SharedSamples &samples)
        : m_samples(samples)
    {
    }
    Verdict append(const metrics::Labels &series, metrics::Sample sample) override;

private:
    metrics::SharedSamples &m_samples;
};

} // namespace surgedeck::rules
