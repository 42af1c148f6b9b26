// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/postgressource.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/postgres/activityprobe.h"
#include "connectors/postgres/credential.h"
#include "connectors/postgres/diagnosis.h"
#include "connectors/postgres/englishmessages.h"
#include "connectors/postgres/factsprobe.h"
#include "connectors/postgres/statementplan.h"

#include <utility>

namespace surgedeck::postgres {

namespace {

constexpr Milliseconds activityCadence{100}; ///< at every poll: no interval is shorter
constexpr Milliseconds factsCadence{10'000};
constexpr Milliseconds credentialCadence{3'600'000};
constexpr Milliseconds planLimit{2'000};
/// What one more statement may take. With less left, the probe waits for the next poll.
constexpr Milliseconds probeReserve{statementTimeoutMs + 200};

/// What we are connected with that is weaker than our own settings.
QStringList attentionTo(const ServerIdentity &server)
{
    QStringList words;
    if (server.statementTimeoutMs &&
        (*server.statementTimeoutMs == 0 || *server.statementTimeoutMs > statementTimeoutMs)) {
        words << QStringLiteral("our statements may run for %1 ms on the server (0: for ever), not %2: set in the DSN")
                     .arg(*server.statementTimeoutMs)
                     .arg(statementTimeoutMs);
    }
    if (!server.readOnly)
        words << QStringLiteral("our session is not read only: set in the DSN");
    return words;
}

} // namespace

PostgresSource::PostgresSource(SourceSettings settings, const Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
    , m_activityTimer(clock, activityCadence)
    , m_factsTimer(clock, factsCadence)
    , m_credentialTimer(clock, credentialCadence)
    , m_digests(clock)
    , m_locks(clock)
{
}

PostgresSource::~PostgresSource() = default;

Result<PollResult> PostgresSource::poll(std::stop_token stop)
{
    const EnglishMessages english;
    const CallBudget budget(m_clock, stop);
    if (!m_session)
        SURGEDECK_CHECK(connect(budget));
    PollResult result;
    Status status = ok();
    {
        const int statementsBefore = m_session->statements();
        const auto inFlightBefore = m_session->inFlight();
        const SocketDeadline guard(m_session->socket(), budget.left(), stop);
        status = readAll(budget, result);
        result.statements = m_session->statements() - statementsBefore;
        result.inFlight = m_session->inFlight() - inFlightBefore;
        if (!status)
            status = explained(status.error(), guard, stop);
    }
    if (status)
        return result;
    m_session.reset();
    return status.error();
}

Status PostgresSource::connect(const CallBudget &budget)
{
    SURGEDECK_TRY(plan, planConnection(m_settings.endpoint, m_settings));
    OpeningLog log;
    auto session = ReadSession::open(plan, m_firstTarget, budget, log);
    if (!session) {
        // libpq would begin with the silent one again and never come to the others.
        m_firstTarget = log.targetSilent ? (m_firstTarget + 1) % plan.targets.size() : m_firstTarget;
        return session.error();
    }
    m_session = std::move(*session);
    m_attention = plan.attention + attentionTo(m_session->server());
    m_isWarm = false;
    m_digests.forget();
    m_locks.forget();
    m_factsTimer.reset();
    m_credentialTimer.reset();
    return ok();
}

Status PostgresSource::readAll(const CallBudget &budget, PollResult &result)
{
    const int statementsBefore = m_session->statements();
    if (m_activityTimer.due()) {
        SURGEDECK_TRY(waiters, readSessions(result));
        SURGEDECK_CHECK(readLocks(waiters, result));
    }
    if (m_digests.due() && budget.left() > probeReserve)
        SURGEDECK_CHECK(readDigests(result));
    if (m_factsTimer.due() && budget.left() > probeReserve)
        SURGEDECK_CHECK(readFactsOf(result));
    if (m_credentialTimer.due() && budget.left() > probeReserve)
        SURGEDECK_CHECK(readNotices(result));
    return m_session->statements() == statementsBefore ? knock() : ok();
}

/// Probes that cost much wait for their turn. A poll that asked nothing would call a dead server alive.
Status PostgresSource::knock()
{
    SURGEDECK_TRY(rows, m_session->read("/* surgedeck */ select 1"));
    Q_UNUSED(rows);
    return ok();
}

Result<int> PostgresSource::readSessions(PollResult &result)
{
    const auto costBefore = m_session->inFlight();
    SURGEDECK_TRY(activity, readActivity(*m_session, m_texts));
    // A new session reads the catalogue into its caches first: that says nothing of the reads to come.
    m_activityTimer.ran(std::exchange(m_isWarm, true) ? m_session->inFlight() - costBefore
                                                      : std::chrono::nanoseconds(0));
    result.observations.emplace_back(std::move(activity.sample));
    return activity.lockWaiters;
}

Status PostgresSource::readLocks(int waiters, PollResult &result)
{
    const bool due = m_locks.due(waiters);
    m_locks.noteWaiters(waiters);
    if (waiters == 0)
        result.observations.emplace_back(LockGraph{});
    if (!due)
        return ok();
    SURGEDECK_TRY(graph, m_locks.read(*m_session, m_texts, waiters));
    result.observations.emplace_back(std::move(graph));
    return ok();
}

Status PostgresSource::readDigests(PollResult &result)
{
    SURGEDECK_TRY(deltas, m_digests.read(*m_session, m_texts));
    if (deltas)
        result.observations.emplace_back(std::move(*deltas));
    return ok();
}

Status PostgresSource::readFactsOf(PollResult &result)
{
    const auto costBefore = m_session->inFlight();
    auto facts = readFacts(*m_session);
    m_factsTimer.ran(m_session->inFlight() - costBefore);
    if (facts)
        result.observations.emplace_back(std::move(*facts));
    return facts || !m_session->isBroken() ? ok() : facts.error();
}

Status PostgresSource::readNotices(PollResult &result)
{
    const auto costBefore = m_session->inFlight();
    auto harm = harmOf(*m_session);
    m_credentialTimer.ran(m_session->inFlight() - costBefore);
    if (!harm && m_session->isBroken())
        return harm.error();
    QStringList attention = m_attention;
    if (!harm)
        attention << QStringLiteral("whether this credential could do harm is not known: %1").arg(harm.error().message);
    else if (!harm->isEmpty())
        attention << harmAdvice(m_session->server().role, *harm);
    result.observations.emplace_back(SourceNotices{{attention.begin(), attention.end()}});
    return ok();
}

/// Only on the session of the polls: while there is none, the server has other troubles than a plan.
Result<PollResult> PostgresSource::explain(const PlanRequest &request, std::stop_token stop)
{
    const EnglishMessages english;
    if (!m_session)
        return Error{Error::Kind::Unreachable, QStringLiteral("not connected now")};
    PollResult result;
    const int statementsBefore = m_session->statements();
    const auto inFlightBefore = m_session->inFlight();
    std::optional<Error> failure;
    {
        const SocketDeadline guard(m_session->socket(), planLimit, stop);
        auto plan = readStatementPlan(*m_session, request);
        if (plan)
            result.observations.emplace_back(std::move(*plan));
        else
            failure = m_session->isBroken() ? explained(plan.error(), guard, stop) : plan.error();
    }
    result.statements = m_session->statements() - statementsBefore;
    result.inFlight = m_session->inFlight() - inFlightBefore;
    if (m_session->isBroken())
        m_session.reset();
    return failure ? Result<PollResult>(*failure) : Result<PollResult>(std::move(result));
}

std::vector<DiagnosisStage> PostgresSource::diagnose(std::stop_token stop)
{
    const EnglishMessages english;
    return diagnoseServer(m_settings, CallBudget(m_clock, std::move(stop)));
}

Result<SourcePtr> createPostgresSource(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(plan, planConnection(settings.endpoint, settings));
    Q_UNUSED(plan);
    return SourcePtr(std::make_unique<PostgresSource>(settings, clock));
}

} // namespace surgedeck::postgres
