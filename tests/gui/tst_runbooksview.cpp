// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agreements.h"
#include "app/incidents/incidentwatch.h"
#include "app/journalkeeping.h"
#include "app/panels/runbookeditor.h"
#include "app/panels/runguide.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookfiles.h"
#include "app/views/runbooksview.h"
#include "app/windowsheet.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/items/factstable.h"
#include "models/store/alarmhistory.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/button.h"
#include "widgets/evidencechip.h"
#include "widgets/guardedbutton.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// The convoy, with the session at its root in the list of sessions: an act needs its identity.
std::vector<Record> convoyWithRoot(WallTime time, MonoTime monotonic)
{
    std::vector<Record> records = convoyRecords(time, monotonic);
    for (Record &record : records)
        if (auto *sample = std::get_if<SessionSample>(&record.body);
            sample && record.source == QLatin1String("legacy-db")) {
            Session root;
            root.id = QStringLiteral("48211");
            root.application = QStringLiteral("stock-sync");
            root.state = QStringLiteral("idle in transaction");
            root.identity = QStringLiteral("48211/907");
            sample->sessions.push_back(root);
        }
    return records;
}

class RecordingRoad final : public CommandRoad
{
public:
    Role role() const override { return may; }
    QString obstacle(const QString &) const override
    {
        return may == Role::Viewer ? QStringLiteral("acting is locked") : QString();
    }
    void inspect(const Command &, std::function<void(Result<Inspection>)>) override {}
    void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) override
    {
        sent.push_back(order);
        CommandOutcome outcome;
        outcome.state = CommandOutcome::State::Confirmed;
        done(outcome);
    }
    void verify(const Command &, std::function<void(Result<Verdict>)>) override {}
    void arm(const QString &, std::function<void(Status)>) override {}
    std::vector<CommandOrder> sent;
    Role may = Role::Responder;
};

/// Fits nothing, and begins with what somebody else approves.
runbook::RunbookText ofTwoPeople()
{
    return {QStringLiteral("T1.yaml"),
            "id: T1\ntitle: Two people\nversion: 1\nsummary: For tests.\nbinds:\n"
            "  db: {source: [mysql], role: writer}\nsignals:\n"
            "  - {id: waiters, title: Waiters, field: db.locks.waiters}\n"
            "detects: [waiters >= 100000]\nsteps:\n"
            "  - {id: agree, kind: approve, title: Somebody else agrees, people: 1, timeout: 30m, otherwise: stop}\n"
            "  - {id: after, kind: note, title: It goes on}\n",
            false};
}

/// A window with all that a run needs, its state in a folder of its own. Driven by keys alone.
struct Bench
{
    QTemporaryDir state;
    bool placed = qputenv("XDG_STATE_HOME", state.path().toUtf8());
    bool named = qputenv("SURGEDECK_PERSON", "M. Okafor");
    /// People write with the time of day, and what is seen in a test comes faster than that: it begins a little
    /// earlier.
    TestClock clock{SystemClock().now() - 20min};
    Settings settings;
    RecordingRoad road;
    WatchSession session{fixtureShop(), {}, {}, clock};
    std::unique_ptr<SqliteJournal> journal = keepJournal(session, clock);
    IncidentWatch incidents{session.platform().workspace().name};
    RunbookDesk desk{session,
                     withRunbook(*loadRunbooks(&session.platform().workspace()), ofTwoPeople()),
                     {journal.get(), &road, QStringLiteral("M. Okafor")}};
    MainWindow window{
        session,
        {.settings = &settings, .runbooks = &desk, .role = Role::Responder, .road = &road, .incidents = &incidents}};

    Bench()
    {
        window.setFixedSize(1920, 1080);
        window.show();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        QTest::qWait(0);
    }

