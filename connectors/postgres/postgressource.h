// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/digestprobe.h"
#include "connectors/postgres/lockprobe.h"
#include "models/domain/source.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck::postgres {

/// Reads one PostgreSQL server, 13 or later, over one session that is kept open. At every poll the sessions, as often
/// as their cost allows; every 5 s what ended (pg_stat_statements) and, while somebody waits, who waits for whom; every
/// 10 s the facts. Each probe stretches its own cadence so that it costs the server at most 1 % of one core.
class PostgresSource final : public Source
{
public:
    PostgresSource(SourceSettings settings, const Clock &clock);
    ~PostgresSource() override;

    Result<PollResult> poll(std::stop_token stop) override;
    Result<PollResult> explain(const PlanRequest &request, std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    Status connect(const CallBudget &budget);
    Status readAll(const CallBudget &budget, PollResult &result);
    Status knock();
    Result<int> readSessions(PollResult &result);
    Status readLocks(int waiters, PollResult &result);
    Status readDigests(PollResult &result);
    Status readFactsOf(PollResult &result);
    Status readNotices(PollResult &result);

    SourceSettings m_settings;
    const Clock &m_clock;
    std::unique_ptr<ReadSession> m_session;
    std::size_t m_firstTarget = 0;
    QStringList m_attention; ///< to the connection in use
    bool m_isWarm = false;   ///< the session in use has read sessions before

    StatementTexts m_texts;
    ProbeTimer m_activityTimer;
    ProbeTimer m_factsTimer;
    ProbeTimer m_credentialTimer;
    DigestProbe m_digests;
    LockProbe m_locks;
};

/// The source of type "postgresql".
Result<SourcePtr> createPostgresSource(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck::postgres
