// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/states.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

// What the sources of databases and caches see; observation.h says what holds for all observations.

namespace surgedeck {

/// Counts of active sessions by where they spend their time, over ALL sessions of the server, not only the listed ones.
struct ActiveSessions
{
    double running = 0;
    double lock = 0;
    double io = 0;
    double client = 0;
    double other = 0;

    double &of(WaitClass wait);
    double total() const { return running + lock + io + client + other; }
    bool operator==(const ActiveSessions &) const = default;
};

/// One session of a database. Ours are left out by the connector.
struct Session
{
    QString id; ///< PostgreSQL: pid, MySQL/MariaDB: thread id
    QString user;
    QString application;
    QString client; ///< host:port of the peer
    QString database;
    QString state; ///< the server's own word: "active", "idle in transaction", "Query", "Sleep"
    QString wait;  ///< the server's own words for what it waits for; empty: it runs or is idle
    WaitClass waitClass = WaitClass::Running;
    bool active = false;             ///< a statement is in flight; an idle open transaction is listed and not active
    std::optional<Milliseconds> age; ///< of the statement in flight, or of the idle state
    std::optional<Milliseconds> transactionAge; ///< of the open transaction
    QString digest;                             ///< SqlDigest::id of `text`; empty when there is no text
    QString text;                               ///< normalised: no literals
    /// What names exactly this session and transaction (pid + backend_start + xact_start, thread id + trx_id).
    QString identity;
    bool operator==(const Session &) const = default;
};

/// All active sessions at one moment, and idle ones that hold a transaction open. At most `listed` are in detail.
struct SessionSample
{
    std::vector<Session> sessions;
    ActiveSessions active;
    int connections = 0; ///< all, idle ones too
    std::optional<int> connectionLimit;
    bool truncated = false; ///< the server has more active sessions than `sessions` lists
    bool operator==(const SessionSample &) const = default;
};

/// What one digest added to the server's own totals between two reads.
struct DigestDelta
{
    QString digest; ///< SqlDigest::id of `text`
    QString text;   ///< normalised
    double calls = 0;
    double totalMs = 0;
    std::optional<double> p95Ms;
    std::optional<double> rowsExamined;
    std::optional<double> rowsSent;
    std::optional<double> lockMs;
    std::optional<double> usualMeanMs; ///< mean of this digest over the server's own totals, before this read
    bool operator==(const DigestDelta &) const = default;
};

/// Empty `digests` with a `reason`: this server does not say (performance_schema off, extension missing).
struct DigestDeltas
{
    Milliseconds window{0};
    std::vector<DigestDelta> digests;
    QString reason;
    bool operator==(const DigestDeltas &) const = default;
};

/// One participant of a lock queue. `blockedBy` holds direct blockers, which are participants too.
struct LockParticipant
{
    QString id; ///< session id, or the server's name of a prepared transaction without a session
    std::vector<QString> blockedBy;
    QString object; ///< table, index or object that it waits for or holds
    QString mode;
    QString state;                   ///< "waiting", "active", "idle in transaction", "prepared transaction, no session"
    std::optional<Milliseconds> age; ///< waiting since; for a root: transaction open since
    QString user;
    QString application;
    QString text; ///< normalised
    std::optional<double> rowsModified;
    bool operator==(const LockParticipant &) const = default;
};

/// Who waits for whom. `waiters` is the cheap count that is always read; the graph follows only when it is above 0.
struct LockGraph
{
    int waiters = 0;
    std::vector<LockParticipant> participants;
    QString cannotTell; ///< why the graph is missing or partial; empty when it is whole
    bool operator==(const LockGraph &) const = default;
};

struct ReplicaState
{
    QString peer;
    QString state;
    std::optional<double> lagSeconds;
    bool operator==(const ReplicaState &) const = default;
};

/// Slow facts of a database server.
struct ServerFacts
{
    QString engine; ///< postgresql | mysql | mariadb | redis
    QString version;
    std::optional<bool> isReplica;
    std::optional<double> lagSeconds;   ///< of this server behind its writer, when it is a replica
    std::vector<ReplicaState> replicas; ///< those that follow this server; on a replica: what it follows itself
    std::optional<bool> readOnly;       ///< the server takes no writes from ordinary accounts
    bool operator==(const ServerFacts &) const = default;
};

struct SlowCommand
{
    QString id;
    WallTime time;
    double durationMs = 0;
    QString command; ///< the command word and the number of its arguments; arguments are personal data
    bool operator==(const SlowCommand &) const = default;
};

struct LatencyEvent
{
    QString event;
    WallTime time;
    double latestMs = 0;
    double maxMs = 0;
    bool operator==(const LatencyEvent &) const = default;
};

/// One read of a Redis server. Rates are between this read and the one before.
struct CacheStats
{
    std::optional<double> hitRatio; ///< of the look-ups since the read before; nullopt without look-ups
    std::optional<double> usedMemoryBytes;
    std::optional<double> maxMemoryBytes; ///< nullopt: no limit is set
    std::optional<double> evictedPerSecond;
    std::optional<double> opsPerSecond;
    std::optional<int> clients;
    std::optional<int> blockedClients;
    std::vector<Session>
        sessions; ///< its clients, ours left out; empty: none, too many of them, or no right to list them
    std::vector<SlowCommand> slowLog;
    std::vector<LatencyEvent> latency;
    std::optional<double> usualHitRatio; ///< of all look-ups since the server started, those of hitRatio left out
    bool operator==(const CacheStats &) const = default;
};

} // namespace surgedeck
