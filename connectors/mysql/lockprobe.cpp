// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/lockprobe.h"

#include "connectors/mysql/waitclasses.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr Milliseconds metadataCadence{5000};
constexpr int inverseDuty = 100;
constexpr qsizetype mostPreparedNames = 100;

std::vector<SessionRow> metadataWaiters(const std::vector<SessionRow> &sessions)
{
    std::vector<SessionRow> waiters;
    std::copy_if(sessions.begin(), sessions.end(), std::back_inserter(waiters),
                 [](const SessionRow &session) { return isMetadataLockWait(session.state); });
    return waiters;
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

} // namespace

Result<std::optional<LockGraph>> LockProbe::read(const PollContext &context, const Parts &parts)
{
    const auto waiters = metadataWaiters(parts.sessions);
    SURGEDECK_TRY(metadataRead, readMetadataWaits(context, waiters));
    // Who may not see others sees no waits for definitions either: that nobody waits is then not known.
    const bool unreadable = context.statements.transactions.isEmpty();
    if (parts.rowWaiters == 0 && waiters.empty() && !unreadable)
        return std::optional(LockGraph());
    if (!parts.engine.locksRead() && !metadataRead && !unreadable)
        return std::optional<LockGraph>();
    SURGEDECK_TRY(graph, makeGraph(context, parts));
    graph.waiters = parts.rowWaiters + static_cast<int>(waiters.size());
    return std::optional(std::move(graph));
}

/// True when the waits were read. A new queue is read at once.
Result<bool> LockProbe::readMetadataWaits(const PollContext &context, const std::vector<SessionRow> &waiters)
{
    const bool isNew = m_metadataWaits.empty();
    if (waiters.empty()) {
        m_metadataWaits.clear();
        m_nextMetadata.reset();
        return false;
    }
    if (!isNew && m_nextMetadata && m_clock.monotonic() < *m_nextMetadata)
        return false;
    const auto costBefore = context.session.cost().inFlight;
    std::optional<Answer> locks;
    Answer threads;
    m_metadataRefusal.clear();
    if (!context.statements.metadataLocks.isEmpty()) {
        Error refusal;
        SURGEDECK_TRY(answer, context.tryQuery(context.statements.metadataLocks, &refusal));
        locks = std::move(answer);
        m_metadataRefusal = refusal.message;
    }
    if (locks && !context.statements.threads.isEmpty()) {
        SURGEDECK_TRY(answer, context.tryQuery(context.statements.threads));
        threads = std::move(answer).value_or(Answer());
    }
    m_metadataWaits = metadataWaits(readMetadataLocks(locks.value_or(Answer()), threads), waiters);
    const auto stretched = (context.session.cost().inFlight - costBefore) * inverseDuty;
    m_nextMetadata = m_clock.monotonic() + std::max<std::chrono::nanoseconds>(metadataCadence, stretched);
    return true;
}

Result<LockGraph> LockProbe::makeGraph(const PollContext &context, const Parts &parts)
{
    static const EngineState nothing;
    const EngineState &engine = parts.rowWaiters > 0 ? parts.engine.locks() : nothing;
    const auto waits = rowWaits(engine);
    auto sessions = parts.sessions;
    LockGraphParts graphParts{engine, waits, m_metadataWaits, sessions, parts.programNames, {}};
    if (const auto missing = undescribedBlockers(graphParts); !missing.empty()) {
        SURGEDECK_TRY(
            answer,
            context.tryQuery(QString(context.statements.sessionsById).replace(QStringLiteral("%1"), idList(missing))));
        const auto rows = readSessionRows(answer.value_or(Answer()), m_statements);
        sessions.insert(sessions.end(), rows.begin(), rows.end());
    }
    if (hasBlockerWithoutSession(graphParts)) {
        SURGEDECK_TRY(names, preparedNames(context));
        graphParts.preparedNames = names;
    }
    LockGraph graph = lockGraph(graphParts);
    graph.cannotTell = cannotTell(context, parts, waits);
    return graph;
}

/// XA RECOVER: format, length of the global part, length of the branch part, both parts.
Result<QStringList> LockProbe::preparedNames(const PollContext &context)
{
    SURGEDECK_TRY(answer, context.tryQuery(QStringLiteral("XA RECOVER")));
    QStringList names;
    for (const Row &row : answer.value_or(Answer()).rows) {
        if (names.size() < mostPreparedNames)
            names << row.text(3);
    }
    return names;
}

QString LockProbe::cannotTell(const PollContext &context, const Parts &parts,
                              const std::vector<RowWait> &rowWaits) const
{
    if (context.statements.transactions.isEmpty())
        return QStringLiteral("without the right PROCESS nobody else's locks are visible: GRANT PROCESS ON *.* TO %1")
            .arg(context.features.account);
    if (parts.rowWaiters == 0)
        return metadataCannotTell(context);
    QString rows = parts.engine.cannotTell();
    const auto unexplained =
        std::count_if(rowWaits.begin(), rowWaits.end(), [](const RowWait &w) { return w.blockers.empty(); });
    if (rows.isEmpty() && rowWaits.empty())
        rows = QStringLiteral("the server counted %1 waiters, and described none of them a moment later")
                   .arg(parts.rowWaiters);
    const bool some = static_cast<double>(rowWaits.size()) < 0.9 * parts.rowWaiters - 5;
    if (rows.isEmpty() && some)
        rows = QStringLiteral("the server describes %1 of %2 waiters").arg(rowWaits.size()).arg(parts.rowWaiters);
    else if (rows.isEmpty() && unexplained > 0)
        rows = QStringLiteral("the server does not say whom %1 sessions wait for").arg(unexplained);
    return joined({rows, metadataCannotTell(context)});
}

QString LockProbe::metadataCannotTell(const PollContext &context) const
{
    const auto unexplained = std::count_if(m_metadataWaits.begin(), m_metadataWaits.end(),
                                           [](const MetadataWait &wait) { return wait.blockers.empty(); });
    if (unexplained == 0)
        return {};
    if (!m_metadataRefusal.isEmpty())
        return QStringLiteral("who holds the definition of the tables: %1").arg(m_metadataRefusal);
    if (!context.statements.metadataLocks.isEmpty())
        return QStringLiteral("the server does not say whom %1 sessions wait for to use a table").arg(unexplained);
    const QString how = context.features.isMariaDb() ? QStringLiteral("INSTALL SONAME 'metadata_lock_info'")
                                                     : QStringLiteral("performance_schema=ON");
    return QStringLiteral("%1 sessions wait for a table's definition, and this server does not say who holds it: %2")
        .arg(unexplained)
        .arg(how);
}

} // namespace surgedeck::mysql
