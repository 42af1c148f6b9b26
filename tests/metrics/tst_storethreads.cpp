// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/block.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <atomic>
#include <limits>
#include <thread>

using namespace surgedeck::metrics;

namespace {

constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

/// Series k has the value time * k at each time: whatever a reader sees can be checked on its own.
Labels labelsOf(int k)
{
    return Labels{{"__name__", "m"}, {"k", std::to_string(k)}};
}

bool isRight(const SeriesSamples &series)
{
    const double k = std::stod(std::string(series.labels->get("k")));
    for (std::size_t i = 0; i < series.timesMs.size(); ++i) {
        if (series.values[i] != static_cast<double>(series.timesMs[i]) * k)
            return false;
        if (i > 0 && series.timesMs[i] <= series.timesMs[i - 1])
            return false;
    }
    return true;
}

struct Reading
{
    std::atomic<bool> stop{false};
    std::atomic<int> wrong{0};
    std::atomic<int> rounds{0};
};

void readAll(const SampleStore &store, Reading &reading)
{
    std::size_t sampleCount = 0;
    while (!reading.stop) {
        for (const SeriesSamples &series : store.select({}, 0, latest))
            reading.wrong += !isRight(series);
        const std::vector<SeriesRef> found = store.find(std::vector{*Matcher::make(MatchType::Regex, "k", "1.*")});
        std::vector<NewestSample> newest(found.size());
        store.newest(found, newest);
        for (std::size_t i = 0; i < found.size(); ++i) {
            SampleColumns samples;
            store.read(found[i], newest[i].appended > 0 ? newest[i].sample.timeMs : 0, latest, samples);
            sampleCount += samples.size();
        }
        sampleCount += store.size().samples + store.counters().appended + store.seriesVersion();
        ++reading.rounds;
    }
    reading.wrong += sampleCount == 0;
}

void writeBlocks(const SampleStore &store, Reading &reading)
{
    while (!reading.stop) {
        std::string bytes;
        (void)writeBlock(store, {0, latest}, [&](std::string_view more) {
            bytes += more;
            return true;
        });
        SampleStore copy({.retentionMs = latest, .mostBytes = 1u << 30, .mostSeries = 10'000});
        reading.wrong += !readBlock(bytes, copy);
        for (const SeriesSamples &series : copy.select({}, 0, latest))
            reading.wrong += !isRight(series);
        ++reading.rounds;
    }
}

} // namespace

class TestStoreThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    /// Appending, new and dying series, closing, dropping by age and by bytes, while others read everything.
    void othersReadWhileOneAppends()
    {
        SampleStore store({.retentionMs = 200'000, .mostBytes = 400'000, .mostSeries = 2000});
        Reading reading;
        std::vector<std::thread> readers;
        readers.emplace_back([&] { readAll(store, reading); });
        readers.emplace_back([&] { readAll(store, reading); });
        readers.emplace_back([&] { writeBlocks(store, reading); });
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        int step = 1;
        for (; step < 1000 || (reading.rounds < 6 && std::chrono::steady_clock::now() < deadline); ++step) {
            std::vector<BatchSample> batch;
            for (int i = 0; i < 100; ++i) {
                const int k = i < 70 ? i : step / 50 * 30 + i; // some stay, some come and go
                batch.push_back({store.seriesFor(labelsOf(k)), {step * 1000, step * 1000.0 * k}});
            }
            store.append(batch);
        }
        reading.stop = true;
        for (std::thread &reader : readers)
            reader.join();
        QCOMPARE(reading.wrong.load(), 0);
        QVERIFY(reading.rounds >= 6);
        QVERIFY(store.counters().dropped > 0);
        QVERIFY(store.counters().appended > 90'000);
    }
};

QTEST_GUILESS_MAIN(TestStoreThreads)
#include "tst_storethreads.moc"
