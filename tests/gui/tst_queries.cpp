// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/sessionactions.h"
#include "app/views/queriesview.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/activitychart.h"
#include "widgets/choicerow.h"
#include "widgets/guardedbutton.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// A road that answers at once, and remembers what was sent.
class RecordingRoad final : public CommandRoad
{
public:
    Role role() const override { return Role::Responder; }
    QString obstacle(const QString &) const override { return why; }
    void inspect(const Command &command, std::function<void(Result<Inspection>)> done) override
    {
        const bool cancel = std::holds_alternative<CancelStatement>(command.action);
        done(Inspection{{{QStringLiteral("session"), QStringLiteral("48211"), true},
                         {QStringLiteral("a statement runs"), QStringLiteral("idle"), !cancel}},
                        identity});
    }
    void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) override
    {
        sent.push_back(order);
        CommandOutcome outcome;
        outcome.state = CommandOutcome::State::Confirmed;
        outcome.detail = QStringLiteral("session 48211 has ended");
        done(outcome);
    }
    void verify(const Command &, std::function<void(Result<Verdict>)>) override {}
    void arm(const QString &, std::function<void(Status)>) override {}

    QString why;
    QString identity = QStringLiteral("48211/1/2");
    std::vector<CommandOrder> sent;
};

} // namespace

class TestQueries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void theConvoyIsReadFromTheRoot()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 2);
        QVERIFY(bench.window.showView(QStringLiteral("queries")));
        bench.window.refresh();
        auto *view = bench.window.findChild<QueriesView *>();
        QVERIFY(view);
        const auto *tree = view->findChild<TreeView *>();
        QCOMPARE(tree->model()->index(0, 0).data().toString(), QStringLiteral("48211"));
        const auto tables = view->findChildren<TableView *>();
        const auto digests = std::find_if(tables.begin(), tables.end(), [](const TableView *table) {
            return table->accessibleName() == QStringLiteral("Query digests");
        });
        QVERIFY(digests != tables.end());
        QVERIFY((*digests)->model()->rowCount() > 0);
        QCOMPARE((*digests)->model()->index(0, 0).data().toString(), QStringLiteral("inventory"));
        bench.picture(QStringLiteral("queries-dark"));
    }

    /// Opened in the calm it stays where it is, until sessions wait somewhere else.
    void itGoesToWhereSessionsWait()
    {
        WindowBench bench;
        QVERIFY(bench.window.showView(QStringLiteral("queries")));
        const auto withoutLegacy = [](WallTime at, MonoTime mono) {
            std::vector<Record> records = calmRecords(at, mono);
            std::erase_if(records, [](const Record &record) { return record.source == QLatin1String("legacy-db"); });
            return records;
        };
        bench.feed(withoutLegacy, 2);
        bench.window.refresh();
        const auto *sources = bench.window.findChild<QueriesView *>()->findChild<ChoiceRow *>();
        QVERIFY(sources->current() != QStringLiteral("legacy-db"));
        bench.feed(convoyRecords, 2);
        bench.window.refresh();
        QCOMPARE(sources->current(), QStringLiteral("legacy-db"));
    }

    void aMarkedRangeIsComparedAndEscTakesItBack()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.window.showView(QStringLiteral("queries"));
        auto *view = bench.window.findChild<QueriesView *>();
        auto *chart = view->findChild<ActivityChart *>();
        chart->setSelection(TimeRange{bench.clock.now() - 6s, bench.clock.now()});
        QVERIFY(chart->selection());
        QVERIFY(view->goBack());
        QVERIFY(!chart->selection());
        QVERIFY(!view->goBack());
    }

    void whatWasSeenIsWhatIsSent()
    {
        RecordingRoad road;
        TestClock clock;
        SessionActions actions({&road, clock, QStringLiteral("Kim"), false});
        actions.resize(600, 400);
        actions.show();
        actions.setSubject(QStringLiteral("db"), QStringLiteral("48211"));
        const auto buttons = actions.findChildren<GuardedButton *>();
        QCOMPARE(buttons.size(), 2);
        QVERIFY(buttons[0]->lock().contains(QStringLiteral("a statement runs")));
        QVERIFY2(buttons[1]->lock().isEmpty(), qPrintable(buttons[1]->lock()));
        QMetaObject::invokeMethod(buttons[1], "fired");
        QCOMPARE(road.sent.size(), std::size_t(1));
        QCOMPARE(road.sent[0].command.action, Action(EndSession{QStringLiteral("48211"), QStringLiteral("48211/1/2")}));
        QCOMPARE(road.sent[0].command.actor, QStringLiteral("Kim"));
        QCOMPARE(buttons[1]->phase(), GuardedButton::Phase::Done);
    }

    void productionAsksForTheNumberAndAViewerForNothing()
    {
        RecordingRoad road;
        TestClock clock;
        SessionActions actions({&road, clock, QStringLiteral("Kim"), true});
        actions.setSubject(QStringLiteral("db"), QStringLiteral("48211"));
        auto *end = actions.findChildren<GuardedButton *>().last();
        QVERIFY(end->lock().contains(QStringLiteral("type the number")));
        actions.findChildren<QLineEdit *>().last()->setText(QStringLiteral("48211"));
        QVERIFY2(end->lock().isEmpty(), qPrintable(end->lock()));
        road.why = QStringLiteral("a viewer changes nothing");
        actions.refresh();
        QCOMPARE(end->lock(), road.why);
        clock.advance(6s);
    }

    void aWindowWithoutARoadOnlyShows()
    {
        TestClock clock;
        SessionActions actions({nullptr, clock, QStringLiteral("Kim"), false});
        actions.setSubject(QStringLiteral("db"), QStringLiteral("48211"));
        QVERIFY(!actions.findChildren<GuardedButton *>().last()->lock().isEmpty());
    }
};

QTEST_MAIN(TestQueries)
#include "tst_queries.moc"
