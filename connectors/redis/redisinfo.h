// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/observation.h"

#include <QByteArrayList>
#include <QHash>

namespace surgedeck {

/// The fields of an INFO answer, of whatever sections were asked for (redis.io/docs/latest/commands/info).
class RedisInfo
{
public:
    static RedisInfo parse(const QByteArray &text); ///< lines that are none are left out; at most 2,000 fields

    QByteArray text(const char *name) const { return m_fields.value(name); }
    std::optional<double> number(const char *name) const;
    bool has(const char *name) const { return m_fields.contains(name); }
    void merge(const RedisInfo &other) { m_fields.insert(other.m_fields); }

private:
    QHash<QByteArray, QByteArray> m_fields;
};

/// What the server says of itself once per connection.
struct RedisIdentity
{
    QString version;
    int major = 0;
    QByteArray runId;
    std::optional<WallTime> serverTime;
};

/// Error: Protocol when the answer is no Redis server's: a sentinel, or no INFO at all.
Result<RedisIdentity> redisIdentity(const RedisInfo &server);

/// What a poll asks for: one INFO with several sections since Redis 7, one for each before.
std::vector<QByteArrayList> redisSections(int majorVersion);

/// Error: Unreachable while the server loads its dataset and serves nobody.
Status redisServes(const RedisInfo &info);

/// Role and replication. Of a replica: its writer is listed as a peer too, with the state of the link. Lag of a replica
/// is 0 while the stream flows (what arrived is applied), the silence beyond the writer's 10 s ping, or the time since
/// the link broke. Lag of a listed replica is 0 at our offset, else the seconds since it last acknowledged.
ServerFacts redisFacts(const RedisInfo &info, const RedisIdentity &identity);

/// Turns counters into rates between two reads of the same server. A counter that went back (restart, CONFIG RESETSTAT)
/// or another run_id gives no rate for that read.
class RedisRates
{
public:
    /// `ownCommands`: what we sent since the read before; it is left out of the operations.
    CacheStats fold(const RedisInfo &info, const QByteArray &runId, MonoTime at, int ownCommands);

private:
    struct Counters
    {
        QByteArray runId;
        MonoTime at;
        double hits = 0;
        double misses = 0;
        double evicted = 0;
        double commands = 0;
    };

    static std::optional<Counters> counters(const RedisInfo &info);
    void fillRates(CacheStats &stats, const Counters &now, int ownCommands) const;

    std::optional<Counters> m_before;
};

} // namespace surgedeck
