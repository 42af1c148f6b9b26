// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/mysqlsource.h"

#include "connectors/base/probetimer.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/mysql/credential.h"
#include "connectors/mysql/digestprobe.h"
#include "connectors/mysql/doctor.h"
#include "connectors/mysql/factsprobe.h"
#include "connectors/mysql/lockprobe.h"
#include "connectors/mysql/sessionsample.h"
#include "connectors/mysql/statementplan.h"
#include "models/domain/sourcesettings.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostListed = 1'000;
constexpr Milliseconds longestIdle{45'000}; // our own wait_timeout is 60 s
constexpr Milliseconds planLimit{2'000};
constexpr Milliseconds mariaDbAccuracy{50};
constexpr Milliseconds mySqlAccuracy{1'000};
/// The list of sessions costs what there are: with 700 that work it is read every other second, not every second.
constexpr int inverseSessionsShare = 400;

class MysqlSource final : public Source
{
public:
    MysqlSource(const SourceSettings &settings, ConnectionOptions options, const Clock &clock)
        : m_settings(settings)
        , m_options(std::move(options))
        , m_clock(clock)
        , m_session(clock)
        , m_engine(clock)
        , m_locks(clock)
        , m_digests(clock)
        , m_facts(clock)
        , m_sessionsTimer(clock, Milliseconds(0), inverseSessionsShare)
    {
    }

    Result<PollResult> poll(std::stop_token stop) override
    {
        const Deadline deadline(callDeadline, std::move(stop));
        const Cost before = m_session.cost();
        PollResult result;
        SURGEDECK_CHECK(connect(deadline, result));
        SURGEDECK_CHECK(observe(deadline, result));
        m_lastPoll = m_clock.monotonic();
        result.statements = m_session.cost().statements - before.statements;
        result.inFlight = m_session.cost().inFlight - before.inFlight;
        return result;
    }

    /// Only on the session of the polls: while there is none, the server has other troubles than a plan.
    Result<PollResult> explain(const PlanRequest &request, std::stop_token stop) override
    {
        if (!m_ready || !m_session.isOpen())
            return Error{Error::Kind::Unreachable, QStringLiteral("not connected now")};
        const Deadline deadline(planLimit, std::move(stop));
        const Cost before = m_session.cost();
        SURGEDECK_TRY(plan, readStatementPlan(contextFor(deadline), {request, m_samples.find(request.digest),
                                                                     m_digests.schemaOf(request.digest)}));
        PollResult result;
        result.observations.emplace_back(plan);
        result.statements = m_session.cost().statements - before.statements;
        result.inFlight = m_session.cost().inFlight - before.inFlight;
        return result;
    }

    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override
    {
        return mysql::diagnose(m_settings, m_options, m_clock, std::move(stop));
    }

private:
    struct SessionsRead
    {
        std::vector<SessionRow> rows;
        bool truncated = false;
    };

    Status connect(const Deadline &deadline, PollResult &result)
    {
        const bool idleTooLong = m_lastPoll && m_clock.monotonic() - *m_lastPoll > longestIdle;
        if (m_ready && m_session.isOpen() && !idleTooLong)
            return ok();
        m_ready = false;
        SURGEDECK_CHECK(m_session.open(m_options, deadline));
        SURGEDECK_TRY(features, detectFeatures(m_session, deadline));
        m_features = features;
        m_statements = statementsFor(m_features);
        const PollContext context = contextFor(deadline);
        for (const QString &setting : m_statements.settings)
            SURGEDECK_CHECK(context.tryQuery(setting));
        SURGEDECK_TRY(grants, readGrants(m_session, m_features, deadline));
        m_features.account = accountOf(grants);
        m_digests.reset(m_statements);
        m_samples.clear();
        m_facts.reset();
        m_engine.reset();
        m_sessionsTimer.reset();
        m_ready = true;
        result.observations.push_back(notices(grants));
        return ok();
    }

    SourceNotices notices(const std::vector<Grant> &grants) const
    {
        SourceNotices notices;
        for (const QString &text : m_options.attention + credentialNotices(m_features, grants))
            notices.attention.push_back(text);
        return notices;
    }

    PollContext contextFor(const Deadline &deadline)
    {
        return {m_session, m_features, m_statements, deadline, m_clock};
    }

    Status observe(const Deadline &deadline, PollResult &result)
    {
        const PollContext context = contextFor(deadline);
        SURGEDECK_TRY(answer, context.query(m_statements.counters));
        const Counters counters = readCounters(answer);
        SURGEDECK_CHECK(m_engine.read(context, counters.rowWaiters, m_trust));
        SURGEDECK_CHECK(m_facts.readProgramNames(context));
        const bool sampled = m_sessionsTimer.due() || m_engine.locksRead();
        if (sampled) {
            SURGEDECK_CHECK(readSessions(context));
        }
        SURGEDECK_TRY(facts, m_facts.read(context, m_sessions.rows));
        if (sampled) {
            SURGEDECK_TRY(sample, makeSample(context, counters));
            result.observations.push_back(std::move(sample));
        }
        SURGEDECK_TRY(graph,
                      m_locks.read(context, {m_engine, m_sessions.rows, m_facts.programNames(), counters.rowWaiters}));
        if (graph)
            result.observations.push_back(std::move(*graph));
        SURGEDECK_TRY(deltas, m_digests.read(context));
        if (deltas)
            result.observations.push_back(std::move(*deltas));
        if (facts)
            result.observations.push_back(std::move(*facts));
        return ok();
    }

    Status readSessions(const PollContext &context)
    {
        const auto costBefore = m_session.cost().inFlight;
        const auto idle = sessionsToList(m_engine.transactions());
        SURGEDECK_TRY(answer, context.query(QString(m_statements.sessions)
                                                .replace(QStringLiteral("%1"), idList(idle))
                                                .replace(QStringLiteral("%2"), QString::number(mostListed + 1))));
        const bool forged = forgesEngineStatus(answer);
        if (forged && m_trust == EngineReader::Trust::Status)
            m_engine.distrust();
        m_trust = forged ? EngineReader::Trust::TablesOnly : EngineReader::Trust::Status;
        m_sessionsTimer.ran(m_session.cost().inFlight - costBefore);
        m_sessions = {readSessionRows(answer, m_statementMemory), answer.rows.size() > mostListed};
        keepSamples(answer, m_sessions.rows, m_samples);
        return ok();
    }

    Result<SessionSample> makeSample(const PollContext &context, const Counters &counters)
    {
        const Milliseconds accuracy = m_features.isMariaDb() ? mariaDbAccuracy : mySqlAccuracy;
        SessionSample sample = sessionSample({m_sessions.rows, counters, m_engine.transactions(), m_engine.age(),
                                              accuracy, m_facts.programNames(), m_session.threadId()});
        sample.connections = counters.connected.value_or(0);
        sample.connectionLimit = m_facts.connectionLimit();
        if (!m_features.processRight) {
            sample = unseen(counters, std::move(sample));
        } else if (m_sessions.truncated) {
            sample.truncated = true;
            SURGEDECK_TRY(counts, context.tryQuery(m_statements.sessionCounts));
            if (counts)
                sample.active = countAll(*counts, counters);
        }
        return sample;
    }

    /// Without the right to see other sessions only the server's own count of running ones is known.
    static SessionSample unseen(const Counters &counters, SessionSample sample)
    {
        sample.sessions.clear();
        sample.active = {};
        sample.active.lock = counters.rowWaiters;
        sample.active.other = std::max(0, counters.running.value_or(1) - 1 - counters.rowWaiters);
        sample.truncated = true;
        return sample;
    }

    const SourceSettings m_settings;
    const ConnectionOptions m_options;
    const Clock &m_clock;
    Session m_session;
    Features m_features;
    Statements m_statements;
    EngineReader m_engine;
    LockProbe m_locks;
    DigestProbe m_digests;
    FactsProbe m_facts;
    ProbeTimer m_sessionsTimer;
    SessionsRead m_sessions;
    StatementMemory m_statementMemory;
    StatementSamples m_samples;
    EngineReader::Trust m_trust = EngineReader::Trust::Status;
    std::optional<MonoTime> m_lastPoll;
    bool m_ready = false; ///< the session is open and prepared
};

} // namespace

Result<SourcePtr> createMysqlSource(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(options, connectionOptions(settings.endpoint, settings, userOptionFile()));
    return SourcePtr(std::make_unique<MysqlSource>(settings, options, clock));
}

} // namespace surgedeck::mysql
