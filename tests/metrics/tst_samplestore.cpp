// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/samplestore.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <bit>
#include <limits>
#include <random>

using namespace surgedeck::metrics;

namespace {

constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

Labels named(const std::string &name, std::vector<Label> labels = {})
{
    labels.push_back({std::string(nameLabel), name});
    return Labels(std::move(labels));
}

Matcher matcher(MatchType type, const std::string &name, const std::string &value)
{
    return *Matcher::make(type, name, value);
}

/// name="value" or name!~"value": what a test writes for a matcher.
Matcher matcherOf(const std::string &text)
{
    const auto at = text.find_first_of("=!");
    const std::string name = text.substr(0, at);
    const std::string rest = text.substr(at);
    if (rest.starts_with("=~"))
        return matcher(MatchType::Regex, name, rest.substr(2));
    if (rest.starts_with("!~"))
        return matcher(MatchType::NotRegex, name, rest.substr(2));
    if (rest.starts_with("!="))
        return matcher(MatchType::NotEqual, name, rest.substr(2));
    return matcher(MatchType::Equal, name, rest.substr(1));
}

std::string shown(const std::vector<SeriesSamples> &series)
{
    std::string text;
    for (const SeriesSamples &each : series) {
        text += each.labels->text() + ":";
        for (std::size_t i = 0; i < each.timesMs.size(); ++i) {
            const std::string value =
                isStaleMarker(each.values[i]) ? "stale" : QByteArray::number(each.values[i]).toStdString();
            text += " " + std::to_string(each.timesMs[i]) + "=" + value;
        }
        text += "; ";
    }
    return text;
}

std::string everything(const SampleStore &store)
{
    return shown(store.select({}, earliest, latest));
}

SampleColumns readAll(const SampleStore &store, SeriesRef series)
{
    SampleColumns samples;
    store.read(series, earliest, latest, samples);
    return samples;
}

} // namespace

class TestSampleStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void orderAndDuplicatesAreThoseOfPrometheus()
    {
        SampleStore store;
        const SeriesRef a = store.seriesFor(named("a"));
        QCOMPARE(store.append(a, {1000, 1}), AppendResult::Appended);
        QCOMPARE(store.append(a, {1000, 1}), AppendResult::Duplicate);
        QCOMPARE(store.append(a, {1000, 2}), AppendResult::OtherValue);
        QCOMPARE(store.append(a, {999, 1}), AppendResult::OutOfOrder);
        QCOMPARE(store.append(a, {2000, ordinaryNan()}), AppendResult::Appended);
        QCOMPARE(store.append(a, {2000, ordinaryNan()}), AppendResult::Duplicate);
        QCOMPARE(store.append(a, {2000, staleMarker()}), AppendResult::OtherValue);
        QCOMPARE(store.append(a, {3000, staleMarker()}), AppendResult::Appended);
        QCOMPARE(store.append({}, {3000, 1}), AppendResult::UnknownSeries);
        QCOMPARE(store.append({70, 0}, {3000, 1}), AppendResult::UnknownSeries);
        QCOMPARE(everything(store), "a: 1000=1 2000=nan 3000=stale; ");
        const StoreCounters counters = store.counters();
        QCOMPARE(counters.appended, 3u);
        QCOMPARE(counters.duplicates, 2u);
        QCOMPARE(counters.otherValues, 2u);
        QCOMPARE(counters.outOfOrder, 1u);
        QCOMPARE(counters.unknownSeries, 2u);
    }

    void aBatchAnswersForEachSample()
    {
        SampleStore store;
        const SeriesRef a = store.seriesFor(named("a"));
        const SeriesRef b = store.seriesFor(named("b"));
        std::vector<AppendResult> results;
        store.append(std::vector<BatchSample>{{a, {5, 1}}, {b, {5, 2}}, {a, {5, 3}}, {{}, {5, 4}}, {b, {4, 5}}},
                     &results);
        QCOMPARE(results, (std::vector{AppendResult::Appended, AppendResult::Appended, AppendResult::OtherValue,
                                       AppendResult::UnknownSeries, AppendResult::OutOfOrder}));
        QCOMPARE(everything(store), "a: 5=1; b: 5=2; ");
    }

    void equalLabelsAreOneSeries()
    {
        SampleStore store;
        const SeriesRef a = store.seriesFor(named("a", {{"x", "1"}, {"b", "2"}}));
        QVERIFY(store.seriesFor(named("a", {{"b", "2"}, {"x", "1"}})) == a);
        QVERIFY(!(store.seriesFor(named("a", {{"b", "2"}, {"x", "2"}})) == a));
        QVERIFY(!(store.seriesFor(named("a", {{"b", "2"}})) == a));
        QCOMPARE(store.labelsOf(a)->text(), R"(a{b="2", x="1"})");
        QCOMPARE(store.labelsOf(a), store.labelsOf(a));
        QCOMPARE(store.size().series, 3u);
    }

    void historyReadsAsItWasWritten()
    {
        std::mt19937_64 random(1);
        SampleStore store({.retentionMs = latest, .mostBytes = 1u << 30, .mostSeries = 1000});
        std::vector<SeriesRef> series;
        std::vector<std::vector<Sample>> expected(150);
        for (int i = 0; i < 150; ++i)
            series.push_back(store.seriesFor(named("m", {{"i", std::to_string(i)}})));
        for (int step = 0; step < 700; ++step) {
            std::vector<BatchSample> batch;
            for (std::size_t i = 0; i < series.size(); ++i) {
                if (random() % 20 == 0)
                    continue;
                const double last = expected[i].empty() ? 0 : expected[i].back().value;
                const double value =
                    random() % 50 == 0 ? std::bit_cast<double>(random()) : last + static_cast<double>(random() % 9);
                const Sample sample{step * 1000 + static_cast<std::int64_t>(random() % 3), value};
                batch.push_back({series[i], sample});
                expected[i].push_back(sample);
            }
            store.append(batch);
        }
        for (std::size_t i = 0; i < series.size(); ++i) {
            const std::int64_t from = static_cast<std::int64_t>(random() % 700'000);
            const std::int64_t to = from + static_cast<std::int64_t>(random() % 400'000);
            for (const auto &[begin, end] : {std::pair{earliest, latest}, std::pair{from, to}}) {
                SampleColumns read;
                store.read(series[i], begin, end, read);
                std::size_t at = 0;
                for (const Sample &sample : expected[i]) {
                    if (sample.timeMs < begin || sample.timeMs > end)
                        continue;
                    QVERIFY(at < read.size());
                    QCOMPARE(read.timesMs[at], sample.timeMs);
                    QCOMPARE(std::bit_cast<std::uint64_t>(read.values[at]), std::bit_cast<std::uint64_t>(sample.value));
                    ++at;
                }
                QCOMPARE(at, read.size());
            }
        }
        QVERIFY(store.size().closedBytes > 0);
    }

    void manySamplesOfOneSeriesInOneBatch()
    {
        SampleStore store({.retentionMs = latest, .mostBytes = 1u << 30, .mostSeries = 10});
        const SeriesRef a = store.seriesFor(named("a"));
        std::vector<BatchSample> batch;
        for (int i = 0; i < 1000; ++i)
            batch.push_back({a, {i, static_cast<double>(i)}});
        store.append(batch);
        const SampleColumns read = readAll(store, a);
        QCOMPARE(read.size(), 1000u);
        QCOMPARE(read.timesMs.back(), 999);
        QCOMPARE(store.counters().appended, 1000u);
    }

    void selectionByMatchers_data()
    {
        QTest::addColumn<QStringList>("matchers");
        QTest::addColumn<QString>("series");
        const auto row = [](const char *name, const QStringList &matchers, const QString &series) {
            QTest::newRow(name) << matchers << series;
        };
        row("all", {}, "a{x=\"1\"} a{x=\"1\", y=\"2\"} a{x=\"2\"} b b{x=\"1\"} {z=\"9\"}");
        row("name", {"__name__=a"}, "a{x=\"1\"} a{x=\"1\", y=\"2\"} a{x=\"2\"}");
        row("two", {"__name__=a", "x=1"}, "a{x=\"1\"} a{x=\"1\", y=\"2\"}");
        row("missing label is empty", {"__name__=a", "y="}, "a{x=\"1\"} a{x=\"2\"}");
        row("not empty", {"y!="}, "a{x=\"1\", y=\"2\"}");
        row("not equal takes those without", {"x!=1"}, "a{x=\"2\"} b {z=\"9\"}");
        row("expression", {"__name__=~a|b", "x=~[12]"}, "a{x=\"1\"} a{x=\"1\", y=\"2\"} a{x=\"2\"} b{x=\"1\"}");
        row("expression that takes empty", {"__name__=b", "x=~|1"}, "b b{x=\"1\"}");
        row("not expression", {"__name__=a", "x!~1.*"}, "a{x=\"2\"}");
        row("unknown value", {"x=7"}, "");
        row("unknown label", {"nope=7"}, "");
        row("unknown label, empty", {"__name__=b", "nope="}, "b b{x=\"1\"}");
        row("contradiction", {"x=1", "x=2"}, "");
        row("same twice", {"x=1", "x=1", "__name__=b"}, "b{x=\"1\"}");
    }

    void selectionByMatchers()
    {
        QFETCH(QStringList, matchers);
        QFETCH(QString, series);
        SampleStore store;
        for (const Labels &labels : {named("b"), named("a", {{"x", "2"}}), named("a", {{"x", "1"}, {"y", "2"}}),
                                     named("b", {{"x", "1"}}), named("a", {{"x", "1"}}), Labels({{"z", "9"}})})
            store.append(store.seriesFor(labels), {1, 1});
        std::vector<Matcher> conditions;
        for (const QString &text : matchers)
            conditions.push_back(matcherOf(text.toStdString()));
        QStringList found;
        for (const SeriesRef each : store.find(conditions))
            found << QString::fromStdString(store.labelsOf(each)->text());
        QCOMPARE(found.join(' '), series);
    }

    void moreMatchersThanFitAWord()
    {
        SampleStore store;
        std::vector<Label> labels;
        std::vector<Matcher> matchers;
        for (int i = 0; i < 60; ++i) {
            labels.push_back({"l" + std::to_string(i), "v"});
            matchers.push_back(matcher(MatchType::Equal, labels.back().name, "v"));
        }
        (void)store.seriesFor(Labels(labels));
        labels.back().value = "other";
        (void)store.seriesFor(Labels(labels));
        QCOMPARE(store.find(matchers).size(), 1u);
    }

    void manySeriesComeInLabelOrder()
    {
        std::mt19937_64 random(2);
        SampleStore store;
        for (int round = 0; round < 3; ++round) { // the order is extended, not made anew
            for (int i = 0; i < 400; ++i)
                (void)store.seriesFor(
                    named("m" + std::to_string(random() % 5), {{"i", std::to_string(random() % 100'000)}}));
            const std::vector<SeriesRef> found = store.find({});
            QCOMPARE(found.size(), store.size().series);
            for (std::size_t i = 1; i < found.size(); ++i)
                QVERIFY(*store.labelsOf(found[i - 1]) < *store.labelsOf(found[i]));
        }
    }

    void oldSamplesLeaveAndTheirSeriesDie()
    {
        SampleStore store({.retentionMs = 100'000, .mostBytes = 1u << 30, .mostSeries = 1000});
        const SeriesRef gone = store.seriesFor(named("gone"));
        const SeriesRef here = store.seriesFor(named("here"));
        store.append(gone, {1000, 1});
        for (int i = 1; i <= 400; ++i)
            store.append(here, {i * 1000, 1});
        QCOMPARE(store.append(gone, {402'000, 1}), AppendResult::UnknownSeries);
        QCOMPARE(store.labelsOf(gone), nullptr);
        QCOMPARE(store.find(std::vector{matcher(MatchType::Equal, "__name__", "gone")}).size(), 0u);
        QCOMPARE(store.append(here, {299'000, 1}), AppendResult::TooOld);
        const SampleColumns read = readAll(store, here);
        QVERIFY(read.timesMs.front() > 150'000 && read.timesMs.front() <= 300'000);
        QCOMPARE(read.timesMs.back(), 400'000);
        QCOMPARE(store.size().samples, read.size());
        QCOMPARE(store.counters().dropped + store.size().samples, store.counters().appended);
        const SeriesRef again = store.seriesFor(named("gone"));
        QVERIFY(!(again == gone));
        QCOMPARE(store.append(gone, {403'000, 1}), AppendResult::UnknownSeries);
        QCOMPARE(store.append(again, {403'000, 7}), AppendResult::Appended);
        QCOMPARE(readAll(store, gone).size(), 0u);
        QCOMPARE(readAll(store, again).values, std::vector<double>{7});
    }

    void timeGoesOnWithoutSamples()
    {
        SampleStore store({.retentionMs = 100'000, .mostBytes = 1u << 30, .mostSeries = 10});
        const SeriesRef a = store.seriesFor(named("a"));
        store.append(a, {1000, 1});
        store.trim(101'000);
        QCOMPARE(readAll(store, a).size(), 1u);
        store.trim(101'001);
        QCOMPARE(readAll(store, a).size(), 0u);
        QCOMPARE(store.size().series, 0u);
        QCOMPARE(store.size().samples, 0u);
        QCOMPARE(store.size().openBytes, 0u);
    }

    void aNewSeriesMayWaitForItsFirstSample()
    {
        SampleStore store({.retentionMs = 1000, .mostBytes = 1u << 30, .mostSeries = 10});
        const SeriesRef a = store.seriesFor(named("a"));
        store.trim(5'000);
        QCOMPARE(store.append(a, {5'000, 1}), AppendResult::Appended);
        const SeriesRef never = store.seriesFor(named("never"));
        store.trim(5'500);
        store.trim(5'500);
        QCOMPARE(store.append(never, {5'500, 1}), AppendResult::UnknownSeries);
    }

    void bytesAreBoundedTheOldestGoesFirst()
    {
        std::mt19937_64 random(3);
        SampleStore store({.retentionMs = latest, .mostBytes = 1'000'000, .mostSeries = 100'000});
        std::vector<SeriesRef> series;
        for (int i = 0; i < 100; ++i)
            series.push_back(store.seriesFor(named("m", {{"i", std::to_string(i)}})));
        for (int step = 0; step < 3000; ++step) {
            std::vector<BatchSample> batch;
            for (const SeriesRef each : series)
                batch.push_back({each, {step * 1000, std::bit_cast<double>(random() >> 2)}});
            store.append(batch);
            QVERIFY(store.size().bytes() <= 1'100'000);
        }
        QVERIFY(store.counters().dropped > 100'000);
        for (const SeriesRef each : {series[0], series[50], series[99]}) {
            const SampleColumns read = readAll(store, each);
            QVERIFY(read.size() > 200);
            QCOMPARE(read.timesMs.back(), 2'999'000);
            for (std::size_t i = 1; i < read.size(); ++i) // a hole would mean that something newer went first
                QCOMPARE(read.timesMs[i] - read.timesMs[i - 1], 1000);
        }
    }

    void seriesAreBounded()
    {
        SampleStore store({.retentionMs = 1000, .mostBytes = 1u << 30, .mostSeries = 3});
        for (int i = 0; i < 3; ++i)
            store.append(store.seriesFor(named("m", {{"i", std::to_string(i)}})), {1000, 1});
        QVERIFY(!store.seriesFor(named("more")).isValid());
        QVERIFY(store.seriesFor(named("m", {{"i", "1"}})).isValid());
        QCOMPARE(store.counters().refusedSeries, 1u);
        store.trim(1'000'000);
        QVERIFY(store.seriesFor(named("more")).isValid());
    }

    /// Hours of deployments: names of instances come and go, memory does not follow.
    void churnLeavesNothingBehind()
    {
        SampleStore store({.retentionMs = 10'000, .mostBytes = 1u << 30, .mostSeries = 100'000});
        std::size_t bytesEarly = 0;
        for (int step = 0; step < 300; ++step) {
            for (int i = 0; i < 100; ++i) {
                const SeriesRef made =
                    store.seriesFor(named("m", {{"pod", std::to_string(step) + "-" + std::to_string(i)}}));
                QCOMPARE(store.append(made, {step * 1000, 1.0 * i}), AppendResult::Appended);
            }
            if (step == 100)
                bytesEarly = store.size().bytes();
        }
        QVERIFY(store.size().series <= 1300);
        QVERIFY(store.size().bytes() < bytesEarly * 2);
        QCOMPARE(store.find(std::vector{matcher(MatchType::Regex, "pod", "299-.*")}).size(), 100u);
        QCOMPARE(store.find(std::vector{matcher(MatchType::Regex, "pod", "1-.*")}).size(), 0u);
        const std::vector<SeriesRef> found = store.find({});
        QCOMPARE(found.size(), store.size().series);
        for (std::size_t i = 1; i < found.size(); ++i)
            QVERIFY(*store.labelsOf(found[i - 1]) < *store.labelsOf(found[i]));
    }

    void theNewestWithoutHistory()
    {
        SampleStore store;
        std::vector<SeriesRef> series;
        for (int i = 0; i < 200; ++i)
            series.push_back(store.seriesFor(named("m", {{"i", std::to_string(i)}})));
        QVERIFY(!store.newestTimeMs());
        for (int step = 0; step < 130; ++step)
            store.append(series[7], {step, step * 2.0});
        series.push_back({});
        series.push_back({series[7].slot, 9});
        std::vector<NewestSample> out(series.size());
        store.newest(series, out);
        QVERIFY(out[6].appended == 0 && out[200].appended == 0 && out[201].appended == 0);
        QCOMPARE(out[7].appended, 130u);
        QCOMPARE(out[7].sample.timeMs, 129);
        QCOMPARE(out[7].sample.value, 258.0);
        QCOMPARE(*store.newestTimeMs(), 129);
        SampleColumns more;
        store.read(series[7], 128, latest, more);
        QCOMPARE(more.timesMs, (std::vector<std::int64_t>{128, 129}));
    }

    void timesAtTheEndsOfTheRange()
    {
        SampleStore store({.retentionMs = latest, .mostBytes = 1u << 30, .mostSeries = 10});
        const SeriesRef a = store.seriesFor(named("a"));
        for (const std::int64_t time : {earliest, earliest + 1, std::int64_t{-1}, std::int64_t{0}})
            QCOMPARE(store.append(a, {time, 1}), AppendResult::Appended);
        QCOMPARE(readAll(store, a).size(), 4u);
        QCOMPARE(store.append(a, {latest, 1}), AppendResult::Appended);
        QCOMPARE(readAll(store, a).timesMs.back(), latest);
    }

    void theVersionChangesWithTheSeries()
    {
        SampleStore store;
        const std::uint64_t empty = store.seriesVersion();
        const SeriesRef a = store.seriesFor(named("a"));
        const std::uint64_t one = store.seriesVersion();
        QVERIFY(one != empty);
        store.append(a, {1, 1});
        (void)store.seriesFor(named("a"));
        QCOMPARE(store.seriesVersion(), one);
        store.trim(latest);
        QVERIFY(store.seriesVersion() != one);
    }
};

QTEST_GUILESS_MAIN(TestSampleStore)
#include "tst_samplestore.moc"
