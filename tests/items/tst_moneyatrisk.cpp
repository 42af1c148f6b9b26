// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/moneyatrisk.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start(1'790'000'000s);
using Points = SharedSeries<MetricPoint>;

/// A point each 10 s from the start on.
Points each10(const std::vector<double> &values)
{
    Points points;
    for (const double value : values)
        points.append({start + 10s * int(points.size()), value});
    return points;
}

Points pointsOf(std::initializer_list<MetricPoint> given)
{
    Points points;
    for (const MetricPoint &point : given)
        points.append(point);
    return points;
}

bool near(const std::optional<double> &value, std::optional<double> wanted)
{
    return value.has_value() == wanted.has_value() && (!value || std::abs(*value - *wanted) < 1e-6);
}

} // namespace

Q_DECLARE_METATYPE(surgedeck::MetricPoint)
using OptionalDouble = std::optional<double>;
Q_DECLARE_METATYPE(OptionalDouble)

class TestMoneyAtRisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void table_data()
    {
        QTest::addColumn<std::vector<double>>("orders");
        QTest::addColumn<std::vector<double>>("expected");
        QTest::addColumn<OptionalDouble>("target");
        QTest::addColumn<OptionalDouble>("perMinute");
        QTest::addColumn<OptionalDouble>("lost");
        const auto none = OptionalDouble();
        // 36 an order; the end is 60 s after the start.
        QTest::newRow("nothing is missing") << std::vector<double>(6, 500) << std::vector<double>(6, 500) << none
                                            << OptionalDouble(0) << OptionalDouble(0);
        QTest::newRow("158 a minute are missing for a minute")
            << std::vector<double>(6, 342) << std::vector<double>(6, 500) << none << OptionalDouble(158 * 36) << OptionalDouble(158 * 36);
        QTest::newRow("more than expected is no gain")
            << std::vector<double>{600, 600, 600, 400, 400, 400} << std::vector<double>(6, 500) << none << OptionalDouble(100 * 36)
            << OptionalDouble(50 * 36);
        QTest::newRow("the target where nothing is expected")
            << std::vector<double>(6, 90) << std::vector<double>{} << OptionalDouble(100) << OptionalDouble(360) << OptionalDouble(360);
        QTest::newRow("without a target nothing is known")
            << std::vector<double>(6, 90) << std::vector<double>{} << none << none << none;
        QTest::newRow("without orders nothing is known")
            << std::vector<double>{} << std::vector<double>(6, 500) << OptionalDouble(100) << none << none;
        QTest::newRow("an expectation that ended is not carried on")
            << std::vector<double>(6, 90) << std::vector<double>{500} << none << none << OptionalDouble(410 * 36 * 40 / 60.0);
    }

    void table()
    {
        QFETCH(std::vector<double>, orders);
        QFETCH(std::vector<double>, expected);
        QFETCH(OptionalDouble, target);
        QFETCH(OptionalDouble, perMinute);
        QFETCH(OptionalDouble, lost);
        const Points seen = each10(orders);
        const Points wanted = each10(expected);
        const MoneyAtRisk risk = moneyAtRisk({seen, wanted, target, 36}, start, start + 60s);
        QVERIFY2(near(risk.perMinute, perMinute), qPrintable(QString::number(risk.perMinute.value_or(-1))));
        QVERIFY2(near(risk.lost, lost), qPrintable(QString::number(risk.lost.value_or(-1))));
    }

    void onlyTheTimeSinceTheBeginningCounts()
    {
        const Points orders = each10(std::vector<double>(7, 400));
        const Points expected = each10(std::vector<double>(7, 500));
        const MoneyAtRisk risk = moneyAtRisk({orders, expected, {}, 60}, start + 30s, start + 60s);
        QVERIFY(near(risk.lost, 100 * 60 * 0.5));
        QCOMPARE(risk.known, Milliseconds(30s));
    }

    void aGapCostsNothingAndIsNotKnown()
    {
        const Points orders = pointsOf({{start, 400}, {start + 100s, 400}});
        const Points expected = pointsOf({{start, 500}, {start + 100s, 500}});
        const MoneyAtRisk risk = moneyAtRisk({orders, expected, {}, 60}, start, start + 110s);
        QCOMPARE(risk.known, Milliseconds(40s)); // 30 s of the first point, 10 s of the second
        QVERIFY(near(risk.lost, 100 * 60 * 40 / 60.0));
    }

    void anOldFigureIsNoPresentOne()
    {
        const Points orders = pointsOf({{start, 400}});
        const MoneyAtRisk risk = moneyAtRisk({orders, {}, 500, 60}, start, start + 31s);
        QVERIFY(!risk.perMinute);
        QVERIFY(risk.lost);
    }
};

QTEST_GUILESS_MAIN(TestMoneyAtRisk)
#include "tst_moneyatrisk.moc"
