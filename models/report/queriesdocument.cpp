// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/queriesdocument.h"

#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

constexpr std::size_t mostSessions = 1'000;

QJsonObject toJson(const DigestRow &row)
{
    return {
        {QStringLiteral("id"), row.id},
        {QStringLiteral("text"), row.text},
        {QStringLiteral("active_now"), row.activeNow},
        {QStringLiteral("waiting_now"), row.waitingNow},
        {QStringLiteral("oldest_s"), jsonNumber(row.oldestSeconds)},
        {QStringLiteral("calls_per_s"), jsonNumber(row.callsPerSecond)},
        {QStringLiteral("mean_ms"), jsonNumber(row.meanMs)},
        {QStringLiteral("p95_ms"), jsonNumber(row.p95Ms)},
        {QStringLiteral("time_share"), jsonNumber(row.timeShare)},
        {QStringLiteral("vs_usual_basis"), !row.vsUsual         ? QStringLiteral("none")
                                           : row.usualDays > 0 ? QStringLiteral("journal")
                                                               : QStringLiteral("server_totals")},
        {QStringLiteral("first_seen"), row.firstSeen && row.firstSeenIsCertain ? QJsonValue(toRfc3339(*row.firstSeen))
                                                                               : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("rows_examined_per_sent"), jsonNumber(row.rowsExaminedPerSent)},
        {QStringLiteral("lock_share"), jsonNumber(row.lockShare)},
        {QStringLiteral("vs_usual"), jsonNumber(row.vsUsual)},
    };
}

QJsonObject toJson(const std::optional<ActiveSessions> &active)
{
    const auto number = [&](double ActiveSessions::*member) {
        return jsonNumber(active ? std::optional((*active).*member) : std::nullopt);
    };
    return {
        {QStringLiteral("running"), number(&ActiveSessions::running)},
        {QStringLiteral("lock"), number(&ActiveSessions::lock)},
        {QStringLiteral("io"), number(&ActiveSessions::io)},
        {QStringLiteral("client"), number(&ActiveSessions::client)},
        {QStringLiteral("other"), number(&ActiveSessions::other)},
    };
}

QJsonObject toJson(const Session &session)
{
    return {
        {QStringLiteral("id"), session.id},
        {QStringLiteral("user"), session.user},
        {QStringLiteral("application"), session.application},
        {QStringLiteral("client"), session.client},
        {QStringLiteral("database"), session.database},
        {QStringLiteral("state"), session.state},
        {QStringLiteral("wait"), jsonText(session.wait)},
        {QStringLiteral("age_s"), jsonSeconds(session.age)},
        {QStringLiteral("transaction_age_s"), jsonSeconds(session.transactionAge)},
        {QStringLiteral("digest"), jsonText(session.digest)},
        {QStringLiteral("text"), session.text},
        {QStringLiteral("identity"), jsonText(session.identity)},
    };
}

QJsonObject toJson(const LockNode &node)
{
    QJsonArray blockers;
    for (const QString &id : node.participant.blockedBy)
        blockers.append(id);
    return {
        {QStringLiteral("id"), node.participant.id},
        {QStringLiteral("blocked_by"), blockers},
        {QStringLiteral("root"), node.root},
        {QStringLiteral("blocks"), node.blocks},
        {QStringLiteral("age_s"), jsonSeconds(node.participant.age)},
        {QStringLiteral("object"), jsonText(node.participant.object)},
        {QStringLiteral("mode"), jsonText(node.participant.mode)},
        {QStringLiteral("state"), jsonText(node.participant.state)},
        {QStringLiteral("user"), jsonText(node.participant.user)},
        {QStringLiteral("application"), jsonText(node.participant.application)},
        {QStringLiteral("text"), jsonText(node.participant.text)},
        {QStringLiteral("rows_modified"), jsonNumber(node.participant.rowsModified)},
    };
}

QJsonObject toJson(const SlowCommand &slow)
{
    return {
        {QStringLiteral("id"), slow.id},
        {QStringLiteral("time"), toRfc3339(slow.time)},
        {QStringLiteral("duration_ms"), slow.durationMs},
        {QStringLiteral("command"), slow.command},
    };
}

QJsonObject toJson(const LatencyEvent &event)
{
    return {
        {QStringLiteral("event"), event.event},
        {QStringLiteral("time"), toRfc3339(event.time)},
        {QStringLiteral("latest_ms"), event.latestMs},
        {QStringLiteral("max_ms"), event.maxMs},
    };
}

template <typename Rows>
QJsonArray arrayOf(const Rows &rows, std::size_t most)
{
    QJsonArray array;
    for (const auto &row : rows) {
        if (static_cast<std::size_t>(array.size()) >= most)
            break;
        array.append(toJson(row));
    }
    return array;
}

QJsonObject toJson(const CacheStats &cache)
{
    const auto count = [](std::optional<int> value) {
        return jsonNumber(value ? std::optional<double>(*value) : std::nullopt);
    };
    return {
        {QStringLiteral("hit_ratio"), jsonNumber(cache.hitRatio)},
        {QStringLiteral("used_memory"), jsonNumber(cache.usedMemoryBytes)},
        {QStringLiteral("maxmemory"), jsonNumber(cache.maxMemoryBytes)},
        {QStringLiteral("evicted_per_s"), jsonNumber(cache.evictedPerSecond)},
        {QStringLiteral("ops_per_s"), jsonNumber(cache.opsPerSecond)},
        {QStringLiteral("slowlog"), arrayOf(cache.slowLog, mostSessions)},
        {QStringLiteral("latency"), arrayOf(cache.latency, mostSessions)},
        {QStringLiteral("clients"), count(cache.clients)},
    };
}

} // namespace

QJsonObject queriesDocument(const QueriesReport &report)
{
    const DatabaseView database = report.database.value_or(DatabaseView{});
    QJsonObject document = newDocument();
    document[QStringLiteral("time")] = toRfc3339(report.time);
    document[QStringLiteral("source")] = report.source;
    document[QStringLiteral("engine")] = jsonText(report.engine);
    document[QStringLiteral("window_s")] = jsonSeconds(database.window);
    document[QStringLiteral("digests")] = arrayOf(database.digests, database.digests.size());
    document[QStringLiteral("digests_reason")] = jsonText(database.digestReason);
    document[QStringLiteral("active")] = toJson(database.active);
    document[QStringLiteral("sessions")] = arrayOf(report.database || !report.cache ? database.sessions : report.cache->sessions, mostSessions);
    document[QStringLiteral("locks")] = arrayOf(database.locks, database.locks.size());
    document[QStringLiteral("lock_waiters")] = jsonNumber(
        report.database ? std::optional<double>(database.lockWaiters) : std::nullopt);
    document[QStringLiteral("locks_cannot_tell")] = jsonText(database.locksCannotTell);
    document[QStringLiteral("redis")] = report.cache ? QJsonValue(toJson(*report.cache)) : QJsonValue();
    return document;
}

} // namespace surgedeck
