// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shift/shiftworld.h"
#include "tests/support/testrules.h"

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;

/// Plans that are edited, frozen, approved by two or by one, and canaries that turn bad in the middle of them.
class TestShiftPlans : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aCanaryThatTurnsBadGoesBackFromEveryStep_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {1, 5, 10, 25, 50, 75})
            QTest::addRow("%d %%", percent) << percent;
    }
    void aCanaryThatTurnsBadGoesBackFromEveryStep()
    {
        QFETCH(const int, percent);
        World world;
        world.begin({1, 5, 10, 25, 50, 75, 100});
        while (world.percent() < percent || world.state() != QLatin1String("baking"))
            world.forSeconds(1);
        const int writes = world.router->writes;
        world.canary = 80;
        world.until("rolled_back");
        QCOMPARE(world.percent(), 0);
        QCOMPARE(world.router->writes, writes + 1); // back at once, no step forward in between
    }

    void atOneHundredPercentItHoldsSinceNothingCompares()
    {
        World world;
        world.begin({50, 100});
        world.until("held"); // 50 points need a second person
        QVERIFY(world.engine->wish(Wish::Abort, QStringLiteral("Bob"), {}));
        world.until("aborted");
        world.begin({25, 50, 75, 100});
        while (world.percent() < 100 || world.state() != QLatin1String("baking"))
            world.forSeconds(1);
        world.canary = 80;
        world.stable = 80; // gets no requests any more: its last figure says nothing
        world.until("held");
        QCOMPARE(world.percent(), 100);
    }

    void aFreezeThatBeginsInMidPlanHoldsAndLetsBack()
    {
        World world;
        world.freezes = {{{}, QStringLiteral("the sale"), world.clock.now() + 8s, world.clock.now() + 1h}};
        world.start();
        world.begin({10, 25});
        world.until("held");
        QCOMPARE(world.percent(), 10);
        QVERIFY2(world.engine->record().reason.contains(QLatin1String("the sale")),
                 qPrintable(world.engine->record().reason));
        const Status resumed = world.engine->wish(Wish::Resume, QStringLiteral("Bob"), {});
        QVERIFY(!resumed && resumed.error().message.contains(QLatin1String("the sale")));
        QVERIFY(world.engine->wish(Wish::Back, QStringLiteral("Bob"), {}));
        world.forSeconds(10);
        QCOMPARE(world.percent(), 0);
    }

    void anEditChangesOnlyWhatWasNotTaken()
    {
        World world;
        world.begin({10, 25, 50});
        QVERIFY(!world.engine->edit({{20}, 10s}, QStringLiteral("Bob"), {})); // its write is in hand
        world.until("baking");
        const QString before = world.engine->record().plan.hash();
        QVERIFY(world.store->ask({0,
                                  QStringLiteral("checkout"),
                                  QStringLiteral("edit"),
                                  QStringLiteral("Ann"),
                                  QStringLiteral("5, 15, 30 bake 20s"),
                                  {},
                                  {}}));
        world.forSeconds(1);
        QCOMPARE(world.store->requests[0].answer, std::optional(QString()));
        QCOMPARE(world.engine->record().plan.steps, (std::vector<int>{10, 15, 30}));
        QVERIFY(world.engine->record().plan.hash() != before);
        QVERIFY(!world.engine->edit({{40, 30}, 10s}, QStringLiteral("Bob"), {}));
        world.until("done");
        QCOMPARE(world.percent(), 30);
        QCOMPARE(world.router->writes, 3);
    }

    void anEditThatEndsThePlanEndsThere()
    {
        World world;
        world.begin({10, 25});
        world.until("baking");
        QVERIFY(world.engine->edit({{}, 5s}, QStringLiteral("Bob"), {}));
        world.until("done");
        QCOMPARE(world.percent(), 10);
    }

    void whereCodesAreNeededANameIsNotEnough()
    {
        World world;
        world.codesNeeded = true;
        world.start();
        world.begin({10, 60});
        world.until("held");
        QVERIFY(!world.engine->approve(QStringLiteral("Ann"), QStringLiteral("checkout"), {}));
        QVERIFY(world.engine->approve(QStringLiteral("Ann"), QStringLiteral("checkout"), {}, QStringLiteral("code")));
        QCOMPARE(world.engine->record().approval.proof, QStringLiteral("code"));
        QVERIFY(world.engine->wish(Wish::Resume, QStringLiteral("Bob"), {}));
        world.until("done");
    }

    void aCodeBeforeTheStartCounts()
    {
        World world;
        world.codesNeeded = true;
        world.start();
        QVERIFY(world.engine->plan({60}, 10s, {}));
        QVERIFY(world.engine->approve(QStringLiteral("Ann"), QStringLiteral("checkout"), {}, QStringLiteral("code")));
        QCOMPARE(world.state(), QStringLiteral("planned")); // whoever wants it confirms it, too
        QVERIFY(world.engine->approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}));
        QVERIFY(world.engine->wish(Wish::Start, QStringLiteral("Bob"), {}));
        world.until("done");
        QCOMPARE(world.percent(), 60);
        QCOMPARE(world.engine->record().approval.secondPerson, QStringLiteral("Ann"));
    }

    void inASevOneOnePersonIsEnough()
    {
        World world;
        QVERIFY(world.engine->plan({60}, 10s, {}));
        QVERIFY(!world.engine->goAlone(QStringLiteral("INC-1"), QStringLiteral("Bob")));
        QVERIFY(world.engine->approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}));
        QVERIFY(world.engine->goAlone(QStringLiteral("INC-1"), QStringLiteral("Bob")));
        QVERIFY(world.engine->wish(Wish::Start, QStringLiteral("Bob"), {}));
        world.until("done");
        QCOMPARE(world.percent(), 60);
        QVERIFY(std::ranges::any_of(world.store->entries,
                                    [](const ShiftLogEntry &e) { return e.event == QLatin1String("alone"); }));
    }
};

QTEST_GUILESS_MAIN(TestShiftPlans)
#include "tst_shiftplans.moc"
