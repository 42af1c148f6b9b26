// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#ifndef Q_MOC_RUN // moc 6.4 can not read <concepts>
#include "models/metrics/engine.h"
#include "tests/metrics_eval/memorystorage.h"
#endif

using namespace surgedeck::metrics;

namespace {

// Many series, ten samples each, given one after the other; counts how many were taken.
class ManySeries final : public Storage
{
public:
    explicit ManySeries(int count)
        : m_count(count)
    {
    }
    std::vector<SeriesSamples> select(std::span<const Matcher>, std::int64_t, std::int64_t) const override
    {
        std::vector<SeriesSamples> all;
        for (int i = 0; i < m_count; ++i)
            all.push_back(series(i));
        return all;
    }
    void scan(const SeriesScan &, const SeriesVisitor &visit) const override
    {
        for (int i = 0; i < m_count; ++i) {
            const SeriesSamples each = series(i);
            ++taken;
            if (!visit({each.labels, each.timesMs, each.values}))
                return;
        }
    }
    mutable int taken = 0;

private:
    static SeriesSamples series(int number)
    {
        SeriesSamples made;
        made.labels =
            std::make_shared<const Labels>(Labels({{"__name__", "m"}, {"i", std::to_string(1'000'000 + number)}}));
        for (int sample = 1; sample <= 10; ++sample) {
            made.timesMs.push_back(sample * 1000);
            made.values.push_back(sample * number);
        }
        return made;
    }
    int m_count;
};

constexpr std::int64_t nowMs = 10'000;
const std::string tooMany = "query processing would load too many samples into memory in query execution";

struct Question
{
    const char *text;
    std::optional<EvaluationTimes> range = std::nullopt;
};

Outcome<QueryResult> ask(const Question &question, const Storage &storage, const EngineOptions &options)
{
    const auto parsed = parseExpression(question.text, options.compat);
    if (!parsed)
        return parsed.error();
    return question.range ? evaluateRange(**parsed, storage, *question.range, options)
                          : evaluateInstant(**parsed, storage, nowMs, options);
}

} // namespace

