// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/evacuation.h"
#include "models/shift/guardjudge.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace surgedeck;
using namespace std::chrono_literals;
using traffic::GuardVerdict;

namespace {

RouteConfig route()
{
    RouteConfig route;
    route.id = QStringLiteral("checkout");
    route.observedCanary.text = QStringLiteral("canary");
    route.observedStable.text = QStringLiteral("stable");
    route.capacityStablePerMinute = 30'000;
    route.capacityCanaryPerMinute = 12'000;
    GuardConfig success;
    success.id = QStringLiteral("success");
    success.expr.text = QStringLiteral("success{side=\"$side\"}");
    success.unit = QStringLiteral("percent");
    success.pass = parseComparison(QStringLiteral(">= 99"));
    success.compareWithStable = true;
    success.worseBy = 0.5;
    success.minRequests = 100;
    success.hold = 5s;
    success.onFail = GuardConfig::OnFail::Rollback;
    route.guards = {success};
    return route;
}

RouteMeasures measures(std::optional<double> stable, std::optional<double> canary)
{
    RouteMeasures m;
    m.guards[QStringLiteral("success")] = {{stable, 500ms, false, {}}, {canary, 500ms, false, {}}};
    m.stablePerSecond = 75;
    m.canaryPerSecond = 25;
    return m;
}

/// Judges once a second.
struct Play
{
    RouteConfig config = route();
    GuardJudge judge{config};
    TestClock clock;
    StepInHand step{clock.now(), 25, 50, 10s, false};
    Judgement last;

    explicit Play(RouteConfig with = route())
        : config(std::move(with))
        , judge(config)
    {
    }
    Play &forSeconds(int seconds, RouteMeasures m)
    {
        for (int i = 0; i < seconds; ++i) {
            m.at = clock.now();
            step.bakeOver = clock.now() - step.since >= step.bake;
            last = judge.judge(m, step);
            clock.advance(1s);
        }
        return *this;
    }
    QString guard(const char *id = "success") const
    {
        const auto found = std::ranges::find(last.guards, QLatin1String(id), &JudgedGuard::id);
        return found == last.guards.end() ? QStringLiteral("none") : toWord(found->verdict);
    }
    QString verdict() const
    {
        static constexpr const char *names[] = {"not judged", "pass", "no data", "hold", "worse"};
        return last.verdict ? QLatin1String(names[int(*last.verdict)]) : QStringLiteral("not yet");
    }
};

} // namespace

