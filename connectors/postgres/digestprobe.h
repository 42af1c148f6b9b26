// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/postgres/readsession.h"
#include "connectors/postgres/statementcounters.h"
#include "connectors/postgres/statementtexts.h"
#include "models/domain/observation.h"

namespace surgedeck::postgres {

/// Reads the counters of pg_stat_statements, without texts, and says what moved. Texts are read only for statements
/// that moved much and are not known yet, because the server loads its whole file of texts to give one. Worker thread.
class DigestProbe
{
public:
    explicit DigestProbe(const Clock &clock);

    bool due() const { return m_timer->due(); }
    /// What moved since the read before; nullopt at the first one. An Error only when the session is broken.
    Result<std::optional<DigestDeltas>> read(ReadSession &session, StatementTexts &texts);
    /// The next read is a first one: it may be another server that answers.
    void forget();

private:
    struct Snapshot
    {
        MonoTime at;
        StatementTotals totals;
        ReadScope scope = ReadScope::Whole;
        QString resetAt;
    };

    Status findExtension(ReadSession &session);
    Result<Snapshot> readSnapshot(ReadSession &session);
    std::vector<StatementMove> movesSince(const Snapshot &before, const Snapshot &now) const;
    Status learnTexts(ReadSession &session, const std::vector<StatementMove> &moves, StatementTexts &texts);
    DigestDeltas unavailable(const QString &reason);
    QString reasonFor(const ReadSession &session, const Error &error) const;

    const Clock &m_clock;
    std::optional<ProbeTimer> m_timer;
    std::optional<ProbeTimer> m_textTimer;
    std::optional<Snapshot> m_before;
    std::string m_schema; ///< of the extension, quoted by the server; empty: not looked up
    bool m_knowsTopLevel = false;
};

/// What the moves amount to by digest: query ids with one digest are one, ours are left out.
std::vector<DigestDelta> deltasOf(const std::vector<StatementMove> &moves, const StatementTexts &texts);

} // namespace surgedeck::postgres