    void feed(std::vector<Record> (*records)(WallTime, MonoTime), int looks, Milliseconds apart = 1s)
    {
        for (int i = 0; i < looks; ++i) {
            clock.advance(apart);
            session.receive(records(clock.now(), clock.monotonic()));
            (void)session.evaluate();
            Q_EMIT session.evaluated();
        }
        window.refresh();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *target = QApplication::focusWidget();
        QTest::keyClick(target != nullptr ? target : &window, key, modifiers);
    }
    /// Down, held for so long, and up.
    void hold(Qt::Key key, Milliseconds howLong)
    {
        QWidget *target = QApplication::focusWidget();
        QTest::keyPress(target, key);
        for (Milliseconds held{0}; held < howLong; held += GuardedButton::mostUnseen) {
            clock.advance(GuardedButton::mostUnseen);
            QTest::qWait(40);
        }
        QTest::keyRelease(target, key);
    }
    QString step() const
    {
        const RunDriver *run = desk.current();
        if (run == nullptr || run->isOver())
            return run == nullptr ? QStringLiteral("no run") : runbook::toWord(run->state().outcome);
        return run->state().steps.at(std::size_t(run->state().current)).id;
    }
};

RunbooksView *openView(Bench &bench)
{
    bench.window.showView(QStringLiteral("runbooks"));
    bench.window.refresh();
    return bench.window.findChild<RunbooksView *>();
}

} // namespace

class TestRunbooksView : public QObject
{
    Q_OBJECT
    /// Held too short first, and then long enough.
    static void endTheRoot(Bench &bench)
    {
        const auto *button = qobject_cast<GuardedButton *>(QApplication::focusWidget());
        QVERIFY(button);
        bench.road.may = Role::Viewer; // a window that was not unlocked says so before anybody holds the button
        bench.window.refresh();
        QCOMPARE(button->lock(), QStringLiteral("acting is locked"));
        bench.road.may = Role::Responder;
        bench.window.refresh();
        QCOMPARE(button->lock(), QString());
        bench.hold(Qt::Key_Space, 800ms); // let go too early: nothing
        QVERIFY(bench.road.sent.empty());
        QTest::qWait(200);
        bench.clock.advance(200ms);
        QTest::qWait(50);
        bench.hold(Qt::Key_Space, 2s);
        QTRY_COMPARE(bench.road.sent.size(), std::size_t(1));
        QCOMPARE(std::get<EndSession>(bench.road.sent[0].command.action).identity, QStringLiteral("48211/907"));
        QCOMPARE(bench.road.sent[0].command.actor, QStringLiteral("M. Okafor"));
    }

    static void whatIsPressedIsWholeOnALaptop(Bench &bench)
    {
        bench.window.setFixedSize(1440, 900);
        QTest::qWait(0);
        const auto *guide = bench.window.findChild<QWidget *>(QStringLiteral("run-guide"));
        for (const char *name : {"fire", "reason", "skip"}) {
            const auto *control = guide->findChild<QWidget *>(QLatin1String(name));
            QVERIFY2(control->height() >= control->sizeHint().height(), name);
        }
        savePicture(bench.window, QStringLiteral("runbook-laptop"));
        bench.window.setFixedSize(1920, 1080);
        QTest::qWait(0);
    }

    static void noteAndResolve(Bench &bench)
    {
        bench.press(Qt::Key_I, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("stock-sync held the hot row; session ended"));
        bench.press(Qt::Key_Return);
        QTRY_VERIFY(std::ranges::any_of(bench.incidents.current()->timeline, [](const IncidentLine &line) {
            return line.text.contains(QStringLiteral("held the hot row"));
        }));
        bench.press(Qt::Key_I, Qt::ControlModifier);
        const auto hasKeyboard = [](const char *name) {
            return QApplication::focusWidget()->objectName() == QLatin1String(name);
        };
        for (int i = 0; i < 8 && !hasKeyboard("investigating"); ++i)
            bench.press(Qt::Key_Tab);
        for (int i = 0; i < 4 && !hasKeyboard("resolved"); ++i)
            bench.press(Qt::Key_Right);
        QVERIFY(hasKeyboard("resolved"));
        bench.press(Qt::Key_Space);
        QTRY_COMPARE(bench.incidents.current()->state, IncidentState::Resolved);
    }

