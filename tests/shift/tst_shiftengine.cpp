// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shift/shiftworld.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;
class TestShiftEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyStepToTheEndAndNothingTwice()
    {
        World world;
        world.begin({1, 5, 10, 25, 50, 75, 100});
        world.until("done");
        QCOMPARE(world.percent(), 100);
        QCOMPARE(world.percent("lb2"), 100);
        QCOMPARE(world.router->writes, 7);
        QCOMPARE(int(world.router->keys.size()), 7);
        QStringList events;
        for (const ShiftLogEntry &entry : world.store->entries)
            events << entry.event;
        QCOMPARE(events.count(QStringLiteral("intent")), 7);
        QCOMPARE(events.count(QStringLiteral("verified")), 7);
    }

    void aBadCanaryGoesBackToExactlyWhatWas()
    {
        World world;
        world.router->setFromOutside(90, 0);
        world.begin({10, 25});
        world.until("baking");
        world.canary = 80;
        world.until("rolled_back");
        QCOMPARE(world.router->instances.begin()->second.weights.at(QStringLiteral("old")), 90);
        QVERIFY2(world.engine->record().reason.contains(QLatin1String("80 on the canary, 100 on stable")),
                 qPrintable(world.engine->record().reason));
        world.canary = 100;
        world.forSeconds(60);
        QCOMPARE(world.state(), QStringLiteral("rolled_back"));
    }

    void bothBadHolds()
    {
        World world;
        world.begin({10, 25});
        world.until("baking");
        world.canary = world.stable = 80;
        world.until("held");
        QCOMPARE(world.percent(), 10);
        QVERIFY(world.engine->record().reason.contains(QLatin1String("fail alike")));
        QVERIFY(!world.engine->wish(Wish::Resume, QStringLiteral("Bob"), {}));
        world.canary = world.stable = 100;
        world.forSeconds(20);
        QVERIFY(world.engine->wish(Wish::Resume, QStringLiteral("Bob"), {}));
        world.until("done");
    }

    void silentFiguresHold()
    {
        World world;
        world.begin({10, 25});
        world.until("baking");
        for (int i = 0; i < 60; ++i) {
            world.engine->tick(RouteMeasures{}, {}); // nobody measures any more
            world.clock.advance(500ms);
        }
        QCOMPARE(world.state(), QStringLiteral("held"));
        QCOMPARE(world.percent(), 10);
    }

    void aLostAnswerIsFoundByReading()
    {
        World world;
        world.router->losesAnswers = true;
        world.begin({10});
        QVERIFY(std::ranges::any_of(world.store->entries, [](const ShiftLogEntry &e) {
            return e.event == QLatin1String("unanswered") && e.to == QLatin1String("unknown");
        }));
        world.until("done");
        QCOMPARE(world.router->writes, 1);
    }

    void aLostWriteIsSentAgainWithItsKey()
    {
        World world;
        world.router->losesWrites = true;
        world.begin({10});
        world.forSeconds(3);
        QCOMPARE(world.state(), QStringLiteral("unknown"));
        world.router->losesWrites = false;
        world.until("done");
        QCOMPARE(int(world.router->keys.size()), 1);
    }

    void aWriteThatReachedOneInstanceIsSentAgain()
    {
        World world;
        world.router->onlyInstance = QStringLiteral("lb1");
        world.router->losesAnswers = true;
        world.begin({10});
        world.forSeconds(2);
        QCOMPARE(world.state(), QStringLiteral("unknown"));
        world.router->onlyInstance.clear();
        world.until("done");
        QCOMPARE(world.percent("lb2"), 10);
        QCOMPARE(int(world.router->keys.size()), 1);
    }

    void anInstanceThatIsSilentHoldsBeforeAnythingIsSent()
    {
        World world;
        QVERIFY(world.engine->plan({10}, 10s, {}));
        QVERIFY(world.engine->approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}));
        world.router->instances[QStringLiteral("lb2")].answers = false;
        QVERIFY(world.engine->wish(Wish::Start, QStringLiteral("Bob"), {}));
        QCOMPARE(world.state(), QStringLiteral("held"));
        QCOMPARE(world.router->writes, 0);
        QVERIFY(world.engine->record().reason.contains(QLatin1String("lb2")));
    }

    void aRefusalHoldsWithTheRoutersWords()
    {
        World world;
        world.router->refuses = true;
        world.begin({10});
        QCOMPARE(world.state(), QStringLiteral("held"));
        QVERIFY(world.engine->record().reason.contains(QLatin1String("Permission denied")));
        QCOMPARE(world.router->writes, 0);
    }

    void aFullDiskSendsNothing()
    {
        World world;
        QVERIFY(world.engine->plan({10}, 10s, {}));
        QVERIFY(world.engine->approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}));
        world.store->fails = 1000;
        const Status started = world.engine->wish(Wish::Start, QStringLiteral("Bob"), {});
        QVERIFY(!started && started.error().message.contains(QLatin1String("no space")));
        world.forSeconds(10);
        QCOMPARE(world.router->writes, 0);
    }

    void whoLostTheRouteDoesNothingMore()
    {
        World world;
        world.begin({10, 25});
        world.until("baking");
        world.store->taken = true;
        world.canary = 50;
        world.forSeconds(30);
        QVERIFY(world.engine->isLost());
        QCOMPARE(world.router->writes, 1);
    }

    void aRestartAnywhereSendsNothingBeforeAPersonChose_data()
    {
        QTest::addColumn<QString>("point");
        for (const char *point : {"kept", "intent", "before-send", "after-send", "read"})
            QTest::newRow(point) << QString::fromLatin1(point);
    }
    void aRestartAnywhereSendsNothingBeforeAPersonChose()
    {
        QFETCH(const QString, point);
        struct Crash
        {
        };
        for (int count = 1; count < 40; ++count) {
            World world;
            int seen = 0;
            world.engine = std::make_unique<ShiftEngine>(
                ShiftEngine::Parts{route(), timing(), world.router, world.store, world.clock, QStringLiteral("Bob"),
                                   [&](const char *here) {
                                       if (point == QLatin1String(here) && ++seen == count)
                                           throw Crash{};
                                   }});
            bool crashed = false;
            try {
                QVERIFY(world.engine->open({}));
                world.begin({10, 25});
                world.until("done");
            } catch (const Crash &) {
                crashed = true;
            }
            if (!crashed)
                return; // every place of this kind was tried
            const int writes = world.router->writes;
            const int percent = world.percent();
            QVERIFY(percent == 0 || percent == 10 || percent == 25);
            world.start();
            world.forSeconds(30);
            QCOMPARE(world.router->writes, writes);
            QCOMPARE(world.percent(), percent);
            const QString state = world.state();
            QVERIFY2(state == QLatin1String("held") || state == QLatin1String("recovering") ||
                         state == QLatin1String("planned") || state == QLatin1String("idle") ||
                         state == QLatin1String("done"),
                     qPrintable(state));
            if (state == QLatin1String("recovering")) {
                QVERIFY(world.engine->wish(count % 2 ? Wish::RecoverHold : Wish::RecoverRollBack, QStringLiteral("Bob"),
                                           {}));
                world.until(count % 2 ? "held" : "rolled_back");
                QCOMPARE(world.percent(), count % 2 ? percent : 0);
            }
        }
    }

    void aSecondPersonIsNeededAbove25Points()
    {
        World world;
        QCOMPARE(stepForTwo({1, 5, 10, 25, 50, 75, 100}, 0), std::nullopt);
        QCOMPARE(stepForTwo({10, 60}, 0), std::optional(60));
        world.begin({10, 60});
        world.until("held");
        QCOMPARE(world.percent(), 10);
        QVERIFY(!world.engine->approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}));
        world.store->requests.clear();
        QVERIFY(world.store->ask(
            {0, QStringLiteral("checkout"), QStringLiteral("approve"), QStringLiteral("Ann"), {}, {}, {}}));
        world.forSeconds(2);
        QCOMPARE(world.store->requests[0].answer, std::optional(QString()));
        QVERIFY(world.engine->wish(Wish::Resume, QStringLiteral("Bob"), {}));
        world.until("done");
        QCOMPARE(world.percent(), 60);
    }

    void anotherProcessCanHoldGoBackAndAbort_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("percent");
        QTest::newRow("hold") << QStringLiteral("hold") << QStringLiteral("held") << 25;
        QTest::newRow("back") << QStringLiteral("back") << QStringLiteral("held") << 10;
        QTest::newRow("abort") << QStringLiteral("abort") << QStringLiteral("aborted") << 0;
    }
    void anotherProcessCanHoldGoBackAndAbort()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, state);
        QFETCH(const int, percent);
        World world;
        world.begin({10, 25, 50});
        while (world.percent() < 25 || world.state() != QLatin1String("baking"))
            world.forSeconds(1);
        QVERIFY(world.store->ask({0, QStringLiteral("checkout"), kind, QStringLiteral("Ann"), {}, {}, {}}));
        world.until(qPrintable(state));
        QCOMPARE(world.percent(), percent);
        QCOMPARE(world.store->requests[0].answer, std::optional(QString()));
    }

    void aReloadIsSeenAndNothingIsSent()
    {
        World world;
        world.begin({10, 25});
        world.until("baking");
        const int writes = world.router->writes;
        world.router->setFromOutside(100, 0);
        world.until("drifted");
        QCOMPARE(world.router->writes, writes);
        QVERIFY(world.engine->wish(Wish::Abort, QStringLiteral("Bob"), {}));
        world.until("aborted");
    }

    void aDoneShiftIsWatchedForDrift()
    {
        World world;
        world.begin({10});
        world.until("done").forSeconds(10);
        world.router->setFromOutside(100, 0);
        world.until("drifted");
    }

    void aRouterThatTakesBackIsConfirmed()
    {
        World world;
        world.router->has = {true, true, 100};
        world.begin({10, 25});
        world.until("done");
        QVERIFY(world.router->confirmed);
        QCOMPARE(world.router->writes, 2);
    }

    void aConsoleThatSleptBeginsWithAPerson()
    {
        World world;
        world.begin({10, 25});
        world.until("baking");
        world.clock.advance(60s);
        world.forSeconds(30);
        QCOMPARE(world.state(), QStringLiteral("held"));
        QCOMPARE(world.percent(), 10);
    }

    void planFaultsAreAllNamed()
    {
        RouteMeasures m;
        RouteConfig config = route();
        QVERIFY(planFaults(config, {10, 20}, m).isEmpty());
        QCOMPARE(planFaults(config, {20, 10}, m).size(), 1);
        config.capacityCanaryPerMinute = 1'000;
        QCOMPARE(planFaults(config, {10}, m).size(), 1); // the rate is not known
        m.stablePerSecond = 90;
        m.canaryPerSecond = 10;
        QVERIFY(planFaults(config, {16}, m).isEmpty());
        QCOMPARE(planFaults(config, {17}, m).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestShiftEngine)
#include "tst_shiftengine.moc"
