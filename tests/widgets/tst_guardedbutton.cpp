// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"
#include "widgets/guardedbutton.h"
#include "widgets/theme/theme.h"

#include <QAccessible>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using Phase = GuardedButton::Phase;

namespace {

/// A button in an active window, unlocked, with time that moves when the test says so.
struct Bench
{
    Bench()
    {
        window.resize(500, 120);
        button.setGeometry(10, 10, 320, 40);
        other.setGeometry(10, 70, 200, 30);
        button.setAction({QStringLiteral("end session 48211"), 1'500ms, QStringLiteral("MySQL")});
        button.setLock({});
        window.show();
        button.setFocus();
    }

    bool isActive() { return QTest::qWaitForWindowActive(&window) && button.hasFocus(); }

    /// Time passes in looks of 50 ms, as the button would take them.
    void pass(Milliseconds time)
    {
        for (; time > 0ms; time -= 50ms) {
            clock.advance(std::min(time, Milliseconds(50)));
            look();
        }
    }

    /// The button sees the clock once, if it looks at all.
    void look()
    {
        if (auto *beat = button.findChild<QTimer *>(); beat->isActive())
            QMetaObject::invokeMethod(beat, "timeout", Qt::DirectConnection);
    }

    TestClock clock;
    QWidget window;
    GuardedButton button{clock, &window};
    QLineEdit other{&window};
    QSignalSpy fired{&button, &GuardedButton::fired};
    QSignalSpy cancelled{&button, &GuardedButton::cancelled};
};

void repeat(QWidget &widget, QEvent::Type type)
{
    QKeyEvent event(type, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class TestGuardedButton : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::apply(ThemeName::Dark); }
    void init() { failOnAnyWarning(); }

    void itBeginsLocked()
    {
        TestClock clock;
        GuardedButton button(clock);
        QCOMPARE(button.phase(), Phase::Locked);
        QSignalSpy fired(&button, &GuardedButton::fired);
        QTest::mousePress(&button, Qt::LeftButton);
        QCOMPARE(button.phase(), Phase::Locked);
        QVERIFY(button.spokenDescription().contains(QStringLiteral("locked")));
    }

    void heldToTheEndItFiresOnce_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("mouse") << 0;
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Space") << int(Qt::Key_Space);
    }
    void heldToTheEndItFiresOnce()
    {
        QFETCH(int, key);
        Bench bench;
        QVERIFY(bench.isActive());
        if (key == 0)
            QTest::mousePress(&bench.button, Qt::LeftButton);
        else
            QTest::keyPress(&bench.button, Qt::Key(key));
        QCOMPARE(bench.button.phase(), Phase::Holding);
        bench.pass(1'450ms);
        QCOMPARE(bench.fired.count(), 0);
        bench.pass(100ms);
        QCOMPARE(bench.fired.count(), 1);
        QCOMPARE(bench.button.phase(), Phase::Sent);
        bench.pass(2'000ms);
        QTest::mouseRelease(&bench.button, Qt::LeftButton);
        QTest::mouseClick(&bench.button, Qt::LeftButton);
        QCOMPARE(bench.fired.count(), 1);
        QCOMPARE(bench.cancelled.count(), 0);
    }

    void theLongHoldTakesThreeSeconds()
    {
        Bench bench;
        bench.button.setAction({QStringLiteral("fail over"), 3'000ms, {}});
        QVERIFY(bench.isActive());
        QTest::keyPress(&bench.button, Qt::Key_Return);
        bench.pass(2'900ms);
        QCOMPARE(bench.fired.count(), 0);
        bench.pass(150ms);
        QCOMPARE(bench.fired.count(), 1);
    }

    void lettingGoEarlyDoesNothing()
    {
        Bench bench;
        QVERIFY(bench.isActive());
        QTest::keyPress(&bench.button, Qt::Key_Return);
        bench.pass(1'400ms);
        QTest::keyRelease(&bench.button, Qt::Key_Return);
        QCOMPARE(bench.button.phase(), Phase::Releasing);
        QCOMPARE(bench.cancelled.count(), 1);
        bench.pass(200ms);
        QCOMPARE(bench.button.phase(), Phase::Idle);
        // The next hold begins from nothing.
        QTest::keyPress(&bench.button, Qt::Key_Return);
        bench.pass(300ms);
        QCOMPARE(bench.fired.count(), 0);
        QCOMPARE(bench.button.phase(), Phase::Holding);
    }

    void repeatedKeysDoNotCount()
    {
        Bench bench;
        QVERIFY(bench.isActive());
        repeat(bench.button, QEvent::KeyPress); // a repeat whose first press came somewhere else
        QCOMPARE(bench.button.phase(), Phase::Idle);
        QTest::keyPress(&bench.button, Qt::Key_Return);
        bench.pass(500ms);
        repeat(bench.button, QEvent::KeyRelease);
        repeat(bench.button, QEvent::KeyPress);
        QCOMPARE(bench.button.phase(), Phase::Holding);
        bench.pass(1'050ms);
        QCOMPARE(bench.fired.count(), 1);
        repeat(bench.button, QEvent::KeyPress);
        bench.pass(3'000ms);
        QCOMPARE(bench.fired.count(), 1);
    }

    void everyDoubtCancels_data()
    {
        QTest::addColumn<int>("doubt");
        QTest::newRow("focus") << 0;
        QTest::newRow("another window") << 1;
        QTest::newRow("a lock") << 2;
        QTest::newRow("a precondition changed") << 3;
        QTest::newRow("the pointer left") << 4;
        QTest::newRow("hidden") << 5;
        QTest::newRow("another button of the mouse") << 6;
        QTest::newRow("Esc") << 7;
        QTest::newRow("another action") << 8;
    }
    void everyDoubtCancels()
    {
        QFETCH(int, doubt);
        Bench bench;
        QVERIFY(bench.isActive());
        QTest::mousePress(&bench.button, Qt::LeftButton);
        bench.pass(1'400ms);
        QWidget window;
        switch (doubt) {
        case 0:
            bench.other.setFocus();
            break;
        case 1:
            window.show();
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            break;
        case 2:
            bench.button.setLock(QStringLiteral("evidence is 18 s old, must be under 5 s"));
            break;
        case 3:
            bench.button.preconditionsChanged();
            break;
        case 4:
            QTest::mouseMove(&bench.button, {10, 60});
            break;
        case 5:
            bench.button.hide();
            break;
        case 6:
            QTest::mousePress(&bench.button, Qt::RightButton);
            break;
        case 7:
            QTest::keyClick(&bench.button, Qt::Key_Escape);
            break;
        case 8:
            bench.button.setAction({QStringLiteral("end session 7"), 1'500ms, {}});
            break;
        }
        bench.pass(1'500ms);
        QCOMPARE(bench.fired.count(), 0);
        QCOMPARE(bench.cancelled.count(), 1);
        QVERIFY(bench.button.phase() == Phase::Idle || bench.button.phase() == Phase::Locked);
    }

    void aBusyProgramDoesNotHold()
    {
        Bench bench;
        QVERIFY(bench.isActive());
        QTest::keyPress(&bench.button, Qt::Key_Return);
        bench.pass(100ms);
        bench.clock.advance(10s); // nobody looked: the key may have come up long ago
        bench.look();
        QCOMPARE(bench.fired.count(), 0);
        QCOMPARE(bench.button.phase(), Phase::Holding);
        QTest::keyRelease(&bench.button, Qt::Key_Return);
        bench.pass(2'000ms);
        QCOMPARE(bench.fired.count(), 0);
    }

    void inTwoStepsTheSecondPressHasItsTime_data()
    {
        QTest::addColumn<int>("afterMs");
        QTest::addColumn<int>("fires");
        QTest::newRow("a double press") << 200 << 0;
        QTest::newRow("too early") << 950 << 0;
        QTest::newRow("in time") << 1'100 << 1;
        QTest::newRow("late") << 4'900 << 1;
        QTest::newRow("too late") << 5'200 << 0;
    }
    void inTwoStepsTheSecondPressHasItsTime()
    {
        QFETCH(int, afterMs);
        QFETCH(int, fires);
        Bench bench;
        bench.button.setWay(GuardedButton::Way::TwoSteps);
        QVERIFY(bench.isActive());
        QTest::keyClick(&bench.button, Qt::Key_Return);
        QCOMPARE(bench.button.phase(), Phase::Armed);
        QCOMPARE(bench.button.spokenDescription(), QStringLiteral("armed"));
        bench.pass(Milliseconds(afterMs));
        QTest::keyClick(&bench.button, Qt::Key_Return);
        QCOMPARE(bench.fired.count(), fires);
    }

    void holdingInTwoStepsDoesNothing()
    {
        Bench bench;
        bench.button.setWay(GuardedButton::Way::TwoSteps);
        QVERIFY(bench.isActive());
        QTest::keyPress(&bench.button, Qt::Key_Return);
        for (int i = 0; i < 80; ++i) {
            bench.pass(50ms);
            repeat(bench.button, QEvent::KeyPress);
        }
        QCOMPARE(bench.fired.count(), 0);
    }

    void aReaderPressesTwice()
    {
        Bench bench;
        QVERIFY(bench.isActive());
        QCOMPARE(bench.button.spokenActions(), QStringList{QAccessibleActionInterface::pressAction()});
        QVERIFY(bench.button.spokenDescription().contains(QStringLiteral("again")));
        bench.button.doSpokenAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(bench.fired.count(), 0);
        bench.pass(1'500ms);
        bench.button.doSpokenAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(bench.fired.count(), 1);
        QVERIFY(bench.button.spokenActions().isEmpty());
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&bench.button);
        QCOMPARE(interface->role(), QAccessible::PushButton);
    }

    void whatWasSentEndsAsSomebodySays()
    {
        Bench bench;
        QVERIFY(bench.isActive());
        const QRect place = bench.button.geometry();
        QTest::keyPress(&bench.button, Qt::Key_Return);
        bench.pass(1'550ms);
        bench.pass(10'100ms);
        QCOMPARE(bench.button.phase(), Phase::NoAnswer);
        QCOMPARE(bench.fired.count(), 1); // never again by itself
        bench.button.showRefused(QStringLiteral("Refused: no PROCESS right"));
        QCOMPARE(bench.button.phase(), Phase::Refused);
        QCOMPARE(bench.button.spokenName(), QStringLiteral("Refused: no PROCESS right"));
        bench.button.showDone(QStringLiteral("Session 48211 ended 03:14:41"));
        QCOMPARE(bench.button.geometry(), place);
        QTest::keyPress(&bench.button, Qt::Key_Return);
        QCOMPARE(bench.button.phase(), Phase::Done);
        bench.button.setLock(QStringLiteral("session is gone"));
        QCOMPARE(bench.button.phase(), Phase::Done);
        bench.button.reset();
        QCOMPARE(bench.button.phase(), Phase::Locked);
    }

    void nothingTicksWhileNothingMoves()
    {
        Bench bench;
        QVERIFY(!bench.button.findChild<QTimer *>()->isActive());
        QVERIFY(bench.isActive());
        QTest::keyPress(&bench.button, Qt::Key_Return);
        QVERIFY(bench.button.findChild<QTimer *>()->isActive());
        bench.button.showDone(QStringLiteral("done"));
        QVERIFY(!bench.button.findChild<QTimer *>()->isActive());
    }
};

QTEST_MAIN(TestGuardedButton)
#include "tst_guardedbutton.moc"
