// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/resultjson.h"
#include "models/metrics/data/seriesjson.h"
#include "models/metrics/sample.h"
#ifndef Q_MOC_RUN // moc 6.4 loses its way in raw strings
#include "tests/promql/seriestexts.h"
#endif
#include "tests/support/testrules.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace surgedeck;
using namespace surgedeck::metrics;

namespace {

/// Gives the text in pieces of `piece` bytes.
ByteSource bytes(const std::string &text, std::size_t piece)
{
    return [&text, piece, at = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t length = std::min({piece, buffer.size(), text.size() - at});
        std::copy_n(text.data() + at, length, buffer.begin());
        at += length;
        return length;
    };
}

QString errorOf(const std::string &text, LoadLimits limits = {})
{
    MemoryStorage storage;
    const auto error = loadSeriesJson(bytes(text, 1 << 20), storage, limits);
    return error ? QStringLiteral("%1:%2 %3")
                       .arg(error->line)
                       .arg(error->column)
                       .arg(QString::fromStdString(error->message))
                 : QString();
}

std::vector<SeriesSamples> loaded(const std::string &text, std::size_t piece = 1 << 20)
{
    MemoryStorage storage;
    if (loadSeriesJson(bytes(text, piece), storage))
        return {};
    storage.finish();
    const auto everything = Matcher::make(MatchType::Regex, "none", "");
    return storage.select(std::span(&*everything, 1), std::numeric_limits<std::int64_t>::min(),
                          std::numeric_limits<std::int64_t>::max());
}

} // namespace

