// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/queryplan.h"
#include "models/domain/states.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

// What sources see. Plain values: made on a worker, never changed after, carried to the journal and the stores.
// A number that the peer did not give is nullopt, never 0. Every text of a statement in here is already normalised:
// no literal leaves a connector. A new kind of observation is rare; the variant below makes the compiler list what to do.

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
    bool active = false; ///< a statement is in flight; an idle open transaction is listed and not active
    std::optional<Milliseconds> age;            ///< of the statement in flight, or of the idle state
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
    QString state; ///< "waiting", "active", "idle in transaction", "prepared transaction, no session"
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
    std::optional<double> lagSeconds; ///< of this server behind its writer, when it is a replica
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
    std::vector<Session> sessions; ///< its clients, ours left out; empty: none, too many of them, or no right to list them
    std::vector<SlowCommand> slowLog;
    std::vector<LatencyEvent> latency;
    bool operator==(const CacheStats &) const = default;
};

/// One server line of one balancer.
struct RouterServer
{
    QString instance; ///< the balancer's address
    QString backend;
    QString server;
    int weight = 0;
    int initialWeight = 0;
    bool up = false;
    QString status; ///< the balancer's own word: UP, DOWN, MAINT, DRAIN
    std::optional<double> requestsPerSecond;
    std::optional<double> errorsPerSecond; ///< 5xx
    std::optional<int> sessions;
    std::optional<int> queue;
    bool operator==(const RouterServer &) const = default;
};

/// A balancer that did not answer is an entry in `unreachable`, and unknown by itself; the others go on.
struct RouterSample
{
    std::vector<RouterServer> servers;
    std::vector<std::pair<QString, QString>> unreachable; ///< instance, why
    bool operator==(const RouterSample &) const = default;
};

/// The value of one watched expression.
struct WatchedValue
{
    QString key; ///< as in WatchedExpression
    std::optional<double> value; ///< nullopt: no sample, NaN, or `error`
    std::optional<WallTime> newestSample; ///< of the selectors that the expression touches, in our time
    QString error;
    QString remark; ///< the server's own warning about this value: partial data, say
    bool operator==(const WatchedValue &) const = default;
};

/// What one poll evaluated. An expression that is costly to its server is evaluated less often: a key that is not in
/// `values` keeps the value, and with it the age, that it had.
struct MetricSample
{
    WallTime evaluatedAt{};
    std::vector<WatchedValue> values;
    bool operator==(const MetricSample &) const = default;
};

struct MetricPoint
{
    WallTime time;
    double value = 0;
    bool operator==(const MetricPoint &) const = default;
};

/// What a watched expression was before we began to watch: comes once for each key, some polls after the first. Or what
/// it was around this time a week ago: comes again every hour.
struct MetricHistory
{
    QString key; ///< as in WatchedExpression
    std::vector<MetricPoint> points; ///< in order of time; where there was no value there is no point
    std::optional<Milliseconds> earlierBy{}; ///< a week, whose points carry the times of then; nullopt: the last hour
    bool operator==(const MetricHistory &) const = default;
};

/// What we found wrong with how we are connected: a credential that could do harm, plain text where TLS is the default.
struct SourceNotices
{
    std::vector<QString> attention;
    bool operator==(const SourceNotices &) const = default;
};

/// Made by the poller, not by sources: how the last attempt went and what watching costs.
struct SourceHealth
{
    SourceState state = SourceState::Unknown;
    QString error;
    Milliseconds interval{0};
    std::optional<WallTime> nextAttempt;  ///< set while we back off
    std::optional<WallTime> newestSample; ///< of what the last good poll brought
    std::optional<double> statementsPerSecond;
    std::optional<double> timeShare; ///< of wall time during which a statement of ours was in flight
    bool operator==(const SourceHealth &) const = default;
};

/// Something that was changed on purpose: a release, a flag, a job. `id` is the same however often it is told.
struct Change
{
    QString id;
    WallTime at{};
    QString kind; ///< deploy | flag | ddl | job | campaign | other; by us: weight | server
    QString title;
    QString by; ///< who did it; empty: nobody said
    bool operator==(const Change &) const = default;
};

/// What was changed, newest last. Told again as a whole whenever it grows.
struct Changes
{
    std::vector<Change> changes;
    bool operator==(const Changes &) const = default;
};

/// One alert of a rule, as the last evaluation of its group left it.
struct RuleAlert
{
    QString id;      ///< the same from one evaluation, and one start of the program, to the next
    QString name;    ///< of the rule
    QString summary; ///< the annotation of that name; outside text
    QString runbook; ///< id, or the URL that the rule gives
    Health severity = Health::Degraded;
    AlarmState state = AlarmState::Pending; ///< pending, firing, or source_lost: it fired, and nobody can tell whether it does
    WallTime since{};                       ///< of the condition
    std::optional<double> value;
    std::vector<std::pair<QString, QString>> labels; ///< in order of their names
    bool operator==(const RuleAlert &) const = default;
};

/// What is raised by rules of others' making: all alerts of the source, each time anew. One that is missing is over.
struct RuleAlerts
{
    WallTime evaluatedAt{};
    Milliseconds interval{0}; ///< the longest between two evaluations of a group: when the next ones are due
    int rules = 0;            ///< alerting and recording
    std::vector<RuleAlert> alerts;
    std::vector<std::pair<QString, QString>> faults; ///< name of a rule that can not be evaluated, why
    int beyond = 0;                                  ///< alerts that there are and that did not fit
    bool operator==(const RuleAlerts &) const = default;
};

/// What another Surgedeck has published for those who run the business: the document of `surgedeck health -o json`.
struct PublishedHealth
{
    QJsonObject document;
    bool operator==(const PublishedHealth &) const = default;
};

/// The platform was evaluated at the time of this record: holds and alarms count from such moments, so that a replay that
/// evaluates at the same ones comes to the same states. Of the program itself, not of a source.
struct EvaluationMark
{
    bool operator==(const EvaluationMark &) const = default;
};

/// One figure of a server that has no observation of its own kind: a queue's length, a pool's waiters.
struct Gauge
{
    QString name;    ///< as the metric would be called: "queue_messages"
    QString subject; ///< queue, pool, virtual host; empty: the server
    std::optional<double> value;
    QString unit; ///< as in the workspace: count, per_second, bytes, percent, seconds
    bool operator==(const Gauge &) const = default;
};

/// What a server says of itself, at most 2,000 figures: PgBouncer, PHP-FPM, nginx, RabbitMQ ...
struct ServerGauges
{
    QString engine;
    QString version;
    std::vector<Gauge> gauges;
    bool operator==(const ServerGauges &) const = default;
};

using Observation = std::variant<SourceHealth, SourceNotices, SessionSample, DigestDeltas, LockGraph, ServerFacts,
                                 CacheStats, RouterSample, MetricSample, MetricHistory, Changes, RuleAlerts,
                                 PublishedHealth, EvaluationMark, ServerGauges, QueryPlan>;

} // namespace surgedeck
