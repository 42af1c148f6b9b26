// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisinfo.h"

namespace surgedeck {

namespace {

constexpr int mostFields = 2000;
constexpr int mostReplicas = 50;
constexpr double writerPingSeconds = 10;
constexpr double fewestLookups = 1'000; ///< since the server started: fewer are no habit

std::optional<int> count(const RedisInfo &info, const char *name)
{
    const auto number = info.number(name);
    return number && *number >= 0 && *number < 1e9 ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// "ip=10.0.0.2,port=6379,state=online,offset=1234,lag=1"
QHash<QByteArray, QByteArray> pairs(const QByteArray &text)
{
    QHash<QByteArray, QByteArray> result;
    for (const QByteArray &part : text.split(',')) {
        const auto equals = part.indexOf('=');
        if (equals > 0)
            result.insert(part.left(equals), part.mid(equals + 1));
    }
    return result;
}

ReplicaState replicaState(const QHash<QByteArray, QByteArray> &fields, std::optional<double> writerOffset)
{
    ReplicaState replica;
    replica.peer = QString::fromUtf8(fields.value("ip") + ':' + fields.value("port"));
    replica.state = QString::fromUtf8(fields.value("state"));
    bool hasLag = false;
    bool hasOffset = false;
    const double lag = fields.value("lag").toDouble(&hasLag);
    const double offset = fields.value("offset").toDouble(&hasOffset);
    if (replica.state != QLatin1String("online"))
        return replica;
    if (hasOffset && writerOffset && offset >= *writerOffset)
        replica.lagSeconds = 0;
    else if (hasLag && lag >= 0)
        replica.lagSeconds = lag;
    return replica;
}

void addWriter(const RedisInfo &info, ServerFacts &facts)
{
    ReplicaState writer;
    writer.peer = QString::fromUtf8(info.text("master_host") + ':' + info.text("master_port"));
    const bool linked = info.text("master_link_status") == "up";
    if (linked) {
        writer.state = QStringLiteral("writer, link up");
        const auto silence = info.number("master_last_io_seconds_ago");
        if (silence)
            facts.lagSeconds = *silence > writerPingSeconds ? *silence : 0;
    } else if (info.number("master_sync_in_progress").value_or(0) != 0) {
        writer.state = QStringLiteral("writer, copying its dataset");
    } else {
        writer.state = QStringLiteral("writer, link down");
    }
    const auto down = info.number("master_link_down_since_seconds");
    if (!linked && down && *down >= 0)
        facts.lagSeconds = *down;
    writer.lagSeconds = facts.lagSeconds;
    facts.replicas.push_back(writer);
}

std::optional<double> ratio(double part, double rest)
{
    return part + rest > 0 ? std::optional(part / (part + rest)) : std::nullopt;
}

} // namespace

RedisInfo RedisInfo::parse(const QByteArray &text)
{
    RedisInfo info;
    for (qsizetype start = 0; start < text.size() && info.m_fields.size() < mostFields;) {
        auto end = text.indexOf('\n', start);
        end = end < 0 ? text.size() : end;
        const QByteArray line = text.mid(start, end - start).trimmed();
        const auto colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith('#'))
            info.m_fields.insert(line.left(colon), line.mid(colon + 1));
        start = end + 1;
    }
    return info;
}

std::optional<double> RedisInfo::number(const char *name) const
{
    bool isNumber = false;
    const double value = m_fields.value(name).toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

Result<RedisIdentity> redisIdentity(const RedisInfo &server)
{
    if (!server.has("redis_version") || !server.has("run_id"))
        return Error{Error::Kind::Protocol, QStringLiteral("the answer to INFO is not a Redis server's")};
    if (server.text("redis_mode") == "sentinel")
        return Error{Error::Kind::Protocol, QStringLiteral("this is a Redis Sentinel, not a Redis server")};
    RedisIdentity identity;
    identity.version = QString::fromUtf8(server.text("redis_version").left(40));
    identity.major = server.text("redis_version").split('.').first().toInt();
    if (server.has("valkey_version"))
        identity.version = QStringLiteral("Valkey ") + QString::fromUtf8(server.text("valkey_version").left(40));
    identity.runId = server.text("run_id");
    if (const auto time = server.number("server_time_usec"))
        identity.serverTime = WallTime(Milliseconds(static_cast<qint64>(*time / 1000)));
    return identity;
}

std::vector<QByteArrayList> redisSections(int majorVersion)
{
    const QByteArrayList needed = {"clients", "memory", "persistence", "stats", "replication"};
    if (majorVersion >= 7)
        return {needed};
    std::vector<QByteArrayList> single;
    for (const QByteArray &section : needed)
        single.push_back({section});
    return single;
}

Status redisServes(const RedisInfo &info)
{
    if (info.number("loading").value_or(0) == 0)
        return ok();
    QString words = QStringLiteral("the server is loading its dataset into memory");
    if (const auto share = info.number("loading_loaded_perc"))
        words += QStringLiteral(": %1 %").arg(*share, 0, 'f', 0);
    if (const auto left = info.number("loading_eta_seconds"))
        words += QStringLiteral(", %1 s left").arg(*left, 0, 'f', 0);
    return Error{Error::Kind::Unreachable, words};
}

ServerFacts redisFacts(const RedisInfo &info, const RedisIdentity &identity)
{
    ServerFacts facts;
    facts.engine = QStringLiteral("redis");
    facts.version = identity.version;
    if (!info.has("role"))
        return facts;
    facts.isReplica = info.text("role") == "slave";
    if (*facts.isReplica)
        addWriter(info, facts);
    for (int i = 0; i < mostReplicas; ++i) {
        const QByteArray line = info.text(QByteArray("slave" + QByteArray::number(i)).constData());
        if (line.isEmpty())
            break;
        facts.replicas.push_back(replicaState(pairs(line), info.number("master_repl_offset")));
    }
    return facts;
}

CacheStats RedisRates::fold(const RedisInfo &info, const QByteArray &runId, MonoTime at, int ownCommands)
{
    CacheStats stats;
    stats.usedMemoryBytes = info.number("used_memory");
    stats.maxMemoryBytes = info.number("maxmemory");
    if (stats.maxMemoryBytes == 0.0)
        stats.maxMemoryBytes.reset();
    stats.clients = count(info, "connected_clients");
    stats.blockedClients = count(info, "blocked_clients");
    auto now = counters(info);
    if (now) {
        now->runId = runId;
        now->at = at;
        fillRates(stats, *now, ownCommands);
    }
    m_before = now;
    return stats;
}

std::optional<RedisRates::Counters> RedisRates::counters(const RedisInfo &info)
{
    const auto hits = info.number("keyspace_hits");
    const auto misses = info.number("keyspace_misses");
    const auto evicted = info.number("evicted_keys");
    const auto commands = info.number("total_commands_processed");
    if (!hits || !misses || !evicted || !commands)
        return std::nullopt;
    return Counters{{}, {}, *hits, *misses, *evicted, *commands};
}

void RedisRates::fillRates(CacheStats &stats, const Counters &now, int ownCommands) const
{
    if (!m_before || m_before->runId != now.runId || now.at <= m_before->at)
        return;
    const double seconds = toSeconds(now.at - m_before->at);
    const double hits = now.hits - m_before->hits;
    const double misses = now.misses - m_before->misses;
    const double evicted = now.evicted - m_before->evicted;
    const double commands = now.commands - m_before->commands;
    if (hits < 0 || misses < 0 || evicted < 0 || commands < 0)
        return;
    stats.hitRatio = ratio(hits, misses);
    // A console that is opened in the middle of a fault has no past of its own: the server has.
    if (m_before->hits + m_before->misses >= fewestLookups)
        stats.usualHitRatio = ratio(m_before->hits, m_before->misses);
    stats.evictedPerSecond = evicted / seconds;
    stats.opsPerSecond = std::max(0.0, commands - ownCommands) / seconds;
}

} // namespace surgedeck
