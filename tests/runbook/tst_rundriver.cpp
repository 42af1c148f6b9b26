// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/rundriver.h"
#include "models/workspace/workspacereader.h"
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::runbook;
using namespace std::chrono_literals;

namespace {

class TestClock final : public Clock
{
public:
    WallTime now() const override { return at; }
    MonoTime monotonic() const override { return MonoTime(at.time_since_epoch()); }
    WallTime at{Milliseconds(1'800'000'000'000)};
};

class TestJournal final : public JournalWriter
{
public:
    void record(const std::vector<Record> &) override {}
    void note(const JournalEvent &event, std::function<void(Status)>) override { events.push_back(event); }
    std::vector<JournalEvent> events;
};

/// Takes every command and says what it is told to say.
class TestRoad final : public CommandRoad
{
public:
    Role role() const override { return Role::Responder; }
    QString obstacle(const QString &) const override { return {}; }
    void inspect(const Command &, std::function<void(Result<Inspection>)>) override {}
    void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) override
    {
        orders.push_back(order);
        CommandOutcome outcome;
        outcome.state = answer;
        done(outcome);
    }
    void verify(const Command &, std::function<void(Result<Verdict>)>) override {}
    void arm(const QString &, std::function<void(Status)>) override {}
    std::vector<CommandOrder> orders;
    CommandOutcome::State answer = CommandOutcome::State::Confirmed;
};

std::shared_ptr<const Workspace> shop()
{
    const WorkspaceReading reading = readWorkspace(
        "version: 1\nname: Shop\nenvironment: test\nsources:\n"
        "  - {id: orders-db, type: postgresql, role: writer, dsn: \"postgresql://a@b/c\"}\n"
        "  - {id: edge, type: haproxy, role: edge, address: \"tcp://127.0.0.1:9\"}\n"
        "traffic:\n"
        "  routes:\n"
        "    - {id: checkout, name: Checkout, control: {source: edge, backend: b, stable: [s], canary: [c]}}\n",
        {QStringLiteral("w.yaml"), QStringLiteral("/w.yaml"), {}, nullptr});
    return std::make_shared<const Workspace>(reading.workspace);
}

const QByteArray steps = "  - {id: look, kind: check, title: Look, expect: waiters >= 1, look: [root]}\n"
                         "  - id: end\n"
                         "    kind: act\n"
                         "    title: End it\n"
                         "    on: db\n"
                         "    action: session.end\n"
                         "    session: root\n"
                         "    level: 2\n"
                         "    before: [waiters >= 1]\n"
                         "    verify: [waiters == 0]\n"
                         "    undo: none\n"
                         "    because: It does not come back.\n"
                         "  - {id: quiet, kind: wait, title: Quiet, until: waiters == 0, hold: $hold, timeout: 1m}\n";

struct Bench
{
    QTemporaryDir folder;
    TestClock clock;
    TestJournal journal;
    TestRoad road;
    Platform platform{shop()};
    LibraryPtr library =
        std::make_shared<const Library>(std::vector<RunbookText>{{QStringLiteral("t.yaml"), withSteps(steps), false}});
    std::unique_ptr<RunDriver> driver;

    RunDriver::Surroundings around() { return {platform, clock, journal, &road, library, folder.path()}; }

    void see(int waiting)
    {
        clock.at += 1s;
        const auto fold = [&](const Observation &body) {
            platform.fold({clock.at, clock.monotonic(), QStringLiteral("orders-db"), body});
        };
        SourceHealth health;
        health.state = SourceState::Ok;
        health.interval = 1s;
        health.newestSample = clock.at;
        fold(health);
        LockGraph graph;
        graph.waiters = waiting;
        if (waiting > 0)
            graph.participants = {{QStringLiteral("7"),
                                   {},
                                   {},
                                   {},
                                   QStringLiteral("idle in transaction"),
                                   60s,
                                   QStringLiteral("sync"),
                                   {},
                                   {},
                                   5.0},
                                  {QStringLiteral("8"),
                                   {QStringLiteral("7")},
                                   QStringLiteral("stock"),
                                   QStringLiteral("ShareLock"),
                                   QStringLiteral("waiting"),
                                   2s,
                                   {},
                                   {},
                                   {},
                                   {}}};
        fold(graph);
        SessionSample sample;
        Session root;
        root.id = QStringLiteral("7");
        root.identity = QStringLiteral("7/start/transaction");
        sample.sessions = {root};
        fold(sample);
        RouterSample router;
        for (const char *name : {"s", "c"}) {
            RouterServer server;
            server.backend = QStringLiteral("b");
            server.server = QLatin1String(name);
            server.weight = 50;
            server.up = true;
            router.servers.push_back(server);
        }
        for (const Observation &body : {Observation(health), Observation(router)})
            platform.fold({clock.at, clock.monotonic(), QStringLiteral("edge"), body});
        platform.evaluate(clock.at);
        if (driver)
            driver->look();
    }
    void begin(double hold = 2) { begin(false, hold); }
    void begin(bool rehearsal, double hold = 2)
    {
        auto made = RunDriver::begin(around(), {QStringLiteral("T1"),
                                                {{QStringLiteral("db"), QStringLiteral("orders-db")}},
                                                {{QStringLiteral("hold"), hold}},
                                                QStringLiteral("Kim"),
                                                rehearsal});
        QVERIFY2(bool(made), made ? "" : qPrintable(made.error().message));
        driver = std::move(*made);
    }
    StepState stateOf(int step) const { return driver->state().steps.at(std::size_t(step)).state; }
};

