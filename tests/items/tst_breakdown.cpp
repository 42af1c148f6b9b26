// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/breakdown.h"
#include "models/store/platformview.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

namespace {

using Measure = BreakdownQuery::Measure;

IndicatorConfig indicator(const char *unit, const char *objective, const char *expr)
{
    IndicatorConfig config;
    config.unit = QLatin1String(unit);
    config.objective = parseComparison(QLatin1String(objective));
    config.expr.text = QLatin1String(expr);
    return config;
}

/// "de=97.8 at=99.99 =1": one series a word, with this value of the label store.
Matrix answer(const char *text)
{
    Matrix matrix;
    for (const QString &word : QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString name = word.section(QLatin1Char('='), 0, 0);
        MetricSeries series;
        if (!name.isEmpty())
            series.labels = {{QStringLiteral("store"), name}};
        series.points = {{WallTime{}, word.section(QLatin1Char('='), 1).toDouble()}};
        matrix.push_back(series);
    }
    return matrix;
}

BreakdownQuery query(Measure measure, GoodSide good, double whole = 100)
{
    BreakdownQuery query;
    query.label = QStringLiteral("store");
    query.measure = measure;
    query.good = good;
    query.whole = whole;
    query.unit = QStringLiteral("percent");
    return query;
}

QString printed(const Breakdown &breakdown)
{
    QStringList parts;
    for (const BreakdownMember &member : breakdown.members)
        parts << QStringLiteral("%1 %2").arg(member.name).arg(member.share ? QString::number(std::lround(*member.share * 100)) : QStringLiteral("?"));
    return parts.join(QStringLiteral(", "));
}

} // namespace