class TestGuardJudge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void goodOnBothSidesPassesOnceEnoughWasSeen()
    {
        Play play;
        play.forSeconds(2, measures(99.9, 99.9));
        QCOMPARE(play.guard(), QStringLiteral("inconclusive"));
        QVERIFY(play.last.words.contains(QLatin1String("of 100 requests")));
        play.forSeconds(4, measures(99.9, 99.9));
        QCOMPARE(play.verdict(), QStringLiteral("pass"));
        QCOMPARE(play.guard("share"), QStringLiteral("pass"));
        QCOMPARE(play.guard("capacity"), QStringLiteral("pass"));
    }

    void aWorseCanaryFailsAfterTheHoldAndGoesBack()
    {
        Play play;
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(5, measures(99.9, 90));
        QCOMPARE(play.guard(), QStringLiteral("inconclusive"));
        QCOMPARE(play.verdict(), QStringLiteral("not yet"));
        play.forSeconds(1, measures(99.9, 90));
        QCOMPARE(play.guard(), QStringLiteral("fail"));
        QCOMPARE(play.verdict(), QStringLiteral("worse"));
    }

    void bothBadHoldsAndSaysSo()
    {
        Play play;
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(7, measures(90, 90));
        QCOMPARE(play.verdict(), QStringLiteral("hold"));
        QVERIFY2(play.last.words.contains(QLatin1String("Both sides fail alike")), qPrintable(play.last.words));
    }

    void bothBadHoldsAlsoWhenTheCanaryIsTheWorseOne()
    {
        Play play;
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(7, measures(95, 80));
        QCOMPARE(play.verdict(), QStringLiteral("hold"));
    }

    void withoutProvenRoomNothingMovesByItself_data()
    {
        QTest::addColumn<double>("capacity");
        QTest::newRow("not proven") << 0.0;
        QTest::newRow("too little") << 5'000.0;
    }
    void withoutProvenRoomNothingMovesByItself()
    {
        QFETCH(const double, capacity);
        RouteConfig config = route();
        config.capacityStablePerMinute = capacity > 0 ? std::optional(capacity) : std::nullopt;
        Play play(config);
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(7, measures(99.9, 90));
        QCOMPARE(play.verdict(), QStringLiteral("hold"));
        QVERIFY(play.last.words.contains(QLatin1String("not proven")));
    }

    void aGuardThatHoldsNeverGoesBack()
    {
        RouteConfig config = route();
        config.guards[0].onFail = GuardConfig::OnFail::Hold;
        Play play(config);
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(7, measures(99.9, 90));
        QCOMPARE(play.verdict(), QStringLiteral("hold"));
    }

    void whatFailedPassesOnlyAfterItsRelease()
    {
        Play play;
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(7, measures(90, 90)).forSeconds(19, measures(99.9, 99.9));
        QCOMPARE(play.guard(), QStringLiteral("inconclusive"));
        play.forSeconds(3, measures(99.9, 99.9));
        QCOMPARE(play.verdict(), QStringLiteral("pass"));
    }

    void aDipShorterThanTheHoldIsNone()
    {
        Play play;
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(4, measures(99.9, 90)).forSeconds(1, measures(99.9, 99.9));
        QCOMPARE(play.verdict(), QStringLiteral("pass"));
    }

    void whatIsNotKnownNeverPasses_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("word");
        QTest::newRow("no value") << 0 << QStringLiteral("not_measured");
        QTest::newRow("NaN gives no value") << 0 << QStringLiteral("not_measured");
        QTest::newRow("error") << 1 << QStringLiteral("error");
        QTest::newRow("old") << 2 << QStringLiteral("inconclusive");
        QTest::newRow("stable not measured") << 3 << QStringLiteral("inconclusive");
    }
    void whatIsNotKnownNeverPasses()
    {
        QFETCH(const int, what);
        QFETCH(const QString, word);
        RouteMeasures m = measures(99.9, 99.9);
        MeasuredGuard &guard = m.guards[QStringLiteral("success")];
        if (what <= 1)
            guard.canary.value.reset();
        if (what == 1)
            guard.canary.error = QStringLiteral("parse error");
        guard.canary.old = what == 2;
        if (what == 3)
            guard.stable.value.reset();
        Play play;
        play.forSeconds(12, measures(99.9, 99.9)).forSeconds(3, m);
        QCOMPARE(play.guard(), word);
        QVERIFY(play.verdict() != QLatin1String("pass"));
        play.forSeconds(6, m);
        QCOMPARE(play.verdict(), QStringLiteral("no data"));
    }

    void noTrafficIsItsOwnWord()
    {
        RouteMeasures m = measures(99.9, std::nullopt);
        m.canaryPerSecond = 0;
        m.stablePerSecond = 100;
        Play play;
        play.forSeconds(3, m);
        QCOMPARE(play.guard(), QStringLiteral("no_traffic"));
        play.forSeconds(12, m);
        QCOMPARE(play.verdict(), QStringLiteral("no data"));
    }

    void tooFewRequestsWaitTwoBakesAndThenHold()
    {
        RouteMeasures m = measures(99.9, 99.9);
        m.stablePerSecond = 0.75;
        m.canaryPerSecond = 0.25;
        Play play;
        play.forSeconds(25, m);
        QCOMPARE(play.verdict(), QStringLiteral("not yet"));
        play.forSeconds(3, m);
        QCOMPARE(play.verdict(), QStringLiteral("no data"));
    }

    void aNextStepThatDoesNotFitHoldsAtTheEndOfTheBake()
    {
        RouteConfig config = route();
        config.capacityCanaryPerMinute = 2'000;
        Play play(config);
        play.forSeconds(8, measures(99.9, 99.9));
        QCOMPARE(play.guard("capacity"), QStringLiteral("inconclusive"));
        QCOMPARE(play.verdict(), QStringLiteral("not yet"));
        play.forSeconds(4, measures(99.9, 99.9));
        QCOMPARE(play.verdict(), QStringLiteral("hold"));
        QVERIFY(play.last.words.contains(QLatin1String("proven for 2000")));
    }

    void aShareThatLagsIsNamedAndHoldsInTheEnd()
    {
        RouteMeasures m = measures(99.9, 99.9);
        m.stablePerSecond = 89;
        m.canaryPerSecond = 11;
        Play play;
        play.forSeconds(30, m);
        QCOMPARE(play.guard("share"), QStringLiteral("inconclusive"));
        QCOMPARE(play.verdict(), QStringLiteral("not yet"));
        play.forSeconds(45, m);
        QCOMPARE(play.verdict(), QStringLiteral("no data"));
        QVERIFY2(play.last.words.contains(QLatin1String("stick")), qPrintable(play.last.words));
    }

    void withoutGuardsTheShareAloneDecides()
    {
        RouteConfig config = route();
        config.guards.clear();
        Play play(config);
        play.forSeconds(2, measures(99.9, 99.9));
        QCOMPARE(play.verdict(), QStringLiteral("pass"));
        config.observedCanary = config.observedStable = {};
        config.capacityCanaryPerMinute.reset();
        RouteMeasures nothing;
        Play blind(config);
        blind.forSeconds(2, nothing);
        QCOMPARE(blind.verdict(), QStringLiteral("no data"));
    }

    void withEverythingOnTheCanaryTheLimitAloneDecides()
    {
        RouteMeasures m = measures(std::nullopt, 99.9);
        m.stablePerSecond = 0;
        m.canaryPerSecond = 100;
        Play play;
        play.step.percent = 100;
        play.step.next.reset();
        play.forSeconds(3, m);
        QCOMPARE(play.verdict(), QStringLiteral("pass"));
        m = measures(std::nullopt, 90);
        m.stablePerSecond = 0;
        m.canaryPerSecond = 100;
        play.forSeconds(7, m);
        QCOMPARE(play.verdict(), QStringLiteral("hold"));
    }

    void aFrozenFigureIsNoEvidence()
    {
        RouteMeasures m = measures(99.9, 99.9);
        m.canaryPerSecond = 0;
        m.provenCanaryPerSecond = 25;
        Play play;
        play.forSeconds(3, m);
        QCOMPARE(play.guard("share"), QStringLiteral("inconclusive"));
        QVERIFY(play.verdict() != QLatin1String("pass"));
    }

    void latencyIsComparedByRanks_data()
    {
        QTest::addColumn<double>("shift");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("clearly slower") << 0.3 << QStringLiteral("worse");
        QTest::newRow("faster") << -0.2 << QStringLiteral("pass");
    }
    void latencyIsComparedByRanks()
    {
        QFETCH(const double, shift);
        QFETCH(const QString, verdict);
        RouteConfig config = route();
        config.guards[0].unit = QStringLiteral("seconds");
        config.guards[0].pass = parseComparison(QStringLiteral("< 1"));
        config.guards[0].worseBy = 0.1;
        Play play(config);
        for (int i = 0; i < 20; ++i)
            play.forSeconds(1, measures(0.4 + 0.01 * (i % 5), 0.4 + shift + 0.01 * (i % 7)));
        QCOMPARE(play.verdict(), verdict);
    }

    void beyondItsCeilingItFailsAtOnce()
    {
        RouteConfig config = route();
        config.guards[0].ceiling = parseComparison(QStringLiteral("< 50"));
        Play play(config);
        play.forSeconds(8, measures(99.9, 99.9)).forSeconds(1, measures(99.9, 40));
        QCOMPARE(play.guard(), QStringLiteral("fail"));
        QCOMPARE(play.verdict(), QStringLiteral("worse"));
        QVERIFY2(play.last.words.contains(QLatin1String("ceiling")), qPrintable(play.last.words));
        Play both(config);
        both.forSeconds(8, measures(99.9, 99.9)).forSeconds(1, measures(40, 40));
        QCOMPARE(both.verdict(), QStringLiteral("hold"));
    }

    void mostOfTheSourcesOfAGroupDecide_data()
    {
        QTest::addColumn<QList<double>>("canary"); // 0: not measured
        QTest::addColumn<QString>("verdict");
        QTest::newRow("all good") << QList<double>{99.9, 99.9, 99.9} << QStringLiteral("pass");
        QTest::newRow("one is silent") << QList<double>{99.9, 99.9, 0} << QStringLiteral("pass");
        QTest::newRow("one speaks alone") << QList<double>{99.9, 0, 0} << QStringLiteral("no data");
        QTest::newRow("one against two") << QList<double>{90, 99.9, 99.9} << QStringLiteral("no data");
        QTest::newRow("two against one") << QList<double>{90, 90, 99.9} << QStringLiteral("worse");
        QTest::newRow("two of three, one silent") << QList<double>{90, 90, 0} << QStringLiteral("worse");
    }
    void mostOfTheSourcesOfAGroupDecide()
    {
        QFETCH(const QList<double>, canary);
        QFETCH(const QString, verdict);
        RouteConfig config = route();
        RouteMeasures m = measures(99.9, 99.9), good = m;
        config.guards.resize(3, config.guards[0]);
        for (int i = 0; i < 3; ++i) {
            GuardConfig &guard = config.guards[static_cast<std::size_t>(i)];
            guard.id = QStringLiteral("g%1").arg(i);
            guard.group = QStringLiteral("success");
            const auto value = canary[i] > 0 ? std::optional(canary[i]) : std::nullopt;
            m.guards[guard.id] = {{99.9, 500ms, false, {}}, {value, 500ms, false, {}}};
            good.guards[guard.id] = {{99.9, 500ms, false, {}}, {99.9, 500ms, false, {}}};
        }
        Play play(config);
        play.forSeconds(12, good).forSeconds(9, m);
        QCOMPARE(play.verdict(), verdict);
    }

    void theHealthierSideIsSaidByFigures_data()
    {
        QTest::addColumn<double>("stable"); // 0: not measured
        QTest::addColumn<double>("canary");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("stable is bad") << 80.0 << 99.9 << 100 << QString();
        QTest::newRow("both are good") << 99.9 << 99.9 << 100 << QStringLiteral("no guard says");
        QTest::newRow("both are bad") << 80.0 << 90.0 << 100 << QStringLiteral("on the canary, too");
        QTest::newRow("canary is silent") << 80.0 << 0.0 << 100 << QStringLiteral("not measured");
        QTest::newRow("stable is silent") << 0.0 << 99.9 << 100 << QStringLiteral("no guard says");
        QTest::newRow("no room") << 80.0 << 99.9 << 100 << QStringLiteral("proven for 5000");
        QTest::newRow("room for half") << 80.0 << 99.9 << 50 << QString();
    }
    void theHealthierSideIsSaidByFigures()
    {
        QFETCH(const double, stable);
        QFETCH(const double, canary);
        QFETCH(const int, percent);
        QFETCH(const QString, refusal);
        const auto known = [](double value) { return value > 0 ? std::optional(value) : std::nullopt; };
        RouteConfig config = route();
        if (refusal.contains(QLatin1String("5000")) || percent == 50)
            config.capacityCanaryPerMinute = 5'000;
        const auto said = healthierCanary(config, measures(known(stable), known(canary)), percent);
        QCOMPARE(bool(said), refusal.isEmpty());
        if (!said)
            QVERIFY2(said.error().message.contains(refusal), qPrintable(said.error().message));
    }

    void oneOutlierIsNoSlowerCanary()
    {
        RouteConfig config = route();
        config.guards[0].unit = QStringLiteral("seconds");
        config.guards[0].pass = parseComparison(QStringLiteral("< 10"));
        config.guards[0].worseBy = 0.1;
        config.guards[0].hold = 0s;
        Play play(config);
        for (int i = 0; i < 20; ++i)
            play.forSeconds(1, measures(0.4 + 0.01 * (i % 5), 0.4 + 0.01 * (i % 6)));
        play.forSeconds(1, measures(0.4, 2.0));
        QCOMPARE(play.verdict(), QStringLiteral("hold")); // out of its comparison, and not significantly so
    }
};

QTEST_GUILESS_MAIN(TestGuardJudge)
#include "tst_guardjudge.moc"
