// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/cockpitbench.h"
#include "tests/support/testrules.h"
#include "app/panels/timelinepanel.h"
#include "models/domain/roles.h"
#include "models/store/alarmhistory.h"
#include "widgets/chart/chartview.h"
#include "widgets/factrow.h"
#include "widgets/incidentbar.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#include "widgets/tableview.h"
#include "widgets/treeview.h"
#include "widgets/valuetile.h"

#include <QEnterEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

using Bench = CockpitBench;

} // namespace

class TestCockpit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void theConvoyIsNamedAtTheFirstSight()
    {
        Bench bench;
        bench.feed(convoyRecords, 1);
        const auto *chain = bench.window.findChild<TreeView *>();
        QVERIFY(chain);
        const QModelIndex root = chain->model()->index(0, 0);
        QCOMPARE(root.data().toString(), QStringLiteral("48211"));
        QCOMPARE(chain->model()->index(0, 3).data().toString(), QStringLiteral("blocks 63"));
        const auto *digests = bench.window.findChild<Panel *>(QStringLiteral("panel-queries"))->findChild<TableView *>();
        QCOMPARE(digests->model()->index(0, 0).data().toString(), QStringLiteral("inventory"));
        QCOMPARE(digests->model()->index(0, 2).data().toString(), QStringLiteral("42"));
    }

    void aSilentSourceIsNotGreenAndNotZero()
    {
        Bench bench;
        bench.feed(calmRecords, 3);
        bench.clock.advance(42s);
        bench.window.refresh();
        const auto *tile = bench.window.findChild<ValueTile *>(QStringLiteral("tile-success"));
        QCOMPARE(tile->reading().state.kind, DataState::Kind::Stale);
        QVERIFY(tile->spokenName().contains(QStringLiteral("stale")));
        QCOMPARE(bench.session.platform().view().indicators[0].state, Health::Unknown);
        bench.picture(QStringLiteral("stale"));
    }

    void panelsAreReachedByTheirKeys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("panel");
        QTest::newRow("alarms") << "A" << "panel-alarms";
        QTest::newRow("health") << "H" << "panel-health";
        QTest::newRow("trends") << "T" << "panel-trends";
        QTest::newRow("runbook") << "R" << "panel-runbook";
        QTest::newRow("queries") << "Q" << "panel-queries";
        QTest::newRow("traffic") << "S" << "panel-traffic";
    }

    void panelsAreReachedByTheirKeys()
    {
        QFETCH(QString, key);
        QFETCH(QString, panel);
        Bench bench;
        bench.feed(convoyRecords, 20);
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QTest::keyClick(&bench.window, QKeySequence(key)[0].key());
        const QWidget *focused = QApplication::focusWidget();
        QVERIFY(focused);
        QVERIFY(bench.window.findChild<Panel *>(panel)->isAncestorOf(focused)
                || bench.window.findChild<Panel *>(panel) == focused);
    }

    void aTileOpensItsTrendInPlaceAndEscGoesBack()
    {
        Bench bench;
        bench.beCalm();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        auto *tile = bench.find<ValueTile>("tile-p95");
        tile->setFocus();
        QTest::keyClick(tile, Qt::Key_Return);
        auto *detail = bench.find<Panel>("detail-trend");
        QVERIFY(detail && detail->isVisible());
        QCOMPARE(detail->geometry(), bench.view()->placement().detail);
        QVERIFY(!bench.find<Panel>("panel-queries")->isVisible());
        QVERIFY(bench.find<Panel>("panel-alarms")->isVisible() && bench.find<Panel>("panel-runbook")->isVisible());
        QVERIFY(detail->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(bench.find<Panel>("panel-queries")->isVisible());
        QCOMPARE(QApplication::focusWidget(), tile); // back where one was
        QVERIFY(!bench.view()->goBack());
    }

    void aTrendOpensAsALargeChart()
    {
        Bench bench;
        bench.beCalm();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        auto *tile = bench.find<ValueTile>("tile-p95");
        tile->setFocus();
        QTest::keyClick(tile, Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        auto *detail = bench.find<Panel>("detail-chart");
        QVERIFY(detail && detail->isVisible());
        QCOMPARE(detail->geometry(), bench.view()->placement().chart);
        QVERIFY(!bench.find<Panel>("panel-alarms")->isVisible() && bench.find<Panel>("panel-runbook")->isVisible());
        const auto *chart = detail->findChild<ChartView *>();
        QVERIFY(chart && chart->focusProxy()->hasFocus());
        bench.picture(QStringLiteral("chart"));
        bench.feed(calmRecords, 2); // it lives on
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(chart->isTableShown());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(bench.find<Panel>("panel-alarms")->isVisible());
        QCOMPARE(QApplication::focusWidget(), tile);
        QTest::mouseDClick(tile, Qt::LeftButton);
        QVERIFY(bench.find<Panel>("detail-chart"));
        // A panel that is covered is reached all the same.
        QTest::keyClick(&bench.window, Qt::Key_A);
        QVERIFY(bench.find<Panel>("panel-alarms")->isAncestorOf(QApplication::focusWidget()));
    }

    void tabReachesEveryView()
    {
        Bench bench;
        bench.beCalm();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QSet<QString> reached;
        for (int i = 0; i < 60 && !reached.contains(QStringLiteral("connections")); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached << QApplication::focusWidget()->objectName();
        }
        QVERIFY(reached.contains(QStringLiteral("connections")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
    }

    /// Picture 10: who does not answer is one press away.
    void aSilentSourceLeadsToItsConnection()
    {
        Bench bench;
        bench.feed(calmRecords, 3);
        SourceHealth down;
        down.state = SourceState::Down;
        down.error = QStringLiteral("connecting timed out after 3 s, and this cause is so long that it takes more than one "
                                    "line of a narrow panel to be read as a whole by somebody who has to act on it");
        bench.clock.advance(90s);
        bench.session.receive({{bench.clock.now(), bench.clock.monotonic(), QStringLiteral("legacy-db"), down}});
        bench.window.refresh();
        auto *panel = bench.find<Panel>("panel-queries");
        QCOMPARE(panel->state().kind, DataState::Kind::Disconnected);
        bench.picture(QStringLiteral("disconnected"));
        QList<QPushButton *> buttons = panel->findChildren<QPushButton *>();
        buttons.removeIf([](const QPushButton *button) { return !button->isVisible(); });
        QCOMPARE(buttons.size(), 1);
        buttons.front()->click();
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
        const auto *sources = bench.find<Panel>("panel-connections")->findChild<TableView *>();
        QCOMPARE(sources->currentIndex().data(IdRole).toString(), QStringLiteral("legacy-db"));
    }

    void aTileIsBrokenDownByItsKey()
    {
        Bench bench;
        bench.beCalm();
        auto *tile = bench.find<ValueTile>("tile-success");
        tile->setFocus();
        QTest::keyClick(tile, Qt::Key_B);
        auto *detail = bench.find<Panel>("detail-breakdown");
        QVERIFY(detail && detail->isVisible());
        // The expressions of the fixture are bare names: it says why there is nothing.
        const auto *table = detail->findChild<TableView *>();
        QCOMPARE(table->model()->rowCount(), 2); // store and provider
        QVERIFY(table->model()->index(0, 0).data(TrailTextRole).toString().contains(QStringLiteral("no aggregation")));
        QVERIFY(bench.view()->goBack());
        auto *services = bench.find<Panel>("panel-health")->findChild<TableView *>();
        services->setFocus();
        services->selectRow(5);
        QTest::keyClick(services, Qt::Key_B);
        detail = bench.window.findChild<Panel *>(QStringLiteral("detail-breakdown"));
        QVERIFY(detail && detail->header()->subtitle() == QStringLiteral("Checkout"));
    }

    void whatChangedOpensByItsKey()
    {
        Bench bench;
        bench.beCalm();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QTest::keyClick(&bench.window, Qt::Key_C);
        auto *detail = bench.find<Panel>("detail-changes");
        QVERIFY(detail && detail->isVisible());
        QCOMPARE(detail->state().kind, DataState::Kind::Empty);
        bench.session.receive({{bench.clock.now(), bench.clock.monotonic(), QStringLiteral("changes"),
                                Changes{{{QStringLiteral("c1"), bench.clock.now(), QStringLiteral("deploy"), QStringLiteral("checkout 4.3"), {}}}}}});
        bench.window.refresh();
        QCOMPARE(detail->state().kind, DataState::Kind::Live);
        QCOMPARE(detail->findChild<TableView *>()->model()->index(0, 3).data().toString(), QStringLiteral("checkout 4.3"));
        // It is a mark of the timeline, too.
        QVERIFY(bench.find<TimelineStrip>("timeline")->spokenDescription().contains(QStringLiteral("checkout 4.3")));
    }

    void enterTakesAnAlarm()
    {
        Bench bench;
        bench.feed(convoyRecords, 20);
        QSignalSpy taken(&bench.session, &WatchSession::acknowledged);
        auto *alarms = bench.find<Panel>("panel-alarms")->findChild<TableView *>();
        const QString id = alarms->model()->index(0, 0).data(IdRole).toString();
        QVERIFY(bench.window.findChild<ValueTile *>(QStringLiteral("tile-success"))->reading().acknowledged == false);
        alarms->setFocus();
        alarms->selectRow(0);
        QTest::keyClick(alarms, Qt::Key_Return);
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken[0][0].toString(), id);
        QVERIFY(!taken[0][1].toString().isEmpty());
        bench.view()->acknowledgeAll();
        bench.window.refresh();
        for (const Alarm &alarm : bench.session.platform().view().alarms)
            if (isActive(alarm))
                QCOMPARE(alarm.state, AlarmState::Acknowledged);
        QVERIFY(bench.find<ValueTile>("tile-success")->reading().acknowledged);
    }

    void aRunbookOfAnAlarmIsShownInTheLibrary()
    {
        Bench bench;
        bench.feed(convoyRecords, 20);
        auto *alarms = bench.find<Panel>("panel-alarms")->findChild<TableView *>();
        const QModelIndex link = alarms->model()->index(0, 4);
        QVERIFY(!link.data().toString().isEmpty());
        QTest::mouseClick(alarms->viewport(), Qt::LeftButton, {}, alarms->visualRect(link).center());
        auto *library = bench.find<Panel>("section-library")->findChild<TableView *>();
        QCOMPARE(library->currentIndex().data(IdRole).toString().section(QLatin1Char('/'), 0, 0), link.data().toString());
    }

    /// R10: the same thing has the same state wherever it is shown.
    void everyPlaceShowsTheSameState()
    {
        Bench bench;
        bench.beInConvoy();
        const PlatformView &view = bench.session.platform().view();
        for (std::size_t i = 0; i < view.indicators.size(); ++i)
            QCOMPARE(bench.find<ValueTile>(qPrintable(QStringLiteral("tile-") + view.indicators[i].id))->reading().health, view.indicators[i].state);
        const auto *services = bench.find<Panel>("panel-health")->findChild<TableView *>();
        for (int row = 0; row < services->model()->rowCount(); ++row) {
            const QString id = services->model()->index(row, 0).data(IdRole).toString();
            const auto service = std::find_if(view.services.begin(), view.services.end(), [&](const ServiceView &s) { return s.id == id; });
            QCOMPARE(Health(services->model()->index(row, 0).data(HealthRole).toInt()), service->state);
        }
        Health worst = Health::Normal;
        for (const Alarm &alarm : view.alarms)
            if (isActive(alarm))
                worst = std::max(worst, alarm.severity);
        QCOMPARE(view.worst, worst);
        QVERIFY(bench.window.findChild<IncidentBar *>()->spokenName().contains(QStringLiteral("critical")));
    }

    /// R2 and R3: a state is a word, a figure has its unit and its age, for who can not see them too.
    void everythingIsSpoken()
    {
        Bench bench;
        bench.beInConvoy();
        const auto *tile = bench.find<ValueTile>("tile-success");
        for (const char *part : {"Checkout success", "97.81 %", "critical", "target", "seconds old"})
            QVERIFY2(tile->spokenName().contains(QString::fromLatin1(part)), qPrintable(tile->spokenName()));
        const auto spoken = [&](const char *panel, int row, int column) {
            return bench.find<Panel>(panel)->findChild<TableView *>()->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY2(spoken("panel-alarms", 0, 0).contains(QStringLiteral("critical")), qPrintable(spoken("panel-alarms", 0, 0)));
        QVERIFY(spoken("panel-health", 5, 0).contains(QStringLiteral("degraded")));
        QVERIFY(spoken("panel-traffic", 0, 0).contains(QStringLiteral("out of its band")));
        const QString root = bench.window.findChild<TreeView *>()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(root.startsWith(QStringLiteral("root session 48211 stock-sync, blocks 63 sessions, 727 seconds")), qPrintable(root));
        // R17: an estimate says so, and how it is made.
        const auto *facts = bench.window.findChild<IncidentBar *>()->findChild<FactRow *>();
        QVERIFY(facts->spokenName().contains(QStringLiteral("estimate")));
        QVERIFY(facts->spokenDescription().contains(QStringLiteral("expected")));
    }

    void theTimelineIsReadWithTheKeyboard()
    {
        Bench bench;
        bench.beInConvoy();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QTest::keyClick(&bench.window, Qt::Key_G);
        auto *strip = bench.find<TimelineStrip>("timeline");
        QVERIFY(strip->hasFocus());
        QTest::keyClick(strip, Qt::Key_Left);
        QVERIFY(strip->cursor().value() > 0.98);
        QVERIFY2(strip->spokenName().contains(QStringLiteral("342 of 500")), qPrintable(strip->spokenName()));
        QTest::keyClick(strip, Qt::Key_Left, Qt::ControlModifier); // the event before: the alarms
        QVERIFY2(strip->spokenName().contains(QStringLiteral("critical")), qPrintable(strip->spokenName()));
        QSignalSpy chosen(bench.view(), &CockpitView::viewWanted);
        QTest::keyClick(strip, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QTest::keyClick(strip, Qt::Key_Escape);
        QVERIFY(!strip->cursor());
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->rect().center());
        QVERIFY(strip->cursor());
        QCOMPARE(chosen.size(), 2);
    }

    void theKeyboardGoesColumnByColumn()
    {
        Bench bench;
        bench.beInConvoy();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        bench.find<ValueTile>("tile-users")->setFocus();
        QStringList order;
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            for (QWidget *at = QApplication::focusWidget(); at; at = at->parentWidget())
                if (at->objectName().startsWith(QLatin1String("panel-")) || at->objectName() == QLatin1String("timeline")) {
                    if (order.isEmpty() || order.last() != at->objectName())
                        order << at->objectName();
                    break;
                }
        }
        const QStringList wanted{QStringLiteral("panel-alarms"),  QStringLiteral("panel-health"),  QStringLiteral("panel-trends"),
                                 QStringLiteral("panel-queries"), QStringLiteral("panel-traffic"), QStringLiteral("panel-runbook"),
                                 QStringLiteral("timeline")};
        QCOMPARE(order.mid(0, wanted.size()), wanted);
    }

    /// R5: rows do not move under the pointer, and it says that they would.
    void rowsStayUnderThePointer()
    {
        Bench bench;
        bench.feed(convoyRecords, 20);
        auto *panel = bench.find<Panel>("panel-alarms");
        auto *table = panel->findChild<TableView *>();
        const QString first = table->model()->index(0, 0).data(IdRole).toString();
        QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
        QCoreApplication::sendEvent(table->viewport(), &enter);
        // One more, the worst and the newest: a source that is gone is only attention, so let every figure recover but one.
        bench.feed(calmRecords, 62);
        bench.feed(convoyRecords, 20);
        QCOMPARE(table->model()->index(0, 0).data(IdRole).toString(), first);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(table->viewport(), &leave);
        bench.window.refresh();
        QVERIFY(!panel->header()->subtitle().contains(QStringLiteral("moved")));
    }

    void viewsAreSwitchedByDigit()
    {
        Bench bench;
        bench.feed(calmRecords, 1);
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QTest::keyClick(&bench.window, Qt::Key_7);
        QVERIFY(!bench.window.findChild<QWidget *>(QStringLiteral("view-cockpit"))->isVisible());
        QTest::keyClick(&bench.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(bench.window.findChild<QWidget *>(QStringLiteral("view-cockpit"))->isVisible());
    }
};

QTEST_MAIN(TestCockpit)
#include "tst_cockpit.moc"
