// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/dispatcher.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// What happened, in order, seen from every side.
class Log
{
public:
    void add(const QString &word)
    {
        const std::lock_guard lock(m_mutex);
        m_words << word;
    }
    QStringList words() const
    {
        const std::lock_guard lock(m_mutex);
        return m_words;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_words;
};

struct Script
{
    Log log;
    std::optional<bool> holds = true;
    Result<Receipt> receipt = Receipt{Receipt::State::Accepted, QStringLiteral("sent"), {}, {}};
    std::vector<Verdict::State> verdicts{Verdict::State::Done};
    std::atomic<std::size_t> looks = 0;
    std::atomic<bool> slow = false;
};

/// A platform that answers from a script.
class ScriptedActuator final : public Actuator
{
public:
    explicit ScriptedActuator(Script &script)
        : m_script(script)
    {
    }
    Result<Inspection> inspect(const Command &, std::stop_token) override
    {
        m_script.log.add(QStringLiteral("inspect"));
        return Inspection{{{QStringLiteral("session is the same"), QStringLiteral("7"), m_script.holds}},
                          QStringLiteral("7/1/2")};
    }
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override
    {
        m_script.log.add(QStringLiteral("execute ") + identityOf(command.action));
        if (grant.command() != command.id)
            return Error{Error::Kind::Refused, QStringLiteral("another grant")};
        while (m_script.slow && !stop.stop_requested())
            std::this_thread::yield();
        return m_script.receipt;
    }
    Result<Verdict> verify(const Command &, std::stop_token) override
    {
        const std::size_t look = m_script.looks++;
        return Verdict{m_script.verdicts[std::min(look, m_script.verdicts.size() - 1)], QStringLiteral("seen")};
    }
    Status arm(std::stop_token) override { return ok(); }

private:
    Script &m_script;
};

class ScriptedJournal final : public JournalWriter
{
public:
    explicit ScriptedJournal(Log &log)
        : m_log(log)
    {
    }
    void record(const std::vector<Record> &) override {}
    void note(const JournalEvent &event, std::function<void(Status)> stored) override
    {
        m_log.add(event.type);
        last = event;
        QTimer::singleShot(0, &m_later, [this, stored] { stored(status); });
    }
    Status status = ok();
    JournalEvent last;

private:
    Log &m_log;
    QObject m_later;
};

CommandOrder order()
{
    CommandOrder order;
    order.command.source = QStringLiteral("db");
    order.command.action = EndSession{QStringLiteral("7"), {}};
    order.command.actor = QStringLiteral("Kim");
    order.command.reason = QStringLiteral("blocks the checkout");
    order.command.level = 2;
    order.approval.person = QStringLiteral("Kim");
    order.approval.typedName = QStringLiteral("7");
    order.approval.expectedName = QStringLiteral("7");
    return order;
}

} // namespace

class TestDispatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void theIntentIsOnDiskBeforeAnythingIsSentAndTheEffectIsReadBack()
    {
        Script script;
        script.verdicts = {Verdict::State::NotYet, Verdict::State::Unknown, Verdict::State::Done};
        const CommandOutcome outcome = run(script, Role::Responder, order());
        QCOMPARE(outcome.state, CommandOutcome::State::Confirmed);
        QCOMPARE(outcome.identity, QStringLiteral("7/1/2"));
        QCOMPARE(script.looks.load(), 3U);
        const QStringList expected{QStringLiteral("inspect"), QStringLiteral("command.intent"),
                                   QStringLiteral("execute 7/1/2"), QStringLiteral("command.outcome")};
        QCOMPARE(script.log.words(), expected);
    }

    void withoutARecordNothingIsSent()
    {
        Script script;
        const CommandOutcome outcome =
            run(script, Role::Responder, order(), Error{Error::Kind::Full, QStringLiteral("the disk is full")});
        QCOMPARE(outcome.state, CommandOutcome::State::Refused);
        QVERIFY(outcome.detail.contains(QStringLiteral("the disk is full")));
        QVERIFY(!outcome.notRecorded.isEmpty());
        QVERIFY(!script.log.words().contains(QStringLiteral("execute 7/1/2")));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("words");
        QTest::newRow("a viewer") << "viewer"
                                  << "a viewer changes nothing";
        QTest::newRow("level 3 by a responder") << "level"
                                                << "this needs a commander";
        QTest::newRow("the wrong name typed") << "typed"
                                              << "the typed name is not \"7\"";
        QTest::newRow("nobody's command") << "actor"
                                          << "not known who wants this";
        QTest::newRow("a second person is missing") << "second"
                                                    << "a second person";
        QTest::newRow("a precondition that does not hold") << "false"
                                                           << "session is the same: 7";
        QTest::newRow("a precondition that is not known") << "unknown"
                                                          << "session is the same: not known";
        QTest::newRow("another source") << "source"
                                        << "nothing can be done to 'other'";
    }
    void refusals()
    {
        QFETCH(QString, what);
        QFETCH(QString, words);
        Script script;
        CommandOrder wanted = order();
        wanted.approval.role = Role::Commander; // what the caller claims does not count
        if (what == QLatin1String("level"))
            wanted.command.level = 3;
        if (what == QLatin1String("typed"))
            wanted.approval.typedName = QStringLiteral("8");
        if (what == QLatin1String("actor"))
            wanted.command.actor = QStringLiteral("Alex");
        wanted.approval.secondPersonNeeded = what == QLatin1String("second");
        if (what == QLatin1String("false"))
            script.holds = false;
        if (what == QLatin1String("unknown"))
            script.holds.reset();
        if (what == QLatin1String("source"))
            wanted.command.source = QStringLiteral("other");
        const Role role = what == QLatin1String("viewer") ? Role::Viewer : Role::Responder;
        const CommandOutcome outcome = run(script, role, wanted);
        QCOMPARE(outcome.state, CommandOutcome::State::Refused);
        QVERIFY2(outcome.detail.contains(words), qPrintable(outcome.detail));
        QVERIFY(!outcome.receipt);
        QCOMPARE(script.log.words().last(), QStringLiteral("command.refused"));
        QVERIFY(script.log.words().filter(QStringLiteral("execute")).isEmpty());
        if (role == Role::Viewer)
            QCOMPARE(script.log.words().size(), 1);
    }

    void outcomes_data()
    {
        QTest::addColumn<int>("receipt");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("state");
        const int accepted = int(Receipt::State::Accepted), unanswered = int(Receipt::State::Unanswered);
        const int refused = int(Receipt::State::Refused);
        const int done = int(Verdict::State::Done), notYet = int(Verdict::State::NotYet);
        QTest::newRow("accepted and seen") << accepted << done << "confirmed";
        QTest::newRow("accepted, never seen") << accepted << notYet << "unconfirmed";
        QTest::newRow("no answer, but it happened") << unanswered << done << "confirmed";
        QTest::newRow("no answer and nothing seen") << unanswered << notYet << "no_answer";
        QTest::newRow("the server says no") << refused << done << "refused";
    }
    void outcomes()
    {
        QFETCH(int, receipt);
        QFETCH(int, verdict);
        Script script;
        script.receipt = Receipt{Receipt::State(receipt), QStringLiteral("said"), {}, {}};
        script.verdicts = {Verdict::State(verdict)};
        CommandOrder wanted = order();
        wanted.verifyWithin = 300ms;
        QTEST(toWord(run(script, Role::Commander, wanted).state), "state");
        QCOMPARE(script.log.words().last(), QStringLiteral("command.outcome"));
    }

    void anErrorAfterTheFirstByteIsNoRefusal()
    {
        Script script;
        script.receipt = Error{Error::Kind::Timeout, QStringLiteral("silence")};
        script.verdicts = {Verdict::State::Unknown};
        CommandOrder wanted = order();
        wanted.verifyWithin = 300ms;
        QCOMPARE(run(script, Role::Responder, wanted).state, CommandOutcome::State::NoAnswer);
    }

    void aSecondCommandToTheSameSourceIsRefusedWhileOneIsUnderWay()
    {
        Script script;
        script.slow = true;
        ScriptedJournal journal(script.log);
        const SystemClock clock;
        Dispatcher road(Role::Responder, journal, clock);
        road.add(QStringLiteral("db"), ActuatorPtr(std::make_unique<ScriptedActuator>(script)));
        std::optional<CommandOutcome> first, second;
        road.send(order(), [&](const CommandOutcome &outcome) { first = outcome; });
        QTRY_VERIFY(script.log.words().contains(QStringLiteral("execute 7/1/2")));
        road.send(order(), [&](const CommandOutcome &outcome) { second = outcome; });
        QTRY_VERIFY(second);
        QCOMPARE(second->state, CommandOutcome::State::Refused);
        script.slow = false;
        QTRY_VERIFY(first);
        QCOMPARE(first->state, CommandOutcome::State::Confirmed);
        first.reset();
        road.send(order(), [&](const CommandOutcome &outcome) { first = outcome; });
        QTRY_VERIFY(first);
        QCOMPARE(first->state, CommandOutcome::State::Confirmed);
    }

    void theRoadMayGoWhileACommandIsUnderWay()
    {
        Script script;
        script.slow = true;
        ScriptedJournal journal(script.log);
        const SystemClock clock;
        {
            Dispatcher road(Role::Responder, journal, clock);
            road.add(QStringLiteral("db"), ActuatorPtr(std::make_unique<ScriptedActuator>(script)));
            road.send(order(), [](const CommandOutcome &) { QFAIL("nobody is there to hear it"); });
            QTRY_VERIFY(script.log.words().contains(QStringLiteral("execute 7/1/2")));
        }
        QCoreApplication::processEvents();
        QCOMPARE(script.log.words().last(), QStringLiteral("execute 7/1/2"));
    }

private:
    static CommandOutcome run(Script &script, Role role, const CommandOrder &wanted, const Status &disk = ok())
    {
        ScriptedJournal journal(script.log);
        journal.status = disk;
        const SystemClock clock;
        Dispatcher road(role, journal, clock);
        road.add(QStringLiteral("db"), ActuatorPtr(std::make_unique<ScriptedActuator>(script)));
        std::optional<CommandOutcome> outcome;
        road.send(wanted, [&](const CommandOutcome &ended) { outcome = ended; });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 10'000))
            qFatal("no outcome");
        return *outcome;
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