class TestBreakdown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void split_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("wanted"); // "!" in front: an error that contains this
        QTest::newRow("sum") << "sum(rate(x[1m]))" << "sum by ( store ) ( rate ( x [ 1m ] ) )";
        QTest::newRow("ratio") << "sum(a{code=~\"5..\"}) / sum(b)"
                               << "sum by ( store ) ( a { code =~ \"5..\" } ) / sum by ( store ) ( b )";
        QTest::newRow("by before") << "sum by (le) (x)" << "sum by ( store , le ) ( x )";
        QTest::newRow("by behind") << "sum(x) by (le)" << "sum ( x ) by ( store , le )";
        QTest::newRow("by nothing") << "sum by () (x)" << "sum by ( store ) ( x )";
        QTest::newRow("has it already") << "sum by (store) (x)" << "sum by ( store ) ( x )";
        QTest::newRow("without it") << "sum without (store, pod) (x)" << "sum without ( pod ) ( x )";
        QTest::newRow("without others") << "sum without (pod) (x)" << "sum without ( pod ) ( x )";
        QTest::newRow("nested") << "max(sum by (pod) (x))" << "max by ( store ) ( sum by ( store , pod ) ( x ) )";
        QTest::newRow("matched on a label") << "sum(a) / on(job) sum(b)"
                                            << "sum by ( store ) ( a ) / on ( store , job ) sum by ( store ) ( b )";
        QTest::newRow("a label called sum") << "sum(x{sum=\"1\",by=\"2\"})" << "sum by ( store ) ( x { sum = \"1\" , by = \"2\" } )";
        QTest::newRow("no aggregation") << "rate(x[1m])" << "!no aggregation";
        QTest::newRow("topk") << "topk(3, sum by (pod) (x))" << "!topk()";
        QTest::newRow("scalar") << "scalar(sum(x))" << "!drops the labels";
    }

    void split()
    {
        QFETCH(QString, expression);
        QFETCH(QString, wanted);
        const auto result = splitBy(expression, QStringLiteral("store"));
        if (wanted.startsWith(QLatin1Char('!'))) {
            QVERIFY(!result);
            QVERIFY2(result.error().message.contains(wanted.mid(1)), qPrintable(result.error().message));
        } else {
            QVERIFY(result);
            QCOMPARE(*result, wanted);
        }
    }

    void denominator_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("a ratio") << "sum(a) / sum(b)" << "sum ( b )";
        QTest::newRow("success of the lab") << "100 * (1 - (sum(a) or vector(0)) / sum(rate(b[15s])))" << "sum ( rate ( b [ 15s ] ) )";
        QTest::newRow("with a grouping") << "sum(a) / sum by (x) (b)" << "sum by ( x ) ( b )";
        QTest::newRow("in brackets") << "a / (b + c)" << "( b + c )";
        QTest::newRow("of a constant") << "sum(a) / 100" << "";
        QTest::newRow("the outermost of two") << "sum(a / sum(c)) / sum(b)" << "sum ( b )";
        QTest::newRow("none") << "sum(a)" << "";
    }

    void denominator()
    {
        QFETCH(QString, expression);
        QTEST(denominatorOf(expression), "wanted");
    }

    void measure_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("expr");
        QTest::addColumn<int>("measure");
        QTest::newRow("success") << "percent" << ">= 99.95" << "100 * (1 - sum(a) / sum(b))" << int(Measure::Part);
        QTest::newRow("orders") << "per_minute" << ">= 500" << "60 * sum(rate(x[1m]))" << int(Measure::Sum);
        QTest::newRow("latency") << "seconds" << "< 2" << "histogram_quantile(0.95, sum by (le) (rate(x[1m])))" << int(Measure::Rank);
        QTest::newRow("a maximum") << "percent" << "< 70" << "100 * max(a / b)" << int(Measure::Rank);
        QTest::newRow("requests for each order") << "count" << "< 2" << "sum(a) / sum(b)" << int(Measure::Rank);
    }

    void measure()
    {
        QFETCH(QString, unit);
        QFETCH(QString, objective);
        QFETCH(QString, expr);
        const auto result = breakdownQuery(indicator(qPrintable(unit), qPrintable(objective), qPrintable(expr)), QStringLiteral("store"));
        QVERIFY(result);
        QTEST(int(result->measure), "measure");
        QCOMPARE(result->weight.isEmpty(), result->measure != Measure::Part);
    }

    void aServiceIsWeightedByItsRate()
    {
        ServiceConfig config;
        config.errorRatio.text = QStringLiteral("sum(e) / sum(r)");
        config.ratePerMinute.text = QStringLiteral("60 * sum(r)");
        config.p99Seconds.text = QStringLiteral("histogram_quantile(0.99, sum by (le) (h))");
        ServiceView view;
        auto result = breakdownQuery(config, view, QStringLiteral("store"));
        QCOMPARE(result->weight, QStringLiteral("60 * sum by ( store ) ( r )"));
        view.errorRatio.health = Health::Normal;
        view.p99Seconds.health = Health::Degraded;
        result = breakdownQuery(config, view, QStringLiteral("store"));
        QCOMPARE(result->measure, Measure::Rank);
        QVERIFY(result->value.startsWith(QStringLiteral("histogram_quantile")));
    }

    void failuresAreSharedByTheirNumber()
    {
        // 2 % of 1000 fail in de, 0.05 % of 800 in at.
        const Breakdown result = breakDown(query(Measure::Part, GoodSide::Above), {answer("de=98 at=99.95"), answer("de=1000 at=800"), {}});
        QCOMPARE(printed(result), QStringLiteral("de 98, at 2"));
        QCOMPARE(result.sentence, QStringLiteral("98 % of what fails is store=de"));
    }

    void aMemberWithTrafficAndNoErrorHasNone()
    {
        const Breakdown result = breakDown(query(Measure::Part, GoodSide::Below, 1), {answer("de=0.1"), answer("de=10 at=1000"), {}});
        QCOMPARE(printed(result), QStringLiteral("de 100, at 0"));
    }

    void aShortfallIsToldAgainstBefore()
    {
        const Breakdown result = breakDown(query(Measure::Sum, GoodSide::Above), {answer("de=50 at=98"), {}, answer("de=100 at=100")});
        QCOMPARE(printed(result), QStringLiteral("de 96, at 4"));
        QCOMPARE(result.sentence, QStringLiteral("96 % of what is missing is store=de"));
        // A member that is gone altogether is what is missing.
        QCOMPARE(printed(breakDown(query(Measure::Sum, GoodSide::Above), {answer("at=100"), {}, answer("de=100 at=100")})),
                 QStringLiteral("de 100, at 0"));
    }

    void quantilesAreRanked()
    {
        const Breakdown result = breakDown(query(Measure::Rank, GoodSide::Below), {answer("de=9 at=0.4 ch=0.5"), {}, {}});
        QCOMPARE(printed(result), QStringLiteral("de ?, ch ?, at ?"));
        QVERIFY(result.sentence.startsWith(QStringLiteral("store=de stands out")));
        QVERIFY(breakDown(query(Measure::Rank, GoodSide::Below), {answer("de=0.5 at=0.4"), {}, {}}).sentence.isEmpty());
    }

    void whereNothingCanBeSaidItSaysWhy()
    {
        QCOMPARE(breakDown(query(Measure::Rank, GoodSide::Below), {{}, {}, {}}).reason, QStringLiteral("no data"));
        QCOMPARE(breakDown(query(Measure::Rank, GoodSide::Below), {answer("=3"), {}, {}}).reason,
                 QStringLiteral("the series have no label store"));
    }

    void membersWithoutTheLabelAreNotHidden()
    {
        const Breakdown result = breakDown(query(Measure::Part, GoodSide::Above), {answer("de=99 =90"), answer("de=100 =100"), {}});
        QCOMPARE(printed(result), QStringLiteral("(none) 91, de 9"));
    }
};

QTEST_GUILESS_MAIN(TestBreakdown)
#include "tst_breakdown.moc"