/// What keeps an expression from taking more of the machine than it may.
class tst_Limits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void steps()
    {
        const ManySeries storage(1);
        const auto last = ask({"m", EvaluationTimes{0, 11'000, 1}}, storage, {});
        QVERIFY(last);
        QCOMPARE(last->series.front().points.size(), std::size_t{10'001}); // from the first sample on
        const auto refused = ask({"m", EvaluationTimes{0, 11'001, 1}}, storage, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().type, ErrorType::BadData);
        QCOMPARE(refused.error().message, "exceeded maximum resolution of 11,000 points per timeseries. "
                                          "Try decreasing the query resolution (?step=XX)");
        EngineOptions few;
        few.mostPoints = 5;
        QVERIFY(ask({"m", EvaluationTimes{0, 5, 1}}, storage, few));
        QVERIFY(!ask({"m", EvaluationTimes{0, 6, 1}}, storage, few));
        // Also where the number of steps does not fit any type of half the size.
        QVERIFY(!ask({"m", EvaluationTimes{-3'000'000'000'000'000, 3'000'000'000'000'000, 1}}, storage, {}));
        QVERIFY(!ask({"m", EvaluationTimes{-4'000'000'000'000'000, 0, 1'000'000'000'000}}, storage, {}));
    }

    void samples_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isRange");
        QTest::addColumn<bool>("isBeyond"); // 100 series of 10 samples, 250 allowed
        QTest::newRow("a value for each series") << QByteArray("m") << false << false;
        QTest::newRow("three steps") << QByteArray("m") << true << true;
        QTest::newRow("all samples") << QByteArray("m[1m]") << false << true;
        QTest::newRow("streamed into one") << QByteArray("sum(m)") << true << false;
        QTest::newRow("as many groups as series") << QByteArray("sum by (i) (m)") << true << true;
        QTest::newRow("both sides are kept") << QByteArray("m + m") << false << true;
        QTest::newRow("kept for sorting") << QByteArray("sort(m)") << true << true;
        QTest::newRow("the steps of a sub-query") << QByteArray("sum_over_time(vector(1)[1d:1s])") << false << true;
        QTest::newRow("few steps of a sub-query") << QByteArray("sum_over_time(vector(1)[1m:1s])") << false << false;
    }

    void samples()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isRange);
        QFETCH(bool, isBeyond);
        const ManySeries storage(100);
        EngineOptions options;
        options.mostSamples = 250;
        Question question{text.constData()};
        if (isRange)
            question.range = EvaluationTimes{nowMs, nowMs + 2000, 1000};
        const auto answer = ask(question, storage, options);
        QCOMPARE(answer.operator bool(), !isBeyond);
        if (isBeyond) {
            QCOMPARE(answer.error().type, ErrorType::Execution);
            QCOMPARE(answer.error().message, tooMany);
        }
        options.mostSamples = 1'000'000;
        QVERIFY(ask(question, storage, options)); // the limit was the only reason
    }

    void depth()
    {
        const auto nested = [](int depth) {
            return std::string(static_cast<std::size_t>(depth), '(') + "1" +
                   std::string(static_cast<std::size_t>(depth), ')');
        };
        QVERIFY(parseExpression(nested(150)));
        const auto refused = parseExpression(nested(100'000));
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, "expression is nested deeper than 200 levels");
        QVERIFY(refused.error().position >= 190 && refused.error().position <= 200);
        // A chain of operators is a deep tree, too, though nothing is nested in its text.
        std::string chain = "1";
        for (int i = 0; i < 900; ++i)
            chain += " + 1";
        const MemoryStorage storage;
        auto answer = ask({chain.c_str()}, storage, {});
        QVERIFY(answer);
        QCOMPARE(answer->series.front().points.front().value, 901.0);
        for (int i = 0; i < 20'000; ++i)
            chain += " + 1";
        answer = ask({chain.c_str()}, storage, {});
        QVERIFY(!answer);
        QCOMPARE(QByteArray::fromStdString(answer.error().message), "expression is longer than 1000 operators in a row");
    }

    void stopped_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("selector") << QByteArray("m");
        QTest::newRow("aggregation") << QByteArray("sum(m)");
        QTest::newRow("rates") << QByteArray("sum(rate(m[1m]))");
        QTest::newRow("windows") << QByteArray("max_over_time(m[1m])");
        QTest::newRow("sub-query") << QByteArray("sum_over_time(sum(m)[1m:1s])");
        QTest::newRow("the second of two") << QByteArray("vector(1) + sum(m)");
        QTest::newRow("sorted") << QByteArray("topk(3, m)");
        QTest::newRow("range") << QByteArray("m[1m]");
    }

    // Whoever asks for the end gets it soon, with the words of the server, in the middle of a scan.
    void stopped()
    {
        QFETCH(QByteArray, text);
        for (const ErrorType reason : {ErrorType::Timeout, ErrorType::Canceled}) {
            const ManySeries storage(400'000);
            int asked = 0;
            EngineOptions options;
            options.interrupted = [&]() -> std::optional<ErrorType> {
                return ++asked == 2 ? std::optional(reason) : std::nullopt;
            };
            const auto answer = ask({text.constData()}, storage, options);
            QVERIFY(!answer);
            QCOMPARE(answer.error().type, reason);
            QCOMPARE(answer.error().message, reason == ErrorType::Timeout
                                                 ? "query timed out in expression evaluation"
                                                 : "query was canceled in expression evaluation");
            QCOMPARE(asked, 2); // not again when it has said so
            QVERIFY2(storage.taken < 400'000, std::to_string(storage.taken).c_str());
        }
    }

    void stoppedWithoutSamples()
    {
        // Work that reads nothing is asked, too: seven days in steps of a millisecond.
        const MemoryStorage storage;
        EngineOptions options;
        options.mostSamples = 1'000'000'000;
        options.interrupted = [] { return ErrorType::Timeout; };
        const auto answer = ask({"sum_over_time((vector(1) + vector(2))[10m:1ms])"}, storage, options);
        QVERIFY(!answer);
        QCOMPARE(answer.error().type, ErrorType::Timeout);
    }

    void positions_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("position");
        QTest::newRow("second line") << QByteArray("sum(m)\n  + m by") << 13;
        QTest::newRow("behind two bytes of one character") << QByteArray("\"\xc3\xa4\" sum") << 5;
        QTest::newRow("behind a comment") << QByteArray("m # and\nm") << 8;
        QTest::newRow("argument") << QByteArray("clamp(m, 1, m)") << 12;
        QTest::newRow("end") << QByteArray("sum(m") << 5;
    }

    void positions()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, position);
        const auto parsed = parseExpression(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().position, position);
    }

    // A remark names line and column of what it is about, in the text that was asked.
    void placesOfRemarks()
    {
        const ManySeries storage(1);
        const std::string text = "1 +\n  rate(m[5s]) * quantile(\n 2, m)";
        EngineOptions options;
        options.text = text;
        auto answer = ask({text.c_str()}, storage, options);
        QVERIFY(answer);
        QCOMPARE(answer->infos.size(), std::size_t{1});
        QVERIFY2(answer->infos.front().ends_with("\"m\" (2:8)"), answer->infos.front().c_str());
        QCOMPARE(answer->warnings.size(), std::size_t{1});
        QVERIFY2(answer->warnings.front().ends_with("(3:2)"), answer->warnings.front().c_str());
        options.compat = Compat::V2;
        answer = ask({text.c_str()}, storage, options);
        QVERIFY(answer && answer->infos.empty() && answer->warnings.empty());
    }

    void numberOfRemarks()
    {
        MemoryStorage storage;
        for (int i = 0; i < 30; ++i) {
            const std::string name = "name" + std::to_string(i);
            storage.add(Labels({{"__name__", name}}), 9'000, 1);
            storage.add(Labels({{"__name__", name}}), 9'500, 2);
        }
        std::string text = "rate(name0[5s])";
        for (int i = 1; i < 30; ++i)
            text += " or rate(name" + std::to_string(i) + "[5s])";
        const auto answer = ask({text.c_str()}, storage, {});
        QVERIFY(answer);
        QCOMPARE(answer->infos.size(), std::size_t{11});
        QCOMPARE(answer->infos.back(), "20 more info annotations omitted");
    }
};

QTEST_APPLESS_MAIN(tst_Limits)
#include "tst_limits.moc"
