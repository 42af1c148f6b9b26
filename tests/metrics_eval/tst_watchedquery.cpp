// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#ifndef Q_MOC_RUN // moc 6.4 can not read <concepts>
#include "models/metrics/evaluate/watchedquery.h"
#include "models/metrics/functionsignatures.h"
#include "tests/metrics_eval/randompages.h"
#include "tests/metrics_eval/watchedexpressions.h"
#endif

#include <bit>
#include <cmath>
#include <cstring>

using namespace surgedeck::metrics;

namespace {

// Counts what is read in full.
class CountingStore final : public SampleStore
{
public:
    using SampleStore::SampleStore;
    void scan(const SeriesScan &what, const SeriesVisitor &visit) const override
    {
        ++scans;
        SampleStore::scan(what, visit);
    }
    mutable int scans = 0;
};

std::string numberText(double value)
{
    return std::isnan(value) ? "NaN"
                             : std::to_string(value) + "/" + std::to_string(std::bit_cast<std::uint64_t>(value));
}

// Everything that an answer says, to the last bit.
std::string wholeText(const Outcome<QueryResult> &outcome)
{
    if (!outcome)
        return "error: " + outcome.error().message;
    std::string text = "type " + std::to_string(static_cast<int>(outcome->type)) + " " + outcome->text + "\n";
    for (const ResultSeries &series : outcome->series) {
        for (const Label &label : series.labels)
            text += label.name + "=" + label.value + ",";
        for (const Sample &point : series.points)
            text += " " + std::to_string(point.timeMs) + ":" + numberText(point.value);
        text += "\n";
    }
    for (const std::string &warning : outcome->warnings)
        text += warning + "\n";
    for (const std::string &info : outcome->infos)
        text += info + "\n";
    return text + "newest " + (outcome->newestSampleMs ? std::to_string(*outcome->newestSampleMs) : "none");
}

struct Watched
{
    const WatchedExpression &what;
    ExprPtr parsed;
    WatchedQuery query;
};

EngineOptions optionsOf(Compat compat)
{
    EngineOptions options;
    options.compat = compat;
    options.lookbackMs = 10'000;
    return options;
}

std::vector<Watched> watchAll(const SampleStore &store, Compat compat)
{
    std::vector<Watched> all;
    for (const WatchedExpression &each : watchedExpressions) {
        auto parsed = parseExpression(each.text, compat);
        auto query = WatchedQuery::make(each.text, store, optionsOf(compat));
        if (!parsed || !query)
            qFatal("%s: %s", each.text, (parsed ? query.error() : parsed.error()).message.c_str());
        all.push_back({each, std::move(parsed).value(), std::move(query).value()});
    }
    return all;
}

constexpr std::int64_t firstMs = 1'000'000;

} // namespace

/// A watched query gives what a new evaluation gives, whatever comes, and reads only what is new.
class tst_WatchedQuery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameAsFresh_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<int>("rules");
        for (const unsigned seed : {1u, 2u}) {
            for (const Compat compat : {Compat::V2, Compat::V3}) {
                const QByteArray name =
                    "seed " + QByteArray::number(seed) + (compat == Compat::V2 ? ", 2.42" : ", 3.5");
                QTest::newRow(name.constData()) << seed << static_cast<int>(compat);
            }
        }
    }

    void sameAsFresh()
    {
        QFETCH(unsigned, seed);
        QFETCH(int, rules);
        const auto compat = static_cast<Compat>(rules);
        SampleStore store({.retentionMs = 60'000}); // so that series die and others take their places
        RandomPages pages(store, seed);
        std::vector<Watched> all = watchAll(store, compat);
        std::mt19937 random(seed);
        std::int64_t now = firstMs;
        for (int second = 0; second < 110; ++second) {
            // Now and then nobody asks for a while, and once for so long that all windows run empty.
            now += second == 70 ? 75'000 : 1000;
            pages.scrape(now);
            for (Watched &each : all) {
                if (random() % 5 < 2)
                    continue;
                const std::int64_t at = random() % 30 == 0 ? now - 4000 : now + static_cast<int>(random() % 300);
                const auto fresh = evaluateInstant(*each.parsed, store, at, optionsFor(compat, each.what.text));
                const std::string wanted = wholeText(fresh);
                const std::string got = wholeText(each.query.at(at));
                if (got != wanted)
                    QFAIL(qPrintable(QStringLiteral("%1 at second %2\nwatched: %3\nfresh: %4")
                                         .arg(QString::fromUtf8(each.what.text))
                                         .arg(second)
                                         .arg(QString::fromStdString(got), QString::fromStdString(wanted))));
            }
        }
    }

    void readsOnlyWhatIsNew()
    {
        CountingStore store;
        RandomPages pages(store, 7);
        for (Watched &each : watchAll(store, Compat::V3)) {
            for (int second = 0; second < 3; ++second) {
                store.scans = 0;
                QVERIFY2(each.query.at(firstMs + second * 1000).operator bool() || store.scans == 0, each.what.text);
                const bool isFull = store.scans > 0;
                QVERIFY2(isFull == (each.what.road == Road::Full) || isTimestamp(each.what.text), each.what.text);
            }
        }
    }

    void everyFunctionIsWatched()
    {
        std::string all;
        for (const WatchedExpression &each : watchedExpressions)
            all += std::string(" ") + each.text;
        for (const FunctionSignature &function : allFunctions()) {
            const bool isOfBoth = function.since == Compat::V2 && function.until == Compat::V3;
            const bool isThere = all.find(std::string(function.name) + "(") != std::string::npos;
            QVERIFY2(isThere || !isOfBoth, std::string(function.name).c_str());
        }
        for (const char *word : {"sum",  "avg",     "count",    "group",        "min", "max",     "stddev", "stdvar",
                                 "topk", "bottomk", "quantile", "count_values", "and", "or",      "unless", "atan2",
                                 "bool", "offset",  "@",        "group_left",   "by",  "without", "on",     "ignoring"})
            QVERIFY2(all.find(std::string(" ") + word) != std::string::npos, word);
    }

    // More than is kept for one expression: evaluated in full from then on, and still right.
    void windowsBeyondTheLimit()
    {
        CountingStore store;
        RandomPages pages(store, 5);
        EngineOptions options = optionsOf(Compat::V3);
        options.mostKeptSamples = 200;
        auto query = WatchedQuery::make("sum(rate(requests_total[1m]))", store, options);
        QVERIFY(query);
        int full = 0;
        for (int second = 0; second < 40; ++second) {
            pages.scrape(firstMs + second * 1000);
            store.scans = 0;
            const std::string got = wholeText(query->at(firstMs + second * 1000));
            full += store.scans > 0;
            QCOMPARE(got, wholeText(evaluateInstant(query->expression(), store, firstMs + second * 1000, options)));
        }
        QVERIFY2(full > 10 && full < 35, std::to_string(full).c_str());
    }

    void refusedText()
    {
        const SampleStore store;
        const auto query = WatchedQuery::make("sum(", store, {});
        QVERIFY(!query);
        QCOMPARE(query.error().position, 4);
    }

private:
    static EngineOptions optionsFor(Compat compat, const char *text)
    {
        EngineOptions options = optionsOf(compat);
        options.text = text;
        return options;
    }
    // timestamp() of a selector reads times, which are not kept.
    static bool isTimestamp(const char *text) { return std::strncmp(text, "timestamp(gauge", 15) == 0; }
};

QTEST_APPLESS_MAIN(tst_WatchedQuery)
#include "tst_watchedquery.moc"
