// SPDX-License-Identifier: GPL-3.0-or-later
// bench_promql write SERIES SAMPLES INTERVAL_MS START_MS    writes the data as bodies of remote write, each after its
// length bench_promql range SERIES SAMPLES INTERVAL_MS START_MS    prints "NAME milliseconds points" for each query
// over the data
#include "bench/promqldata.h"
#include "models/metrics/engine.h"
#include "models/metrics/store/samplestore.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
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

// Of this thread: what else the machine does does not count.
double milliseconds()
{

    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

// Protocol buffers and snappy as far as remote write needs them: all of it as literals.
std::string varint(std::uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    return out += static_cast<char>(value);
}

std::string field(int number, const std::string &bytes)
{
    return varint(static_cast<std::uint64_t>(number) << 3 | 2).append(varint(bytes.size())).append(bytes);
}

std::string literals(const std::string &plain)
{
    std::string out = varint(plain.size());
    for (std::size_t at = 0; at < plain.size(); at += 65536) {
        const std::string part = plain.substr(at, 65536);
        out += static_cast<char>(61 << 2);
        out += static_cast<char>((part.size() - 1) & 0xff);
        out += static_cast<char>((part.size() - 1) >> 8);
        out += part;
    }
    return out;
}

std::string sampleField(double value, std::int64_t timeMs)
{
    std::string bytes(1, '\x09');
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    return field(2, bytes.append("\x10").append(varint(static_cast<std::uint64_t>(timeMs))));
}

std::string seriesField(const Labels &labels, const std::string &samples)
{
    std::string bytes;
    for (const Label &label : labels)
        bytes += field(1, field(1, label.name) + field(2, label.value));
    return field(1, bytes + samples);
}

void writeBody(const std::string &body)
{
    const std::string packed = literals(body);
    const auto size = static_cast<std::uint32_t>(packed.size());
    std::fwrite(&size, sizeof size, 1, stdout);
    std::fwrite(packed.data(), 1, packed.size(), stdout);
}

void writeBodies(const PromqlData &data)
{
    const auto counters = data.counters();
    const auto buckets = data.buckets();
    constexpr int samplesPerBody = 20;
    for (int first = 0; first < data.samples; first += samplesPerBody) {
        const int last = std::min(first + samplesPerBody, data.samples);
        for (const bool isCounter : {true, false}) {
            std::string body;
            for (int i = 0; i < data.series; ++i) {
                std::string samples;
                for (int sample = first; sample < last; ++sample)
                    samples +=
                        sampleField(isCounter ? PromqlData::value(i, sample) : PromqlData::bucketValue(i, sample),
                                    data.timeMs(sample));
                body += seriesField((isCounter ? counters : buckets)[static_cast<std::size_t>(i)], samples);
            }
            writeBody(body);
        }
    }
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
        for (int run = 0; run < (std::getenv("RUNS") ? std::atoi(std::getenv("RUNS")) : 9); ++run) {
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
    if (std::string(argv[1]) == "write") {
        writeBodies(data);
        return 0;
    }
    return runRange(data);
}
