// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"

#include <cstdint>
#include <functional>
#include <vector>

/// The data of the PromQL benches, the same for us and for Prometheus: counters of requests and histograms of their
/// duration, scraped from instances of several services, with a restart here and there.
struct PromqlData
{
    int series = 10'000;
    std::int64_t startMs = 0;
    std::int64_t intervalMs = 5'000;
    int samples = 0;

    /// `http_requests_total`, `series` of them.
    std::vector<surgedeck::metrics::Labels> counters() const;
    /// `http_request_duration_seconds_bucket`, `series` of them, ten to a histogram.
    std::vector<surgedeck::metrics::Labels> buckets() const;
    std::int64_t timeMs(int sample) const { return startMs + sample * intervalMs; }
    /// Of the counter or bucket with this number.
    static double value(int series, int sample);
    static double bucketValue(int series, int sample);
};
