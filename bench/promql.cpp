// SPDX-License-Identifier: GPL-3.0-or-later
// bench_promql write SERIES SAMPLES INTERVAL_MS START_MS: writes the data as bodies of remote write, each after its
// length. bench_promql range SERIES SAMPLES INTERVAL_MS START_MS: prints "NAME milliseconds points" for each query over
// the data, for one new step of a watched one, and for an answer of the HTTP API.
#include "bench/promqldata.h"
#include "models/metrics/data/apianswer.h"
#include "models/metrics/data/resultjson.h"
#include "models/metrics/engine.h"
#include "models/metrics/evaluate/watchedquery.h"
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

/// Appends one sample of every series at a time.
class Feed
{
public:
    Feed(SampleStore &store, const PromqlData &data)
        : m_store(store)
        , m_data(data)
    {
        for (const Labels &labels : data.counters())
            m_refs.push_back(store.seriesFor(labels));
        for (const Labels &labels : data.buckets())
            m_refs.push_back(store.seriesFor(labels));
        m_batch.resize(m_refs.size());
    }
    void append(int sample)
    {
        const auto series = static_cast<std::size_t>(m_data.series);
        for (std::size_t i = 0; i < series; ++i) {
            const int number = static_cast<int>(i);
            m_batch[i] = {m_refs[i], {m_data.timeMs(sample), PromqlData::value(number, sample)}};
            m_batch[i + series] = {m_refs[i + series],
                                   {m_data.timeMs(sample), PromqlData::bucketValue(number, sample)}};
        }
        m_store.append(m_batch);
    }

private:
    SampleStore &m_store;
    const PromqlData &m_data;
    std::vector<SeriesRef> m_refs;
    std::vector<BatchSample> m_batch;
};

double median(std::vector<double> figures)
{
    std::sort(figures.begin(), figures.end());
    return figures[figures.size() / 2];
}

std::size_t pointsOf(const QueryResult &result)
{
    std::size_t points = 0;
    for (const ResultSeries &series : result.series)
        points += series.points.size();
    return points;
}

[[noreturn]] void giveUp(const EngineError &error)
{
    std::fprintf(stderr, "bench_promql: %s\n", error.message.c_str());
    std::exit(1);
}

QueryResult rangeOf(const char *text, const SampleStore &store, std::int64_t endMs)
{
    const auto expression = parseExpression(text);
    if (!expression)
        giveUp(expression.error());
    auto result = evaluateRange(**expression, store, {endMs - 3'600'000, endMs, 5'000}, EngineOptions{});
    if (!result)
        giveUp(result.error());
    return std::move(result).value();
}

void runQueries(const SampleStore &store, std::int64_t endMs)
{
    for (const Query &query : queries) {
        std::vector<double> times;
        std::size_t points = 0;
        for (int run = 0; run < 9; ++run) {
            const double begin = milliseconds();
            points = pointsOf(rangeOf(query.text, store, endMs));
            times.push_back(milliseconds() - begin);
        }
        std::printf("%s %.3f %zu\n", query.name, median(times), points);
    }
}

// From the question to the bytes that an HTTP client gets, and what it costs to read those.
void runAnswers(const SampleStore &store, std::int64_t endMs)
{
    std::vector<double> writing;
    std::vector<double> reading;
    std::size_t points = 0;
    for (int run = 0; run < 5; ++run) {
        double begin = milliseconds();
        const QueryResult result = rangeOf("http_requests_total", store, endMs);
        const std::string body = apiAnswer(result);
        writing.push_back(milliseconds() - begin);
        points = pointsOf(result);
        begin = milliseconds();
        const auto answer = readApiAnswer(body);
        reading.push_back(milliseconds() - begin);
        if (!answer || answer->series.size() != result.series.size())
            giveUp({ErrorType::Execution, "the answer was not read"});
    }
    std::printf("answer %.3f %zu\nread %.3f %zu\n", median(writing), points, median(reading), points);
}

void runSteps(SampleStore &store, Feed &feed, const PromqlData &data, int first)
{
    std::vector<WatchedQuery> watched;
    for (const Query &query : queries) {
        auto made = WatchedQuery::make(query.text, store, EngineOptions{});
        if (!made)
            giveUp(made.error());
        watched.push_back(std::move(made).value());
    }
    std::vector<std::vector<double>> times(watched.size());
    std::vector<std::size_t> points(watched.size());
    for (int sample = first; sample < data.samples; ++sample) {
        feed.append(sample);
        for (std::size_t i = 0; i < watched.size(); ++i) {
            const double begin = milliseconds();
            const auto result = watched[i].at(data.timeMs(sample));
            times[i].push_back(milliseconds() - begin);
            if (!result)
                giveUp(result.error());
            points[i] = pointsOf(*result);
        }
    }
    std::printf("step_sum_rate %.4f %zu\nstep_quantile %.4f %zu\n", median(times[0]), points[0], median(times[1]),
                points[1]);
}

int runAll(const PromqlData &data)
{
    constexpr int steps = 60;
    SampleStore store;
    Feed feed(store, data);
    for (int sample = 0; sample < data.samples - steps; ++sample)
        feed.append(sample);
    runSteps(store, feed, data, data.samples - steps);
    const std::int64_t endMs = data.timeMs(data.samples - 1);
    runQueries(store, endMs);
    if (data.series <= 1000)
        runAnswers(store, endMs);
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
    return runAll(data);
}
