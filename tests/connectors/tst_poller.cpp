// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/poller.h"
#include "tests/support/testrules.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// A source that answers from a script and counts how many polls run at once.
class ScriptedSource final : public Source
{
public:
    struct Script
    {
        std::function<Result<PollResult>(std::stop_token)> poll;
        std::function<Status(std::stop_token)> signOfLife = [](std::stop_token) { return ok(); };
        std::function<Result<PollResult>(const PlanRequest &)> explain;
        std::atomic<int> signs = 0;
        std::atomic<int> running = 0;
        std::atomic<int> mostRunning = 0;
        std::atomic<int> polls = 0;
        std::atomic<bool> closed = false;
    };

    explicit ScriptedSource(Script &script)
        : m_script(script)
    {
    }
    ~ScriptedSource() override { m_script.closed = true; }

    Result<PollResult> poll(std::stop_token stop) override
    {
        const int running = ++m_script.running;
        m_script.mostRunning = std::max(m_script.mostRunning.load(), running);
        ++m_script.polls;
        auto result = m_script.poll(stop);
        --m_script.running;
        return result;
    }
    Status signOfLife(std::stop_token stop) override
    {
        ++m_script.signs;
        return m_script.signOfLife(stop);
    }
    Result<PollResult> explain(const PlanRequest &request, std::stop_token) override
    {
        return m_script.explain(request);
    }
    std::vector<DiagnosisStage> diagnose(std::stop_token) override { return {}; }

private:
    Script &m_script;
};

Result<PollResult> blockUntilStopped(std::stop_token stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    wake.wait(lock, stop, [] { return false; });
    return Error{Error::Kind::Cancelled, QStringLiteral("stopped")};
}

std::vector<Record> recordsOf(const QSignalSpy &spy)
{
    std::vector<Record> all;
    for (const auto &emission : spy)
        for (const Record &record : emission.at(0).value<std::vector<Record>>())
            all.push_back(record);
    return all;
}

SourceHealth lastHealth(const QSignalSpy &spy)
{
    SourceHealth last;
    for (const Record &record : recordsOf(spy))
        if (const auto *health = std::get_if<SourceHealth>(&record.body))
            last = *health;
    return last;
}

} // namespace