class TestSeriesData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void readsSeriesInAnyOrder()
    {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, two.size()}) {
            const auto series = loaded(two, piece);
            QCOMPARE(series.size(), std::size_t{2});
            QCOMPARE(series[0].labels->text(), std::string("up{job=\"a\"}"));
            QCOMPARE(series[0].timesMs, (std::vector<std::int64_t>{-5, 0, 5, 7, 9}));
            QVERIFY(isStaleMarker(series[0].values[0]));
            QCOMPARE(series[0].values[1], std::numeric_limits<double>::infinity());
            QVERIFY(std::signbit(series[0].values[3]));
            QCOMPARE(series[0].values[4], 0.0015);
            QCOMPARE(series[1].timesMs, (std::vector<std::int64_t>{10, 20, 30}));
            QCOMPARE(series[1].values[0], 1.0); // of two samples of one time the first stays
            QCOMPARE(std::bit_cast<std::uint64_t>(series[1].values[1]), ordinaryNanBits);
        }
    }

    void oneSeriesOnTwoLinesIsOne()
    {
        const auto series =
            loaded(R"({"labels":{"a":"1"},"samples":[[2,2]]}{"labels":{"a":"1"},"samples":[[1,1],[2,5]]})");
        QCOMPARE(series.size(), std::size_t{1});
        QCOMPARE(series[0].timesMs, (std::vector<std::int64_t>{1, 2}));
        QCOMPARE(series[0].values, (std::vector<double>{1, 2}));
    }

    void selectsByWindowAndLabels()
    {
        MemoryStorage storage;
        storage.add({{"__name__", "m"}, {"a", "1"}}, {10, 20, 30}, {1, 2, 3});
        storage.add({{"__name__", "m"}, {"a", "2"}}, {5}, {5});
        storage.add({{"__name__", "n"}}, {10}, {7});
        storage.finish();
        const std::vector<Matcher> matchers{*Matcher::make(MatchType::Equal, "__name__", "m"),
                                            *Matcher::make(MatchType::Regex, "a", "[12]")};
        const auto found = storage.select(matchers, 10, 20);
        QCOMPARE(found.size(), std::size_t{1}); // the other has no sample there
        QCOMPARE(found[0].values, (std::vector<double>{1, 2}));
        QCOMPARE(storage.select(matchers, 0, 5).size(), std::size_t{1});
        QCOMPARE(storage.select(matchers, 31, 99).size(), std::size_t{0});
        QCOMPARE(storage.newestMs(), std::optional<std::int64_t>(30));
    }

    void badFilesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("", "");
        row("\n \n", "");
        row("x", "1:1 expected '{', not 'x'");
        row("[]", "1:1 expected '{', not '['");
        row("{\"labels\":{},\"samples\":[]}\n{", "2:2 expected '\"', not the end of the file");
        row("{\"labels\":{}}", "1:14 the series has no \"samples\"");
        row("{\"samples\":[]}", "1:15 the series has no \"labels\"");
        row("{\"labels\":{},\"labels\":{}}", "1:23 \"labels\" stands twice");
        row("{\"labels\":{\"a\":\"1\",\"a\":\"2\"}", "1:24 the label \"a\" stands twice");
        row("{\"labels\":{\"\":\"1\"}", "1:15 a label without a name");
        row("{\"labels\":{\"a\":1}", "1:16 expected '\"', not '1'");
        row("{\"labels\":{},\"samples\":[[1]]}", "1:27 expected ',', not ']'");
        row("{\"labels\":{},\"samples\":[[1.5,1]]}", "1:29 expected an integer");
        row("{\"labels\":{},\"samples\":[[1,\"up\"]]}",
            "1:32 a value is a number, \"NaN\", \"+Inf\", \"-Inf\" or \"stale\", not \"up\"");
        row("{\"labels\":{},\"samples\":[[1,01]]}", "1:30 this is no number of JSON");
        row("{\"labels\":{},\"samples\":[[1,1e999]]}", "1:33 the number is out of range");
        row("{\"labels\":{},\"samples\":[[9e18,1]]}", "1:30 the time is out of range");
        row("{\"labels\":{\"a\":\"\\ud800\"}", "1:23 half a surrogate pair");
        row("{\"labels\":{\"a\":\"\n\"}", "1:17 a control character in a string has to be escaped");
        row("{\"labels\":{\"a\":\"\\x\"}", "1:18 unknown escape sequence in a string");
    }
    void badFilesAreRefusedWithTheirPlace()
    {
        QFETCH(QString, text);
        QTEST(errorOf(text.toStdString()), "expected");
        if (!text.isEmpty() && text.contains(QLatin1Char('{')))
            QVERIFY(!errorOf(text.toStdString().substr(0, text.toStdString().size() / 2)).isEmpty());
    }

    void sizesAreBounded()
    {
        QCOMPARE(errorOf(two, {.mostSamples = 3}), QStringLiteral("1:81 more than 3 samples"));
        QCOMPARE(errorOf(two, {.mostSeries = 1}), QStringLiteral("2:136 more than 1 series"));
        const std::string deep = "{\"x\":" + std::string(10000, '[');
        QVERIFY(errorOf(deep).contains(QStringLiteral("nested deeper")));
        const std::string longText = "{\"labels\":{\"a\":\"" + std::string(2 << 20, 'x');
        QVERIFY(errorOf(longText).contains(QStringLiteral("longer than 1 MiB")));
        QVERIFY(!errorOf("{\"labels\":{\"\xff\":\"1\"}").isEmpty());
    }

    void answersAreThoseOfTheApi()
    {
        QueryResult vector;
        vector.series = {{{{"__name__", "up"}, {"job", "a\"\n"}}, {{1500, 0.1}}}, {{}, {{-1, 1e21}}}};
        vector.warnings = {"w"};
        QCOMPARE(apiAnswer(vector), vectorAnswer);
        QueryResult scalar;
        scalar.type = ValueType::Scalar;
        scalar.series = {{{}, {{60000, 1e21}}}};
        QCOMPARE(apiAnswer(scalar), scalarAnswer);
        QCOMPARE(apiError(ErrorType::BadData, "a\"b"), errorAnswer);
        QCOMPARE(parseErrorText({ErrorType::BadData, "why", 4}, "a\nbc d"), std::string("2:3: parse error: why"));
    }
};

QTEST_GUILESS_MAIN(TestSeriesData)
#include "tst_seriesdata.moc"