const Accepted kim{QStringLiteral("Kim")};

} // namespace

class TestRunDriver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void leadsToTheEnd()
    {
        Bench bench;
        bench.see(5);
        bench.begin();
        bench.see(5);
        QCOMPARE(bench.driver->tell(kim), QString());
        bench.see(5);
        QCOMPARE(bench.driver->tell(kim), QString());
        QTRY_COMPARE(bench.stateOf(1), StepState::Verifying);
        QCOMPARE(bench.road.orders.size(), std::size_t(1));
        QCOMPARE(bench.road.orders[0].command.source, QStringLiteral("orders-db"));
        QCOMPARE(std::get<EndSession>(bench.road.orders[0].command.action).identity,
                 QStringLiteral("7/start/transaction"));
        for (int i = 0; i < 5; ++i)
            bench.see(0);
        QVERIFY(bench.driver->isOver());
        QCOMPARE(bench.driver->state().outcome, Outcome::Succeeded);
        const JournalEvent last = bench.journal.events.back();
        QCOMPARE(last.type, QStringLiteral("runbook.run"));
        QCOMPARE(last.body.value("shown").toObject().value("outcome").toString(), QStringLiteral("succeeded"));
        QVERIFY(last.body.value("text").toString().contains(QStringLiteral("succeeded")));
    }

    void aRehearsalSendsItAsOne()
    {
        Bench bench;
        bench.see(5);
        bench.begin(true);
        bench.see(5);
        bench.driver->tell(kim);
        bench.see(5);
        bench.driver->tell(kim);
        QTRY_COMPARE(bench.stateOf(1), StepState::Succeeded);
        QVERIFY(bench.road.orders.at(0).command.rehearsal);
        bench.see(5);
        QCOMPARE(bench.driver->state().outcome, Outcome::Succeeded);
        QCOMPARE(bench.stateOf(2), StepState::Skipped);
    }

    void survivesItsProcess()
    {
        Bench bench;
        bench.see(5);
        bench.begin();
        bench.see(5);
        bench.driver->tell(kim);
        const QString run = bench.driver->state().run;
        bench.driver.reset(); // as if it had died
        QCOMPARE(keptRuns(bench.folder.path()), QStringList{run});
        // The file has changed meanwhile; the run keeps the text with which it began.
        bench.library = std::make_shared<const Library>(std::vector<RunbookText>{
            {QStringLiteral("t.yaml"), withSteps("  - {id: other, kind: note, title: Other, look: [root, waiters]}\n"),
             false}});
        auto resumed = RunDriver::resume(bench.around(), run);
        QVERIFY(bool(resumed));
        bench.driver = std::move(*resumed);
        QVERIFY(bench.driver->isOtherByNow());
        QVERIFY(bench.driver->state().recovering);
        QCOMPARE(bench.stateOf(0), StepState::Succeeded);
        QCOMPARE(bench.driver->state().current, 1);
        QVERIFY(!bench.driver->tell(Skipped{QStringLiteral("Lee"), QStringLiteral("no reason")}).isEmpty());
        QCOMPARE(bench.driver->tell(Accepted{QStringLiteral("Lee")}), QString());
        QCOMPARE(bench.driver->state().person, QStringLiteral("Lee"));
        QVERIFY(bench.road.orders.empty());
    }

    void itIsTakenBackWhenItsEffectDoesNotShow()
    {
        Bench bench;
        QByteArray withUndo = steps;
        withUndo.replace("    undo: none\n    because: It does not come back.\n",
                         "    within: 3s\n    undo: {action: session.cancel, session: root}\n");
        bench.library = std::make_shared<const Library>(
            std::vector<RunbookText>{{QStringLiteral("t.yaml"), withSteps(withUndo), false}});
        bench.see(5);
        bench.begin();
        bench.see(5);
        bench.driver->tell(kim);
        bench.see(5);
        bench.driver->tell(kim);
        QTRY_COMPARE(bench.stateOf(1), StepState::Verifying);
        for (int i = 0; i < 5; ++i)
            bench.see(5); // nothing got better
        QTRY_COMPARE(bench.stateOf(1), StepState::Undone);
        QCOMPARE(bench.road.orders.size(), std::size_t(2));
        QVERIFY(std::holds_alternative<CancelStatement>(bench.road.orders[1].command.action));
    }

    void shiftsAreSteeredByWhoeverRunsThem()
    {
        const QByteArray hold = "  - id: hold\n"
                                "    kind: act\n"
                                "    title: Hold it\n"
                                "    on: way\n"
                                "    action: traffic.hold\n"
                                "    level: 1\n"
                                "    before: [waiters >= 1]\n"
                                "    verify: [waiters == 0]\n"
                                "    undo: none\n"
                                "    because: It is resumed by hand.\n"
                                "  - {id: end, kind: note, title: End, look: [root]}\n";
        QByteArray text = withSteps(hold);
        text.replace("signals:\n", "  way: {route: any}\nsignals:\n");
        for (const bool isUnderWay : {true, false}) {
            Bench bench;
            bench.library =
                std::make_shared<const Library>(std::vector<RunbookText>{{QStringLiteral("t.yaml"), text, false}});
            QVERIFY2(bench.library->find(QStringLiteral("T1"))->isUsable(),
                     qPrintable(problemLines(text).join(QLatin1Char('\n'))));
            if (isUnderWay)
                bench.platform.noteShift(QStringLiteral("checkout"), {RouteState::Baking, {}, {10, 50}});
            QStringList wishes;
            RunDriver::Surroundings around = bench.around();
            around.steer = [&](const QString &route, const QString &wish, const std::function<void(Status)> &done) {
                wishes << route + QLatin1Char('/') + wish;
                done(ok());
            };
            bench.see(5);
            auto made = RunDriver::begin(around, {QStringLiteral("T1"),
                                                  {{QStringLiteral("db"), QStringLiteral("orders-db")},
                                                   {QStringLiteral("way"), QStringLiteral("checkout")}},
                                                  {},
                                                  QStringLiteral("Kim"),
                                                  false});
            QVERIFY(bool(made));
            bench.driver = std::move(*made);
            bench.see(5);
            bench.driver->tell(kim);
            QTRY_COMPARE(bench.stateOf(0), isUnderWay ? StepState::Verifying : StepState::Failed);
            QCOMPARE(wishes, isUnderWay ? QStringList{QStringLiteral("checkout/hold")} : QStringList());
            QCOMPARE(bench.driver->wasRefused(), !isUnderWay);
            QVERIFY(bench.road.orders.empty());
        }
    }

    void itsRecordComesToTheSameEnd()
    {
        Bench bench;
        bench.see(5);
        bench.begin(45.0);
        bench.driver->tell(kim);
        bench.driver->tell(kim);
        QTRY_COMPARE(bench.stateOf(1), StepState::Verifying);
        for (int i = 0; i < 50; ++i) // looked at all the time, and most of it changes nothing
            bench.see(0);
        QCOMPARE(bench.driver->state().outcome, Outcome::Succeeded);
        const auto kept = readRun(bench.folder.path(), bench.driver->state().run);
        QVERIFY(bool(kept));
        QCOMPARE(kept->state.outcome, Outcome::Succeeded);
        QCOMPARE(kept->state.ended, bench.driver->state().ended);
        QVERIFY2(kept->events.size() < 25, qPrintable(QString::number(kept->events.size())));
    }

    void whatEndedIsRemembered()
    {
        Bench bench;
        bench.see(5);
        bench.begin(true);
        QVERIFY(!runSummaries(bench.folder.path(), 10).front().outcome.has_value());
        bench.see(5);
        bench.driver->tell(kim);
        bench.see(5);
        bench.driver->tell(kim);
        QTRY_COMPARE(bench.stateOf(1), StepState::Succeeded);
        bench.see(5);
        QVERIFY(bench.driver->isOver());
        const auto summaries = runSummaries(bench.folder.path(), 10);
        QCOMPARE(summaries.size(), std::size_t(1));
        QCOMPARE(summaries[0].runbook, QStringLiteral("T1"));
        QVERIFY(summaries[0].rehearsal);
        QCOMPARE(summaries[0].outcome, std::optional(Outcome::Succeeded));
        const RunbookHistory history = runbookHistory(bench.folder.path());
        QVERIFY(history.rehearsed.contains(QStringLiteral("T1")));
        QVERIFY(!history.used.contains(QStringLiteral("T1")));
        const auto kept = readRun(bench.folder.path(), summaries[0].run);
        QVERIFY(bool(kept));
        QCOMPARE(kept->state.outcome, Outcome::Succeeded);
        QVERIFY(!kept->events.empty());
    }

    void oneActsOnATargetAtATime()
    {
        Bench bench;
        bench.see(5);
        bench.begin();
        bench.road.answer = CommandOutcome::State::NoAnswer; // it stays with the target while it waits for the effect
        bench.see(5);
        bench.driver->tell(kim);
        bench.see(5);
        bench.driver->tell(kim);
        QTRY_COMPARE(bench.stateOf(1), StepState::Verifying);
        const auto first = std::move(bench.driver);
        bench.begin();
        bench.see(5);
        bench.driver->tell(kim);
        bench.see(5);
        bench.driver->tell(kim);
        QTRY_VERIFY(bench.driver->state().steps.at(1).detail.contains(QStringLiteral("worked on by")));
        QCOMPARE(bench.road.orders.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestRunDriver)
#include "tst_rundriver.moc"
