// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/pollschedule.h"
#include "connectors/base/probetimer.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

class TestPollSchedule : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aQuickPeerIsAskedOncePerInterval()
    {
        PollSchedule schedule(1000ms, 7);
        for (int i = 0; i < 200; ++i) {
            const Milliseconds delay = schedule.afterSuccess({5ms, 5ms});
            QVERIFY2(delay >= 890ms && delay <= 1110ms, qPrintable(QString::number(delay.count())));
        }
    }

    void aSlowPeerIsAskedLessOften()
    {
        PollSchedule schedule(1000ms, 7);
        for (int i = 0; i < 50; ++i)
            (void)schedule.afterSuccess({400ms, 400ms});
        QVERIFY(schedule.afterSuccess({400ms, 400ms}) > 3s);
        for (int i = 0; i < 50; ++i)
            (void)schedule.afterSuccess({20s, 20s});
        QVERIFY(schedule.afterSuccess({20s, 20s}) <= 66s);
    }

    /// Many small requests one after the other take long and cost the peer little.
    void aLongWayIsNoWork()
    {
        PollSchedule schedule(1000ms, 7);
        for (int i = 0; i < 50; ++i)
            (void)schedule.afterSuccess({500ms, 30ms});
        QVERIFY(schedule.afterSuccess({500ms, 30ms}) < 700ms);
    }

    void backOffGrowsAndIsBounded_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("capMs");
        QTest::newRow("unreachable") << static_cast<int>(Error::Kind::Unreachable) << 10'000;
        QTest::newRow("timeout") << static_cast<int>(Error::Kind::Timeout) << 10'000;
        QTest::newRow("full") << static_cast<int>(Error::Kind::Full) << 20'000;
        QTest::newRow("auth") << static_cast<int>(Error::Kind::Auth) << 60'000;
    }

    void backOffGrowsAndIsBounded()
    {
        QFETCH(int, kind);
        QFETCH(int, capMs);
        PollSchedule schedule(1000ms, 11);
        QVERIFY(schedule.afterFailure(Error::Kind(kind)) <= 1s);
        Milliseconds longest{0};
        for (int i = 0; i < 300; ++i)
            longest = std::max(longest, schedule.afterFailure(Error::Kind(kind)));
        QVERIFY(longest <= Milliseconds{capMs});
        QVERIFY(longest > Milliseconds{capMs} * 8 / 10);
        (void)schedule.afterSuccess({1ms, 1ms});
        QCOMPARE(schedule.failures(), 0);
        QVERIFY(schedule.afterFailure(Error::Kind(kind)) <= 1s);
    }

    void twoConsolesDoNotMarchInStep()
    {
        PollSchedule one(1000ms, 1);
        PollSchedule two(1000ms, 2);
        int same = 0;
        for (int i = 0; i < 100; ++i)
            same += one.afterSuccess({1ms, 1ms}) == two.afterSuccess({1ms, 1ms}) ? 1 : 0;
        QVERIFY(same < 20);
    }

    void aProbeThatCostsIsRunLessOften()
    {
        TestClock clock;
        ProbeTimer timer(clock, 5s);
        QVERIFY(timer.due());
        timer.ran(1ms);
        QVERIFY(!timer.due());
        clock.advance(5s);
        QVERIFY(timer.due());
        timer.ran(500ms);
        clock.advance(5s);
        QVERIFY(!timer.due());
        QVERIFY(timer.currentCadence() > 10s);
        for (int i = 0; i < 50; ++i)
            timer.ran(10s);
        QCOMPARE(timer.currentCadence(), Milliseconds(60s));
    }
};

QTEST_GUILESS_MAIN(TestPollSchedule)
#include "tst_pollschedule.moc"