class TestPoller : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aPollBecomesRecordsWithItsHealthFirst()
    {
        ScriptedSource::Script script;
        script.poll = [](std::stop_token) -> Result<PollResult> {
            return PollResult{{SessionSample{}, LockGraph{}}, 2, 1ms, std::nullopt};
        };
        Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("db"), 100ms, 1}, m_clock);
        QSignalSpy spy(&poller, &Poller::observed);
        poller.start();
        QTRY_VERIFY(spy.count() >= 3);
        const auto records = recordsOf(spy);
        QCOMPARE(records.at(0).source, QStringLiteral("db"));
        QCOMPARE(std::get<SourceHealth>(records.at(0).body).state, SourceState::Ok);
        QVERIFY(std::holds_alternative<SessionSample>(records.at(1).body));
        QVERIFY(std::holds_alternative<LockGraph>(records.at(2).body));
        QVERIFY(lastHealth(spy).statementsPerSecond.value_or(0) > 5);
        QVERIFY(lastHealth(spy).timeShare.value_or(1) < 0.1);
        QCOMPARE(script.mostRunning.load(), 1);
    }

    void anErrorNamesStateCauseAndNextAttempt_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("state");
        QTest::newRow("unreachable") << int(Error::Kind::Unreachable) << int(SourceState::Down);
        QTest::newRow("timeout") << int(Error::Kind::Timeout) << int(SourceState::Down);
        QTest::newRow("protocol") << int(Error::Kind::Protocol) << int(SourceState::Down);
        QTest::newRow("auth") << int(Error::Kind::Auth) << int(SourceState::Denied);
        QTest::newRow("full") << int(Error::Kind::Full) << int(SourceState::Full);
    }

    void anErrorNamesStateCauseAndNextAttempt()
    {
        QFETCH(int, kind);
        QFETCH(int, state);
        ScriptedSource::Script script;
        script.poll = [&](std::stop_token) -> Result<PollResult> {
            return Error{Error::Kind(kind), QStringLiteral("because of mysql://ops:hunter2@db/shop")};
        };
        Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("db"), 100ms, 1}, m_clock);
        QSignalSpy spy(&poller, &Poller::observed);
        poller.start();
        QTRY_VERIFY(spy.count() >= 1);
        QCOMPARE(lastHealth(spy).state, SourceState(state));
        QCOMPARE(lastHealth(spy).error, QStringLiteral("because of mysql://ops:***@db/shop"));
        QVERIFY(lastHealth(spy).nextAttempt.has_value());
    }

    void aHangingSourceIsToldWithinFiveSecondsAndNeverAskedTwice()
    {
        ScriptedSource::Script script;
        script.poll = blockUntilStopped;
        {
            Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("db"), 100ms, 1}, m_clock);
            QSignalSpy spy(&poller, &Poller::observed);
            poller.start();
            QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 5000);
            QCOMPARE(lastHealth(spy).state, SourceState::Down);
            QVERIFY(lastHealth(spy).error.contains(QStringLiteral("no answer")));
            QCOMPARE(script.polls.load(), 1);
        }
        QVERIFY(script.closed);
    }

    /// The link dies right after a poll that went well, at the default interval.
    void aLinkThatDiesIsSeenWithinFiveSeconds()
    {
        ScriptedSource::Script script;
        script.poll = [&](std::stop_token stop) {
            return script.polls == 1 ? Result<PollResult>(PollResult{{}, 1, 1ms, std::nullopt})
                                     : blockUntilStopped(stop);
        };
        Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("db"), 2s, 1}, m_clock);
        QSignalSpy spy(&poller, &Poller::observed);
        poller.start();
        QTRY_COMPARE(spy.count(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 2, 5000);
        QCOMPARE(lastHealth(spy).state, SourceState::Down);
        QVERIFY2(lastHealth(spy).error.contains(QStringLiteral("no answer for 2.")), qPrintable(lastHealth(spy).error));
    }

    /// Its polls cost so much that they are ten seconds apart; the link dies right after the first.
    void aLinkThatDiesBetweenCostlyPollsIsSeenWithinFiveSeconds()
    {
        ScriptedSource::Script script;
        script.poll = [](std::stop_token) { return Result<PollResult>(PollResult{{}, 1, 1s, std::nullopt}); };
        script.signOfLife = [](std::stop_token stop) -> Status { return blockUntilStopped(stop).error(); };
        Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("prom"), 1s, 1}, m_clock);
        QSignalSpy spy(&poller, &Poller::observed);
        poller.start();
        QTRY_COMPARE(spy.count(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 2, 5000);
        QCOMPARE(lastHealth(spy).state, SourceState::Down);
    }

    void signsOfLifeDoNotBringTheNextPollForward()
    {
        ScriptedSource::Script script;
        script.poll = [](std::stop_token) { return Result<PollResult>(PollResult{{}, 1, 450ms, std::nullopt}); };
        Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("prom"), 1s, 1}, m_clock);
        QSignalSpy spy(&poller, &Poller::observed);
        poller.start();
        QTRY_COMPARE(spy.count(), 1);
        const MonoTime first = m_clock.monotonic();
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 2, 10'000);
        QVERIFY(m_clock.monotonic() - first > 3s);
        QCOMPARE(script.polls.load(), 2);
        QVERIFY(script.signs.load() >= 1 && script.signs.load() <= 3);
    }

    /// A second question is refused and not queued; the plan is a record of whose statement it is, not of who was asked.
    void oneQuestionForAPlanAtATime()
    {
        std::promise<void> gate;
        const auto opened = gate.get_future().share();
        ScriptedSource::Script script;
        script.poll = [](std::stop_token) { return Result<PollResult>(PollResult{{}, 1, 1ms, std::nullopt}); };
        script.explain = [opened](const PlanRequest &request) -> Result<PollResult> {
            opened.wait();
            QueryPlan plan;
            plan.digest = request.digest;
            return PollResult{{plan}, 8, 1ms, std::nullopt};
        };
        Poller poller(std::make_unique<ScriptedSource>(script), {QStringLiteral("replica"), 100ms, 1}, m_clock);
        QSignalSpy spy(&poller, &Poller::observed);
        std::vector<std::optional<Error::Kind>> answers;
        const Poller::PlanQuestion question{{QStringLiteral("d"), QStringLiteral("select ?")},
                                            QStringLiteral("writer"),
                                            [&answers](const Status &status) {
                                                answers.push_back(status ? std::nullopt : std::optional(status.error().kind));
                                            }};
        poller.explain(question);
        poller.explain(question);
        QCOMPARE(answers.size(), std::size_t(1));
        QCOMPARE(answers[0], std::optional(Error::Kind::Refused));
        gate.set_value();
        QTRY_COMPARE(answers.size(), std::size_t(2));
        QCOMPARE(answers[1], std::optional<Error::Kind>());
        const auto records = recordsOf(spy);
        QCOMPARE(records.size(), std::size_t(1));
        QCOMPARE(records[0].source, QStringLiteral("writer"));
        QCOMPARE(std::get<QueryPlan>(records[0].body).askedAt, QStringLiteral("replica"));
        poller.explain(question);
        QTRY_COMPARE(answers.size(), std::size_t(3));
        poller.start();
        QTRY_VERIFY(script.polls.load() > 0); // polls go on
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestPoller)
#include "tst_poller.moc"
