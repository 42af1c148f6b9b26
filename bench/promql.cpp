// SPDX-License-Identifier: GPL-3.0-or-later
// bench_promql export SERIES SAMPLES INTERVAL_MS START_MS   writes the data as OpenMetrics, for promtool
// bench_promql range  SERIES SAMPLES INTERVAL_MS START_MS   prints "NAME milliseconds" for each query over the data
#include "bench/promqldata.h"
#include "models/metrics/engine.h"
#include "models/metrics/store/samplestore.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace surgedeck::metrics;

namespace {

struct Query
{
    const char *name;
    const char *text;
};

constexpr Query queries[] = {
    {"sum_rate", "sum by (service) (rate(http_requests_total[1m]))"},
    {"quantile", "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))"},
};

double milliseconds()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

void exportText(const PromqlData &data)
{
    const auto counters = data.counters();
    const auto buckets = data.buckets();
    const auto write = [&](const std::vector<Labels> &all, const char *family, auto value) {
        std::printf("# TYPE %s unknown\n", family);
        for (int i = 0; i < data.series; ++i) {
            const std::string name = all[static_cast<std::size_t>(i)].text();
            for (int sample = 0; sample < data.samples; ++sample)
                std::printf("%s %.17g %.3f\n", name.c_str(), value(i, sample), double(data.timeMs(sample)) / 1000);
        }
    };
    write(counters, "http_requests_total", PromqlData::value);
    write(buckets, "http_request_duration_seconds_bucket", PromqlData::bucketValue);
    std::printf("# EOF\n");
}

void fill(SampleStore &store, const PromqlData &data)
{
    std::vector<SeriesRef> refs;
    for (const Labels &labels : data.counters())
        refs.push_back(store.seriesFor(labels));
    for (const Labels &labels : data.buckets())
        refs.push_back(store.seriesFor(labels));
    std::vector<BatchSample> batch(refs.size());
    for (int sample = 0; sample < data.samples; ++sample) {
        for (int i = 0; i < data.series; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const auto bucket = at + static_cast<std::size_t>(data.series);
            batch[at] = {refs[at], {data.timeMs(sample), PromqlData::value(i, sample)}};
            batch[bucket] = {refs[bucket], {data.timeMs(sample), PromqlData::bucketValue(i, sample)}};
        }
        store.append(batch);
    }
}

int runRange(const PromqlData &data)
{
    SampleStore store;
    fill(store, data);
    const std::int64_t endMs = data.timeMs(data.samples - 1);
    for (const Query &query : queries) {
        const auto expression = parseExpression(query.text);
        if (!expression)
            return 1;
        std::vector<double> times;
        std::size_t points = 0;
        for (int run = 0; run < 9; ++run) {
            const double begin = milliseconds();
            const auto result = evaluateRange(**expression, store, {endMs - 3'600'000, endMs, 5'000}, EngineOptions{});
            times.push_back(milliseconds() - begin);
            if (!result)
                return 1;
            points = result->series.empty() ? 0 : result->series.size() * result->series.front().points.size();
        }
        std::sort(times.begin(), times.end());
        std::printf("%s %.3f %zu\n", query.name, times[times.size() / 2], points);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6)
        return 2;
    PromqlData data;
    data.series = std::atoi(argv[2]);
    data.samples = std::atoi(argv[3]);
    data.intervalMs = std::atoll(argv[4]);
    data.startMs = std::atoll(argv[5]);
    if (std::string(argv[1]) == "export") {
        exportText(data);
        return 0;
    }
    return runRange(data);
}