    static GuardedButton *openClosing(Bench &bench)
    {
        bench.press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("seal"));
        bench.press(Qt::Key_Return);
        return qobject_cast<GuardedButton *>(QApplication::focusWidget());
    }

    static void whatIsNotResolvedIsNotClosed(Bench &bench)
    {
        const auto *button = openClosing(bench);
        QVERIFY(button);
        QVERIFY2(button->lock().contains(QStringLiteral("declared")), qPrintable(button->lock()));
        bench.hold(Qt::Key_Space, 200ms);
        QCOMPARE(button->phase(), GuardedButton::Phase::Locked);
        bench.press(Qt::Key_Escape);
        QCOMPARE(bench.incidents.current()->state, IncidentState::Declared);
    }

    static void aHeldKeyAnswersOneStep(Bench &bench)
    {
        QKeyEvent again(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
        QApplication::sendEvent(QApplication::focusWidget(), &again);
        QCOMPARE(bench.step(), QStringLiteral("confirm"));
    }

    /// From the palette, held until it is done, and what is left behind is whole.
    static void closeAndSeal(Bench &bench)
    {
        const QString id = bench.incidents.current()->id;
        const auto *button = openClosing(bench);
        QVERIFY(button);
        QCOMPARE(button->lock(), QString());
        savePicture(bench.window, QStringLiteral("incident-close"));
        bench.hold(Qt::Key_Space, 2s);
        QTRY_COMPARE(button->phase(), GuardedButton::Phase::Done);
        QTRY_COMPARE(bench.incidents.book().find(id)->state, IncidentState::Closed);
        savePicture(bench.window, QStringLiteral("incident-closed"));
        QVERIFY(bench.incidents.current() == nullptr);
        const auto file = RecordingFile::open(bench.incidents.book().find(id)->file->path);
        QVERIFY(bool(file));
        const auto verdict = (*file)->verify(std::nullopt, {});
        QVERIFY(bool(verdict));
        QVERIFY2(verdict->intact && verdict->sealed, qPrintable(verdict->reason));
        QVERIFY(verdict->head.sequence > 300); // what was seen is in it, not only what was said
        bench.press(Qt::Key_Escape);
        QVERIFY(bench.window.sheet().content() == nullptr);
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void fromTheFirstAlarmToTheEndByKeysAlone()
    {
        Bench bench;
        bench.feed(calmRecords, 5);
        bench.feed(convoyWithRoot, 20);
        QVERIFY(std::ranges::any_of(bench.session.platform().view().alarms,
                                    [](const Alarm &alarm) { return isActive(alarm); }));
        QCOMPARE(bench.desk.ranking().front().id, QStringLiteral("R02"));

        bench.press(Qt::Key_I, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Checkout fails"));
        bench.press(Qt::Key_Return);
        QTRY_VERIFY(bench.incidents.current() != nullptr);
        whatIsNotResolvedIsNotClosed(bench);

        bench.press(Qt::Key_R);
        bench.press(Qt::Key_Return);
        QCOMPARE(bench.step(), QStringLiteral("confirm"));
        bench.feed(convoyWithRoot, 1);
        QTest::qWait(0);
        aHeldKeyAnswersOneStep(bench);
        bench.press(Qt::Key_A); // away from it
        bench.press(Qt::Key_R); // and back, not to the library that it hides
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("accept"));
        for (const char *next : {"who", "prepared-root", "busy-root", "end-root"}) {
            bench.feed(convoyWithRoot, 1);
            QTest::qWait(0);
            bench.press(Qt::Key_Return);
            QVERIFY2(bench.step() == QLatin1String(next),
                     qPrintable(bench.step() + QLatin1Char(' ') + QApplication::focusWidget()->objectName()));
        }
        bench.feed(convoyWithRoot, 1);
        QTest::qWait(0);
        whatIsPressedIsWholeOnALaptop(bench);
        endTheRoot(bench);
        QTest::qWait(0);
        bench.feed(calmRecords, 3);
        QCOMPARE(bench.step(), QStringLiteral("drained"));
        bench.feed(calmRecords, 4, 10s);
        openView(bench);
        savePicture(bench.window, QStringLiteral("runbook-wait"));
        bench.window.showView(QStringLiteral("cockpit"));
        savePicture(bench.window, QStringLiteral("runbook-cockpit"));
        bench.feed(calmRecords, 27, 10s);
        QCOMPARE(bench.step(), QStringLiteral("comes-back"));
        bench.press(Qt::Key_A);
        bench.press(Qt::Key_R); // to the question, also where it has no field to accept; a second run is not begun
        for (const char *next : {"close", "hand-over", "succeeded"}) {
            bench.feed(calmRecords, 1);
            QTest::qWait(0);
            bench.press(Qt::Key_Return);
            QCOMPARE(bench.step(), QLatin1String(next));
        }
        QVERIFY(std::ranges::none_of(bench.session.platform().view().alarms, [](const Alarm &alarm) {
            return isActive(alarm) && alarm.id.contains(QStringLiteral("checkout"));
        }));
        noteAndResolve(bench);
        closeAndSeal(bench);
        const auto score = bench.desk.score();
        QVERIFY(score.has_value());
        QCOMPARE(score->outcome, runbook::Outcome::Succeeded);
        QVERIFY(score->deviations.empty());
    }

    void theViewShowsTheRunAndThenItsScore()
    {
        Bench bench;
        bench.feed(convoyWithRoot, 20);
        RunbooksView *view = openView(bench);
        QVERIFY(view);
        view->findChild<Button *>(QStringLiteral("begin"))->click();
        bench.feed(convoyWithRoot, 2);
        const auto chips = view->findChildren<EvidenceChip *>();
        const auto shown =
            std::count_if(chips.begin(), chips.end(), [](EvidenceChip *chip) { return chip->isVisible(); });
        QVERIFY2(shown >= 3, qPrintable(QString::number(shown)));
        QVERIFY(view->findChild<QWidget *>(QStringLiteral("step-card"))->isVisible());
        QVERIFY(view->findChild<QWidget *>(QStringLiteral("step-course"))->isVisible());
        QCOMPARE(view->findChild<Panel *>(QStringLiteral("step-ahead"))->header()->title(),
                 QStringLiteral("2 Read who holds the lock"));
        savePicture(bench.window, QStringLiteral("runbook-run"));
        QCOMPARE(bench.desk.tell(runbook::Stopped{QStringLiteral("M. Okafor"), QStringLiteral("only looking")}),
                 QString());
        bench.feed(convoyWithRoot, 1);
        const auto *head = view->findChild<PlainLabel *>(QStringLiteral("score-head"));
        QVERIFY(head->isVisible());
        QVERIFY2(head->text().contains(QStringLiteral("1 deviation")), qPrintable(head->text()));
        savePicture(bench.window, QStringLiteral("runbook-score"));
        bench.desk.putAway();
        bench.feed(convoyWithRoot, 1);
        QVERIFY(view->findChild<QWidget *>(QStringLiteral("library"))->isVisible());
        savePicture(bench.window, QStringLiteral("runbook-library"));
    }

    /// On the road of all second persons: the code stands on the step, and whoever asks can not give it.
    void somebodyElseApprovesFromTheirOwnConsole()
    {
        Bench bench;
        bench.feed(calmRecords, 2);
        runbook::Suggestion chosen;
        chosen.id = QStringLiteral("T1");
        chosen.binding = {{QStringLiteral("db"), QStringLiteral("legacy-db")}};
        QCOMPARE(bench.desk.begin(chosen, RunbookDesk::Kind::Real), QString());
        bench.feed(calmRecords, 1);
        QCOMPARE(bench.step(), QStringLiteral("agree"));
        openView(bench);
        savePicture(bench.window, QStringLiteral("runbook-approve"));
        const QString how = bench.desk.howToApprove();
        QVERIFY(how.contains(QStringLiteral("surgedeck session agree ")));
        const auto labels = bench.window.findChildren<PlainLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [&](const PlainLabel *label) { return label->isVisible() && label->text() == how; }));

        const Agreements agreements(bench.session.platform().workspace().name);
        const QString code = how.section(QLatin1Char(' '), -1);
        QVERIFY(!agreements.agree(code, QStringLiteral("M. Okafor"), bench.clock.now()));
        bench.feed(calmRecords, 1);
        QCOMPARE(bench.step(), QStringLiteral("agree"));
        QVERIFY(agreements.agree(code, QStringLiteral("L. Lind"), bench.clock.now()));
        bench.feed(calmRecords, 1);
        QCOMPARE(bench.step(), QStringLiteral("after"));
        QCOMPARE(bench.desk.howToApprove(), QString());
    }

    void theEditorSaysWhatIsWrongWhileItIsTyped()
    {
        Bench bench;
        bench.feed(calmRecords, 2);
        RunbooksView *view = openView(bench);
        view->findChild<Button *>(QStringLiteral("edit"))->click();
        auto *editor = view->findChild<RunbookEditor *>();
        QVERIFY(editor->isVisible());
        auto *text = editor->findChild<QPlainTextEdit *>(QStringLiteral("runbook-text"));
        auto *table = editor->findChild<TableView *>();
        QTRY_COMPARE(table->model()->rowCount(), 0);
        // The fixture's workspace names no folder of its own: it can be read and tried, not saved.
        QVERIFY(!editor->findChild<Button *>(QStringLiteral("save-runbook"))->isEnabled());
        QString changed = text->toPlainText();
        changed.replace(QStringLiteral("kind: check"), QStringLiteral("kind: chek"));
        text->setPlainText(changed);
        QTRY_VERIFY(table->model()->rowCount() > 0);
        const QString problem = table->model()->index(0, 2).data().toString();
        QVERIFY2(problem.contains(QStringLiteral("\"chek\"")), qPrintable(problem));
        savePicture(bench.window, QStringLiteral("runbook-editor"));
        editor->findChild<Button *>(QStringLiteral("close-editor"))->click();
        QVERIFY(!editor->isVisible());
    }

    void anEditedRunbookTakesThePlaceOfTheShippedOne()
    {
        QTemporaryDir folder;
        const QString place = folder.filePath(QStringLiteral("R02.yaml"));
        const runbook::LibraryPtr library = loadRunbooks(nullptr);
        RunbookEditor editor;
        editor.open(*library->find(QStringLiteral("R02")), place);
        editor.show();
        auto *text = editor.findChild<QPlainTextEdit *>(QStringLiteral("runbook-text"));
        text->setPlainText(QString(text->toPlainText())
                               .replace(QStringLiteral("title: Row locks"), QStringLiteral("title: Our row locks")));
        QString saved;
        connect(&editor, &RunbookEditor::saved, this, [&](const QString &file) { saved = file; });
        editor.findChild<Button *>(QStringLiteral("save-runbook"))->click();
        QCOMPARE(saved, place);
        const auto read = readRunbookFile(place);
        QVERIFY(bool(read));
        const runbook::Library own({*read});
        QVERIFY(own.find(QStringLiteral("R02"))->runbook.title.startsWith(QStringLiteral("Our row locks")));
    }
};

QTEST_MAIN(TestRunbooksView)
#include "tst_runbooksview.moc"
