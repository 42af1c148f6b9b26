// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/metrics_eval/randompages.h"

#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

Labels named(const std::string &name, int target, int id)
{
    static const char *const services[] = {"cart", "pay", "search"};
    return Labels({{"__name__", name},
                   {"target", std::to_string(target)},
                   {"service", services[id % 3]},
                   {"id", std::to_string(id)}});
}

} // namespace

RandomPages::RandomPages(SampleStore &store, unsigned seed)
    : m_store(store)
    , m_random(seed)
{
    for (int target = 0; target < 3; ++target)
        addTarget(target);
}

void RandomPages::addTarget(int target)
{
    std::vector<Series> &page = m_targets.emplace_back();
    for (int id = 0; id < 5; ++id) {
        page.push_back({named("requests_total", target, id), true, true, 0, {}});
        page.push_back({named("gauge", target, id), false, true, 0, {}});
        if (id < 2)
            page.push_back({named("strange", target, id), true, true, 0, {}});
    }
    for (const char *bound : {"0.1", "0.5", "+Inf"}) {
        Labels labels = named("seconds_bucket", target, 0);
        labels.set("le", bound);
        page.push_back({labels, true, true, 0, {}});
    }
}

void RandomPages::scrape(std::int64_t timeMs)
{
    for (std::vector<Series> &page : m_targets) {
        if (!oneIn(12)) // else a gap
            scrapeTarget(page, timeMs - std::uniform_int_distribution<int>(0, 400)(m_random));
    }
}

void RandomPages::scrapeTarget(std::vector<Series> &page, std::int64_t timeMs)
{
    const bool fails = oneIn(15);
    const bool isRestarted = oneIn(20);
    for (Series &series : page) {
        if (isRestarted && series.isCounter)
            series.value = 0;
        const bool wasShown = series.isShown;
        if (oneIn(25))
            series.isShown = !series.isShown;
        if (fails || (wasShown && !series.isShown))
            put(series, timeMs, staleMarker());
        else if (series.isShown)
            put(series, oneIn(40) ? timeMs + std::uniform_int_distribution<int>(-2500, 2500)(m_random) : timeMs,
                next(series));
    }
}

double RandomPages::next(Series &series)
{
    if (oneIn(40))
        return ordinaryNan();
    if (series.isCounter) {
        if (oneIn(50))
            series.value = 0;
        series.value += oneIn(5) ? 0 : std::uniform_real_distribution<double>(0, 9)(m_random);
        return series.value;
    }
    if (oneIn(30))
        return oneIn(2) ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    if (oneIn(30))
        return std::uniform_real_distribution<double>(-1.7e308, 1.7e308)(m_random);
    if (oneIn(10))
        return oneIn(2) ? -0.0 : 1e-310;
    const double exact = std::uniform_real_distribution<double>(-5, 5)(m_random);
    return oneIn(2) ? std::round(exact) : exact;
}

void RandomPages::put(Series &series, std::int64_t timeMs, double value)
{
    if (m_store.append(series.ref, {timeMs, value}) != AppendResult::UnknownSeries)
        return;
    series.ref = m_store.seriesFor(series.labels);
    m_store.append(series.ref, {timeMs, value});
}

} // namespace surgedeck::metrics
