// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/slo.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds month = std::chrono::hours(30 * 24);

using Ratios = std::map<Milliseconds, std::optional<double>>;

/// Every window at the same ratio.
Ratios all(std::optional<double> ratio)
{
    Ratios ratios;
    for (const Milliseconds window : burnWindows(month))
        ratios[window] = ratio;
    return ratios;
}

} // namespace

class TestSlo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void factorsOfAMonth()
    {
        const auto pairs = burnPairs(month);
        QCOMPARE(pairs.size(), 5u);
        const std::vector<double> factors{43.2, 14.4, 6, 3, 1};
        for (std::size_t i = 0; i < pairs.size(); ++i)
            QVERIFY(qAbs(pairs[i].factor - factors[i]) < 1e-9);
        QCOMPARE(pairs[1].longWindow, Milliseconds(1h));
        QCOMPARE(pairs[1].shortWindow, Milliseconds(5min));
    }

    /// The share of the budget stays, the factor follows the period: 13.44, 5.6, 2.8, 0.93 for 28 days.
    void factorsOfOtherPeriods()
    {
        const auto pairs = burnPairs(std::chrono::hours(28 * 24));
        const std::vector<double> factors{40.32, 13.44, 5.6, 2.8, 28.0 / 30};
        for (std::size_t i = 0; i < pairs.size(); ++i)
            QVERIFY(qAbs(pairs[i].factor - factors[i]) < 1e-9);
        QCOMPARE(burnPairs(std::chrono::hours(24)).size(), 3u);
        QVERIFY(burnPairs(5min).empty());
    }

    void windowsInExpressions()
    {
        QCOMPARE(withWindow(QStringLiteral("rate(e[$window]) / rate(t[$window])"), 90min),
                 QStringLiteral("rate(e[1h30m]) / rate(t[1h30m])"));
        QCOMPARE(burnWindows(month), (std::vector<Milliseconds>{1min, 5min, 30min, 1h, 2h, 6h, 24h, 72h}));
    }

    void verdicts_data()
    {
        QTest::addColumn<double>("everywhere");
        QTest::addColumn<double>("shortOnly"); // -1: as everywhere
        QTest::addColumn<Health>("expected");
        // 99.95 %: 14.4 times the budget is 0.72 % failures.
        QTest::newRow("no failures") << 0.0 << -1.0 << Health::Normal;
        QTest::newRow("within the budget") << 0.0004 << -1.0 << Health::Normal;
        QTest::newRow("slowly too much") << 0.0006 << -1.0 << Health::Attention;
        QTest::newRow("a tenth in a day") << 0.0016 << -1.0 << Health::Degraded;
        QTest::newRow("page") << 0.0073 << -1.0 << Health::Critical;
        QTest::newRow("over, and nobody told the long windows") << 0.0073 << 0.0 << Health::Normal;
    }

    void verdicts()
    {
        QFETCH(double, everywhere);
        QFETCH(double, shortOnly);
        QFETCH(Health, expected);
        Ratios ratios = all(everywhere);
        if (shortOnly >= 0)
            for (const BurnPair &pair : burnPairs(month))
                ratios[pair.shortWindow] = shortOnly;
        QCOMPARE(judgeBurn(ratios, 99.95, month).health, expected);
    }

    void unknownIsNoVerdict()
    {
        QCOMPARE(judgeBurn({}, 99.95, month).health, Health::Unknown);
        Ratios ratios = all(0.0);
        ratios[1h] = std::nullopt;
        QCOMPARE(judgeBurn(ratios, 99.95, month).health, Health::Normal); // 5m alone clears the pair
        ratios[5min] = std::nullopt;
        QCOMPARE(judgeBurn(ratios, 99.95, month).health, Health::Unknown);
        ratios[24h] = 0.01;
        ratios[2h] = 0.01;
        QCOMPARE(judgeBurn(ratios, 99.95, month).health, Health::Degraded); // what burns burns
        QCOMPARE(burnRate(0.1, 100), std::nullopt);
        QCOMPARE(burnRate(std::nullopt, 99), std::nullopt);
    }

    void budgets()
    {
        const BudgetLeft half = budgetLeft(25.0, 100'000.0, 99.95);
        QVERIFY(qAbs(*half.share - 0.5) < 1e-9);
        QVERIFY(qAbs(*half.count - 25) < 1e-6);
        QVERIFY(*budgetLeft(75.0, 100'000.0, 99.95).share < 0);
        QCOMPARE(budgetLeft(0.0, 0.0, 99.95).share, std::nullopt);
        QCOMPARE(budgetLeft(std::nullopt, 5.0, 99.95).share, std::nullopt);
        // A sale of 4 h at 500 orders a minute, 99.9 %: 120 may fail.
        QVERIFY(qAbs(*eventBudgetLeft(30.0, 500 * 240, 99.9).count - 90) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestSlo)
#include "tst_slo.moc"
