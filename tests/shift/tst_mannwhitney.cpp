// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/mannwhitney.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

class TestMannWhitney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void tooFewSayNothing() { QVERIFY(!compareRanks({1, 2, 3}, {4, 5, 6, 7, 8, 9, 10, 11})); }

    void knownValues_data()
    {
        QTest::addColumn<QList<double>>("stable");
        QTest::addColumn<QList<double>>("canary");
        QTest::addColumn<double>("larger");
        QTest::addColumn<double>("p");
        using L = QList<double>;
        // Worked out by hand: U of 64 pairs, mean 32, deviation sqrt(8*8*17/12) = 9.5219, continuity 0.5.
        QTest::newRow("apart") << L{1, 2, 3, 4, 5, 6, 7, 8} << L{11, 12, 13, 14, 15, 16, 17, 18} << 1.0 << 0.000470;
        QTest::newRow("the other way") << L{11, 12, 13, 14, 15, 16, 17, 18} << L{1, 2, 3, 4, 5, 6, 7, 8} << 0.0
                                       << 0.999678;
        QTest::newRow("mixed") << L{1, 3, 5, 7, 9, 11, 13, 15} << L{2, 4, 6, 8, 10, 12, 14, 16} << 36.0 / 64
                               << 0.356589;
        QTest::newRow("all alike") << L{5, 5, 5, 5, 5, 5, 5, 5} << L{5, 5, 5, 5, 5, 5, 5, 5} << 0.5 << 1.0;
    }
    void knownValues()
    {
        QFETCH(const QList<double>, stable);
        QFETCH(const QList<double>, canary);
        QFETCH(const double, larger);
        QFETCH(const double, p);
        const auto result = compareRanks({stable.begin(), stable.end()}, {canary.begin(), canary.end()});
        QVERIFY(result);
        QCOMPARE(result->larger, larger);
        QVERIFY2(std::abs(result->p - p) < 1e-4, qPrintable(QString::number(result->p, 'g', 9)));
    }
};

QTEST_GUILESS_MAIN(TestMannWhitney)
#include "tst_mannwhitney.moc"
