// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/trafficview.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqliteshiftstore.h"
#include "models/items/factstable.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/button.h"
#include "widgets/guardedbutton.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

ShiftRecord heldAt25(WallTime now)
{
    ShiftRecord record;
    record.plan.id = QStringLiteral("6f2c0a3e-4f5a-4b5e-9d0f-2a7f1c9e8b11");
    record.plan.steps = {1, 5, 10, 25, 50, 75, 100};
    record.plan.bake = 30min;
    record.plan.madeBy = QStringLiteral("M. Okafor");
    record.state.phase = traffic::Phase::Held;
    record.state.why = traffic::Why::GuardFailed;
    record.state.step = 3;
    record.state.confirmed = 25;
    record.reason = QStringLiteral("success left its band. Both sides fail alike, so moving traffic will not help.");
    record.since = now;
    return record;
}

QString tableText(const Panel &panel)
{
    const auto *table = panel.findChild<QTableView *>();
    QStringList lines;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            cells << table->model()->index(row, column).data().toString();
        lines << cells.join(QStringLiteral(" | "));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestTrafficView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
        m_state = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_state->path().toUtf8());
    }

    void aShiftIsBegunByTypingAndHolding()
    {
        WindowBench bench;
        bench.feed(calmRecords, 5);
        MainWindow acting(
            bench.session,
            {.settings = &bench.settings, .credentials = Credentials::ReadAndAct, .role = Role::Responder});
        acting.resize(1920, 1080);
        acting.show();
        QVERIFY(QTest::qWaitForWindowActive(&acting));
        QVERIFY(acting.showView(QStringLiteral("traffic")));
        acting.refresh();
        auto *start = acting.findChild<GuardedButton *>(QStringLiteral("shift-start"));
        auto *typed = acting.findChild<QLineEdit *>(QStringLiteral("shift-typed"));
        auto *steps = acting.findChild<QLineEdit *>(QStringLiteral("plan-steps"));
        QVERIFY2(start->lock().contains(QLatin1String("checkout")), qPrintable(start->lock()));
        typed->setText(QStringLiteral("checkuot"));
        QVERIFY(!start->lock().isEmpty());
        typed->setText(QStringLiteral("checkout"));
        QCOMPARE(start->lock(), QString());
        steps->setText(QStringLiteral("20, 5"));
        QVERIFY2(start->lock().contains(QLatin1String("ascend")), qPrintable(start->lock()));
        steps->setText(QStringLiteral("5, 20"));
        QCOMPARE(start->lock(), QString());
        QVERIFY(tableText(*acting.findChild<Panel *>(QStringLiteral("panel-plan"))).startsWith(QLatin1String("5 %")));
        savePicture(acting, QStringLiteral("traffic-to-begin"));
        const QSignalSpy fired(start, &GuardedButton::fired);
        start->setFocus();
        QTest::keyPress(start, Qt::Key_Space);
        for (int i = 0; i < 200 && fired.isEmpty(); ++i) {
            bench.clock.advance(50ms);
            QTest::qWait(20);
        }
        QTest::keyRelease(start, Qt::Key_Space);
        QCOMPARE(fired.size(), 1);
        // The fixture's balancer has no acting address: nothing is sent, and it says why.
        QTRY_COMPARE(start->phase(), GuardedButton::Phase::Refused);
    }

    void withoutAShiftItSaysHowToBeginOne()
    {
        WindowBench bench;
        bench.feed(calmRecords, 5);
        QVERIFY(bench.window.showView(QStringLiteral("traffic")));
        QVERIFY(tableText(panel(bench, "panel-routes")).contains(QStringLiteral("/checkout/*")));
        const QString servers = tableText(panel(bench, "panel-servers"));
        QVERIFY2(servers.contains(QStringLiteral("legacy1 | stable")) &&
                     servers.contains(QStringLiteral("modern1 | canary")),
                 qPrintable(servers));
        QVERIFY(bench.window.findChild<GuardedButton *>(QStringLiteral("shift-start"))
                    ->lock()
                    .contains(QLatin1String("viewer")));
        QVERIFY(!bench.window.findChild<Button *>(QStringLiteral("shift-hold"))->isEnabled());
        bench.picture(QStringLiteral("traffic-idle"));
        // Looking makes no file.
        QVERIFY(!QFile::exists(journalDirectory(bench.session.platform().workspace().name) +
                               QStringLiteral("/traffic.sqlite")));
    }

    void aHeldShiftSaysWhyAndAViewerOnlyLooks()
    {
        WindowBench bench;
        store(bench);
        bench.feed(convoyRecords, 5);
        QVERIFY(bench.window.showView(QStringLiteral("traffic")));
        QTRY_VERIFY(
            (bench.feed(convoyRecords, 1), bench.window.refresh(), said(bench).contains(QStringLiteral("fail alike"))));
        bench.feed(convoyRecords, 2);
        bench.window.refresh();
        QVERIFY(tableText(panel(bench, "panel-routes")).contains(QStringLiteral("/checkout/*")));
        QCOMPARE(bench.session.platform().view().routes.front().state, RouteState::Held);
        const auto *abort = bench.window.findChild<GuardedButton *>(QStringLiteral("shift-abort"));
        QVERIFY(abort->lock().contains(QStringLiteral("viewer")));
        QVERIFY(!bench.window.findChild<Button *>(QStringLiteral("shift-back"))->isEnabled());
        bench.picture(QStringLiteral("traffic-held"));
    }

    void noShortcutFiresWhatMovesTraffic()
    {
        WindowBench bench;
        store(bench);
        bench.feed(calmRecords, 5);
        QVERIFY(bench.window.showView(QStringLiteral("traffic")));
        for (const char *key : {"Shift+R", "Shift+B", "Shift+H", "Return", "Space", "R", "H"})
            bench.press(QKeySequence(QLatin1String(key)));
        for (const auto *button : bench.window.findChildren<GuardedButton *>())
            QVERIFY(button->phase() == GuardedButton::Phase::Locked || button->phase() == GuardedButton::Phase::Idle);
    }

private:
    static Panel &panel(WindowBench &bench, const char *name)
    {
        return *bench.window.findChild<Panel *>(QLatin1String(name));
    }
    static QString said(WindowBench &bench)
    {
        QStringList texts;
        for (const PlainLabel *label : panel(bench, "panel-control").findChildren<PlainLabel *>())
            texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }
    static void store(WindowBench &bench)
    {
        auto store = SqliteShiftStore::open(journalDirectory(bench.session.platform().workspace().name),
                                            QStringLiteral("M. Okafor"), bench.clock);
        QVERIFY(store && (*store)->claim(QStringLiteral("checkout")));
        const ShiftLogEntry entry{bench.clock.now(),        QStringLiteral("guard"), QStringLiteral("held"),
                                  QStringLiteral("baking"), QStringLiteral("held"),  QStringLiteral("success 97.88")};
        QVERIFY((*store)->save({QStringLiteral("checkout"), toJson(heldAt25(bench.clock.now()))}, {entry}));
        (*store)->release(QStringLiteral("checkout"));
    }

    std::unique_ptr<QTemporaryDir> m_state;
};

QTEST_MAIN(TestTrafficView)
#include "tst_trafficview.moc"
