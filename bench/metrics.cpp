// SPDX-License-Identifier: GPL-3.0-or-later
// Our side of the bench of pages and of the store; bench/groups/engine.py runs it.
//   bench_metrics page TARGET SERIES GENERATION STEPS    a page to be served
//   bench_metrics history SERIES SAMPLES STEP_S          OpenMetrics with times, for the peer's block writer
//   bench_metrics measure                                parsing, as one JSON object
//   bench_metrics kept                                   bytes of a sample of such a history, as a JSON object
#include "bench/shoppages.h"
#include "models/metrics/exposition/scrapereader.h"
#include "models/metrics/store/samplestore.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>

using namespace surgedeck;
using namespace surgedeck::metrics;
using bench::ShopTarget;

namespace {

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// The median of several runs, of whatever `run` gives.
double median(int runs, const std::function<double()> &run)
{
    std::vector<double> figures;
    for (int i = 0; i < runs; ++i)
        figures.push_back(run());
    std::sort(figures.begin(), figures.end());
    return figures[figures.size() / 2];
}

class IntoStore final : public SeriesResolver
{
public:
    explicit IntoStore(SampleStore &store)
        : m_store(store)
    {
    }
    SeriesRef seriesFor(std::span<const LabelView> labels) override { return m_store.seriesFor(labels); }

private:
    SampleStore &m_store;
};

class Counting final : public SeriesResolver
{
public:
    SeriesRef seriesFor(std::span<const LabelView> labels) override
    {
        for (const LabelView &label : labels)
            m_bytes += label.name.size() + label.value.size();
        return {m_count++, 0};
    }
    std::uint32_t m_count = 0;
    std::size_t m_bytes = 0;
};

void require(bool holds)
{
    if (!holds) {
        std::fprintf(stderr, "bench_metrics: a page was not read\n");
        std::exit(1);
    }
}

/// One target of 10,000 series: its pages fit the cache of the processor.
double knownOfOneTarget()
{
    ShopTarget target(0, 10'000);
    std::vector<std::string> pages;
    for (int i = 0; i < 8; ++i) {
        pages.push_back(target.page());
        target.step();
    }
    Counting series;
    ScrapeReader reader(PageFormat::Text);
    ScrapeResult result;
    std::string page = pages[0];
    require(!reader.read(page, {}, series, result));
    return median(15, [&] {
        double used = 0;
        for (const std::string &each : pages) {
            page = each;
            const double before = cpuSeconds();
            require(!reader.read(page, {}, series, result) && result.counts.known == 10'000);
            used += cpuSeconds() - before;
        }
        return used * 1e9 / (10'000.0 * static_cast<double>(pages.size()));
    });
}

/// 500 targets of 1,000 series, one after the other: nothing stays in the cache.
double knownOfManyTargets()
{
    constexpr int targets = 500;
    std::vector<ScrapeReader> readers;
    std::vector<std::string> first;
    std::vector<std::string> second;
    Counting series;
    ScrapeResult result;
    for (int i = 0; i < targets; ++i) {
        ShopTarget target(i, 1000);
        first.push_back(target.page());
        target.step();
        second.push_back(target.page());
        readers.emplace_back(PageFormat::Text);
        std::string page = second.back();
        require(!readers.back().read(page, {}, series, result));
    }
    int round = 0;
    return median(7, [&] {
        std::vector<std::string> pages = ++round % 2 == 0 ? second : first;
        const double before = cpuSeconds();
        for (int i = 0; i < targets; ++i)
            require(!readers[static_cast<std::size_t>(i)].read(pages[static_cast<std::size_t>(i)], {}, series, result));
        return (cpuSeconds() - before) * 1e9 / (targets * 1000.0);
    });
}

double firstSight()
{
    const std::string source = ShopTarget(0, 10'000).page();
    return median(21, [&] {
        Counting series;
        ScrapeReader reader(PageFormat::Text);
        ScrapeResult result;
        std::string page = source;
        const double before = cpuSeconds();
        require(!reader.read(page, {}, series, result));
        return (cpuSeconds() - before) * 1e9 / 10'000;
    });
}

/// The history of a thousand series for an hour, a scrape every 5 s.
double bytesOfSample()
{
    constexpr int series = 1000;
    constexpr int steps = 720;
    ShopTarget target(0, series);
    SampleStore store;
    IntoStore resolver(store);
    ScrapeReader reader(PageFormat::Text);
    ScrapeResult result;
    for (int step = 0; step < steps; ++step) {
        std::string page = target.page();
        require(!reader.read(page, {.timeMs = 1'700'000'000'000 + step * std::int64_t{5000}}, resolver, result));
        store.append(result.samples);
        target.step();
    }
    const StoreSize size = store.size();
    require(size.samples == std::size_t{series} * steps);
    return static_cast<double>(size.closedBytes + size.openBytes) / static_cast<double>(size.samples);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string verb = argc > 1 ? argv[1] : "";
    if (verb == "page" && argc == 6) {
        ShopTarget target(std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]));
        for (int i = 0; i < std::atoi(argv[5]); ++i)
            target.step();
        std::cout << target.page();
    } else if (verb == "history" && argc == 5) {
        ShopTarget target(0, std::atoi(argv[2]));
        for (int i = 0; i < std::atoi(argv[3]); ++i) {
            std::string lines;
            target.appendTimed(lines, 1'700'000'000 + std::int64_t{i} * std::atoi(argv[4]));
            target.step();
            std::cout << lines;
        }
        std::cout << "# EOF\n";
    } else if (verb == "measure") {
        std::printf("{\"known_ns\": %.2f, \"known_500_ns\": %.2f, \"first_ns\": %.2f}\n", knownOfOneTarget(),
                    knownOfManyTargets(), firstSight());
    } else if (verb == "kept") {
        std::printf("{\"bytes_per_sample\": %.4f}\n", bytesOfSample());
    } else {
        std::fprintf(stderr, "usage: bench_metrics page TARGET SERIES GENERATION STEPS | history SERIES SAMPLES STEP_S "
                             "| measure | kept\n");
        return 2;
    }
    return 0;
}
