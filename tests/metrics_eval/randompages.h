// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/samplestore.h"

#include <random>

namespace surgedeck::metrics {

/// A shop that is scraped once a second, as badly as it gets: counters that reset, gauges that are NaN or infinite,
/// targets that fail, series that come and go, samples that are late, ahead or in the past. The same for the same seed.
class RandomPages
{
public:
    RandomPages(SampleStore &store, unsigned seed);

    /// Everything that comes in one second, up to about this time.
    void scrape(std::int64_t timeMs);

private:
    struct Series
    {
        Labels labels;
        bool isCounter = false;
        bool isShown = true;
        double value = 0;
        SeriesRef ref;
    };
    bool oneIn(int n) { return std::uniform_int_distribution<int>(1, n)(m_random) == 1; }
    void addTarget(int target);
    void scrapeTarget(std::vector<Series> &page, std::int64_t timeMs);
    double next(Series &series);
    void put(Series &series, std::int64_t timeMs, double value);

    SampleStore &m_store;
    std::mt19937 m_random;
    std::vector<std::vector<Series>> m_targets;
};

} // namespace surgedeck::metrics
