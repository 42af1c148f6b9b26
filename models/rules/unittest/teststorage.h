// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/storage.h"
#include "models/rules/samplesink.h"

#include <map>

namespace surgedeck::rules {

/// The samples of one unit test: what its series bring and what its rules write. Takes and refuses as Prometheus'
/// storage does. One thread.
class TestStorage final : public metrics::Storage, public SampleSink
{
public:
    Verdict append(const metrics::Labels &series, metrics::Sample sample) override;
    std::vector<metrics::SeriesSamples> select(std::span<const metrics::Matcher> matchers, std::int64_t fromMs,
                                               std::int64_t toMs) const override;

private:
    struct Column
    {
        std::shared_ptr<const metrics::Labels> labels;
        std::vector<std::int64_t> timesMs;
        std::vector<double> values;
    };

    std::map<metrics::Labels, Column> m_series;
};

} // namespace surgedeck::rules
