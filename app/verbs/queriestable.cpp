// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/queriestable.h"

#include "app/verbs/texttable.h"
#include "models/base/timetext.h"

#include <QTextStream>

namespace surgedeck {

namespace {

using Align = TextTable::Align;
constexpr std::size_t mostRows = 30;

void printDigests(QTextStream &out, const DatabaseView &database)
{
    TextTable table({{QStringLiteral("SHARE %"), Align::Right}, {QStringLiteral("ACTIVE"), Align::Right},
                     {QStringLiteral("WAITING"), Align::Right}, {QStringLiteral("OLDEST S"), Align::Right},
                     {QStringLiteral("CALLS/S"), Align::Right}, {QStringLiteral("MEAN MS"), Align::Right},
                     {QStringLiteral("DIGEST")}});
    for (std::size_t i = 0; i < database.digests.size() && i < mostRows; ++i) {
        const DigestRow &row = database.digests[i];
        table.add({cell(row.timeShare * 100, 1), QString::number(row.activeNow), QString::number(row.waitingNow),
                   cell(row.oldestSeconds, 1), cell(row.callsPerSecond, 1), cell(row.meanMs, 2), row.text});
    }
    table.print(out);
    if (!database.digestReason.isEmpty())
        out << "server totals: " << database.digestReason << '\n';
}

void printSessions(QTextStream &out, const std::vector<Session> &sessions)
{
    if (sessions.empty())
        return;
    TextTable table({{QStringLiteral("SESSION")}, {QStringLiteral("USER")}, {QStringLiteral("CLIENT")},
                     {QStringLiteral("STATE")}, {QStringLiteral("WAIT")}, {QStringLiteral("AGE S"), Align::Right},
                     {QStringLiteral("TRX S"), Align::Right}, {QStringLiteral("STATEMENT")}});
    const auto seconds = [](const std::optional<Milliseconds> &age) {
        return cell(age ? std::optional(toSeconds(*age)) : std::nullopt, 1);
    };
    for (std::size_t i = 0; i < sessions.size() && i < mostRows; ++i) {
        const Session &session = sessions[i];
        table.add({session.id, session.user, session.client, session.state, session.wait, seconds(session.age),
                   seconds(session.transactionAge), session.text});
    }
    out << '\n';
    table.print(out);
    if (sessions.size() > mostRows)
        out << "and " << sessions.size() - mostRows << " more\n";
}

void printLocks(QTextStream &out, const DatabaseView &database)
{
    if (!database.locksCannotTell.isEmpty())
        out << "locks: " << database.locksCannotTell << '\n';
    if (database.locks.empty() && database.lockWaiters > 0)
        out << database.lockWaiters << " sessions wait for a lock\n";
    else if (database.locks.empty() && database.locksCannotTell.isEmpty())
        out << "no lock waits\n";
    if (database.locks.empty())
        return;
    TextTable table({{QStringLiteral("SESSION")}, {QStringLiteral("BLOCKS"), Align::Right},
                     {QStringLiteral("AGE S"), Align::Right}, {QStringLiteral("STATE")}, {QStringLiteral("OBJECT")},
                     {QStringLiteral("STATEMENT")}});
    for (std::size_t i = 0; i < database.locks.size() && i < mostRows; ++i) {
        const LockNode &node = database.locks[i];
        const auto age = node.participant.age ? std::optional(toSeconds(*node.participant.age)) : std::nullopt;
        const QString mark = node.root ? QStringLiteral("root ") : QString(2 * std::min(node.depth, 8), QLatin1Char(' '));
        table.add({mark + node.participant.id, QString::number(node.blocks), cell(age, 1), node.participant.state,
                   node.participant.object, node.participant.text});
    }
    table.print(out);
    if (database.locks.size() > mostRows)
        out << "and " << database.locks.size() - mostRows << " more\n";
}

void printDatabase(QTextStream &out, const DatabaseView &database)
{
    if (database.active) {
        const ActiveSessions &active = *database.active;
        out << "active sessions: " << cell(active.total(), 1) << " (running " << cell(active.running, 1) << ", lock "
            << cell(active.lock, 1) << ", io " << cell(active.io, 1) << ", client " << cell(active.client, 1) << ", other "
            << cell(active.other, 1) << "), average of " << cell(toSeconds(database.window), 0) << " s\n";
    }
    out << "connections: " << database.connections;
    if (database.connectionLimit)
        out << " of " << *database.connectionLimit;
    out << "\n\n";
    printDigests(out, database);
    out << '\n';
    printLocks(out, database);
    printSessions(out, database.sessions);
}

void printCache(QTextStream &out, const CacheStats &cache)
{
    const auto count = [](std::optional<int> value) { return value ? QString::number(*value) : QStringLiteral("-"); };
    const auto megabytes = [](std::optional<double> bytes) {
        return cell(bytes ? std::optional(*bytes / 1048576) : std::nullopt, 1);
    };
    const auto percent = cache.hitRatio ? std::optional(*cache.hitRatio * 100) : std::nullopt;
    out << "hit ratio " << cell(percent, 2) << " %, memory " << megabytes(cache.usedMemoryBytes) << " of "
        << megabytes(cache.maxMemoryBytes) << " MiB, evicted " << cell(cache.evictedPerSecond, 1) << " /s, "
        << cell(cache.opsPerSecond, 0) << " commands/s, clients " << count(cache.clients) << "\n\n";
    TextTable table({{QStringLiteral("SLOW COMMAND")}, {QStringLiteral("MS"), Align::Right}, {QStringLiteral("AT")}});
    for (std::size_t i = 0; i < cache.slowLog.size() && i < mostRows; ++i)
        table.add({cache.slowLog[i].command, cell(cache.slowLog[i].durationMs, 2), toRfc3339(cache.slowLog[i].time)});
    table.print(out);
    printSessions(out, cache.sessions);
}

} // namespace

void printQueriesTable(QTextStream &out, const QueriesReport &report)
{
    out << report.source << " (" << report.engine << "), " << toRfc3339(report.time) << "\n\n";
    if (report.database)
        printDatabase(out, *report.database);
    if (report.cache)
        printCache(out, *report.cache);
    if (!report.database && !report.cache)
        out << "no answer\n";
}

} // namespace surgedeck
