// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/splitweights.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <cmath>

using namespace surgedeck;

namespace {

std::vector<WeightOfServer> configured(const QString &text)
{
    std::vector<WeightOfServer> weights;
    for (const QString &part : text.split(QLatin1Char(' ')))
        weights.push_back({part.section(QLatin1Char('='), 0, 0), part.section(QLatin1Char('='), 1).toInt(),
                           part.section(QLatin1Char('='), 1).toInt()});
    return weights;
}

QString printed(const Result<std::vector<ServerWeight>> &weights)
{
    if (!weights)
        return weights.error().message;
    QStringList texts;
    for (const ServerWeight &weight : *weights)
        texts << QStringLiteral("%1=%2").arg(weight.server).arg(weight.weight);
    return texts.join(QLatin1Char(' '));
}

} // namespace

class TestSplitWeights : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void weights_data()
    {
        QTest::addColumn<QString>("stable");
        QTest::addColumn<QString>("canary");
        QTest::addColumn<QString>("router");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char *name, const char *stable, const char *canary, const char *router, int percent,
                            const char *wanted) {
            QTest::newRow(name) << QString::fromLatin1(stable) << QString::fromLatin1(canary)
                                << QString::fromLatin1(router) << percent << QString::fromLatin1(wanted);
        };
        row("one each", "a", "b", "a=90 b=10", 1, "a=99 b=1");
        row("nothing", "a", "b", "a=90 b=10", 0, "a=100 b=0");
        row("everything", "a", "b", "a=90 b=10", 100, "a=0 b=100");
        row("a canary that begins at 0", "a", "b", "a=1 b=0", 25, "a=75 b=25");
        row("two alike, exact", "a,b", "c", "a=10 b=10 c=10", 1, "a=99 b=99 c=2");
        row("two of the canary: none gets nothing", "a", "b,c", "a=10 b=10 c=10", 1, "a=198 b=1 c=1");
        row("unequal servers keep their relation", "a,b", "c", "a=20 b=10 c=10", 25, "a=50 b=25 c=25");
        row("one that is out stays out", "a,b", "c", "a=20 b=0 c=10", 50, "a=50 b=0 c=50");
        row("three unequal ones, exact", "a,b,c", "d", "a=7 b=5 c=3 d=1", 1, "a=231 b=165 c=99 d=5");
        row("more than the range: as near as it gets", "a,b,c", "d", "a=70 b=51 c=32 d=1", 1, "a=256 b=187 c=117 d=6");
        row("it can not be said", "a", "b,c,d,e", "a=1 b=1 c=1 d=1 e=1", 1,
            "1 % can not be said with weights from 0 to 256 on these servers");
    }
    void weights()
    {
        QFETCH(const QString, stable);
        QFETCH(const QString, canary);
        QFETCH(const QString, router);
        QFETCH(const int, percent);
        QFETCH(const QString, wanted);
        const auto shape = shapeOf(stable.split(QLatin1Char(',')), canary.split(QLatin1Char(',')), configured(router));
        QVERIFY(shape);
        QCOMPARE(printed(weightsFor(*shape, percent)), wanted);
    }

    void everyPercentIsWithinHalfAPoint()
    {
        const auto shape =
            shapeOf({QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("c"), QStringLiteral("d")},
                    configured(QStringLiteral("a=3 b=2 c=1 d=1")));
        for (int percent = 0; percent <= 100; ++percent) {
            const auto weights = weightsFor(*shape, percent);
            QVERIFY2(weights, qPrintable(QString::number(percent)));
            std::vector<WeightOfServer> set;
            double sum = 0, canary = 0;
            for (const ServerWeight &weight : *weights) {
                QVERIFY(weight.weight >= 0 && weight.weight <= 256);
                set.push_back({weight.server, weight.weight, 1});
                sum += weight.weight;
                canary +=
                    weight.server == QLatin1String("c") || weight.server == QLatin1String("d") ? weight.weight : 0;
            }
            QVERIFY(sum > 0 && std::abs(100 * canary / sum - percent) <= 0.5);
            QCOMPARE(percentOf(*shape, set), std::optional(percent));
        }
    }

    void whatIsReadIsNeverRoundedToNothing()
    {
        const auto shape =
            shapeOf({QStringLiteral("a")}, {QStringLiteral("b")}, configured(QStringLiteral("a=256 b=1")));
        QCOMPARE(percentOf(*shape, configured(QStringLiteral("a=256 b=1"))), std::optional(1));
        QCOMPARE(percentOf(*shape, configured(QStringLiteral("a=1 b=256"))), std::optional(99));
        QCOMPARE(percentOf(*shape, configured(QStringLiteral("a=0 b=0"))), std::nullopt);
        QCOMPARE(percentOf(*shape, configured(QStringLiteral("a=5"))), std::nullopt);
        QVERIFY(!shapeOf({QStringLiteral("a")}, {QStringLiteral("x")}, configured(QStringLiteral("a=1 b=1"))));
    }
};

QTEST_GUILESS_MAIN(TestSplitWeights)
#include "tst_splitweights.moc"
