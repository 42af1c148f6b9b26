// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/databaseobservations.h"
#include "models/domain/fieldlist.h"
#include "models/domain/queryplan.h"

// The fields of what databases and caches see, as records name them (recordjson.h).

namespace surgedeck {

template <typename Archive, FieldsOf<Session> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, user, application, client, database, state, wait, waitClass, active, age, transactionAge, digest, text,
           identity] = v;
    a("id", id);
    a("user", user);
    a("application", application);
    a("client", client);
    a("database", database);
    a("state", state);
    a("wait", wait);
    a("wait_class", waitClass);
    a("active", active);
    a("age_ms", age);
    a("transaction_age_ms", transactionAge);
    a("digest", digest);
    a("text", text);
    a("identity", identity);
}

template <typename Archive, FieldsOf<ActiveSessions> Value>
void fields(Archive &a, Value &v)
{
    auto &[running, lock, io, client, other] = v;
    a("running", running);
    a("lock", lock);
    a("io", io);
    a("client", client);
    a("other", other);
}

template <typename Archive, FieldsOf<SessionSample> Value>
void fields(Archive &a, Value &v)
{
    auto &[sessions, active, connections, connectionLimit, truncated] = v;
    a("sessions", sessions);
    a("active", active);
    a("connections", connections);
    a("connection_limit", connectionLimit);
    a("truncated", truncated);
}

template <typename Archive, FieldsOf<DigestDelta> Value>
void fields(Archive &a, Value &v)
{
    auto &[digest, text, calls, totalMs, p95Ms, rowsExamined, rowsSent, lockMs, usualMeanMs] = v;
    a("digest", digest);
    a("text", text);
    a("calls", calls);
    a("total_ms", totalMs);
    a("p95_ms", p95Ms);
    a("rows_examined", rowsExamined);
    a("rows_sent", rowsSent);
    a("lock_ms", lockMs);
    a("usual_mean_ms", usualMeanMs);
}

template <typename Archive, FieldsOf<DigestDeltas> Value>
void fields(Archive &a, Value &v)
{
    auto &[window, digests, reason] = v;
    a("window_ms", window);
    a("digests", digests);
    a("reason", reason);
}

template <typename Archive, FieldsOf<LockParticipant> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, blockedBy, object, mode, state, age, user, application, text, rowsModified] = v;
    a("id", id);
    a("blocked_by", blockedBy);
    a("object", object);
    a("mode", mode);
    a("state", state);
    a("age_ms", age);
    a("user", user);
    a("application", application);
    a("text", text);
    a("rows_modified", rowsModified);
}

template <typename Archive, FieldsOf<LockGraph> Value>
void fields(Archive &a, Value &v)
{
    auto &[waiters, participants, cannotTell] = v;
    a("waiters", waiters);
    a("participants", participants);
    a("cannot_tell", cannotTell);
}

template <typename Archive, FieldsOf<ReplicaState> Value>
void fields(Archive &a, Value &v)
{
    auto &[peer, state, lagSeconds] = v;
    a("peer", peer);
    a("state", state);
    a("lag_s", lagSeconds);
}

template <typename Archive, FieldsOf<ServerFacts> Value>
void fields(Archive &a, Value &v)
{
    auto &[engine, version, isReplica, lagSeconds, replicas, readOnly] = v;
    a("engine", engine);
    a("version", version);
    a("is_replica", isReplica);
    a("lag_s", lagSeconds);
    a("replicas", replicas);
    a("read_only", readOnly);
}

template <typename Archive, FieldsOf<SlowCommand> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, time, durationMs, command] = v;
    a("id", id);
    a("time_ms", time);
    a("duration_ms", durationMs);
    a("command", command);
}

template <typename Archive, FieldsOf<LatencyEvent> Value>
void fields(Archive &a, Value &v)
{
    auto &[event, time, latestMs, maxMs] = v;
    a("event", event);
    a("time_ms", time);
    a("latest_ms", latestMs);
    a("max_ms", maxMs);
}

template <typename Archive, FieldsOf<CacheStats> Value>
void fields(Archive &a, Value &v)
{
    auto &[hitRatio, usedMemoryBytes, maxMemoryBytes, evictedPerSecond, opsPerSecond, clients, blockedClients, sessions,
           slowLog, latency, usualHitRatio] = v;
    a("hit_ratio", hitRatio);
    a("used_memory_bytes", usedMemoryBytes);
    a("max_memory_bytes", maxMemoryBytes);
    a("evicted_per_s", evictedPerSecond);
    a("ops_per_s", opsPerSecond);
    a("clients", clients);
    a("blocked_clients", blockedClients);
    a("sessions", sessions);
    a("slow_log", slowLog);
    a("latency", latency);
    a("usual_hit_ratio", usualHitRatio);
}

template <typename Archive, FieldsOf<PlanStep> Value>
void fields(Archive &a, Value &v)
{
    auto &[depth, operation, object, index, condition, rows, cost, readsWhole] = v;
    a("depth", depth);
    a("operation", operation);
    a("object", object);
    a("index", index);
    a("condition", condition);
    a("rows", rows);
    a("cost", cost);
    a("reads_whole", readsWhole);
}

template <typename Archive, FieldsOf<PlanIndex> Value>
void fields(Archive &a, Value &v)
{
    auto &[name, columns] = v;
    a("name", name);
    a("columns", columns);
}

template <typename Archive, FieldsOf<PlanTable> Value>
void fields(Archive &a, Value &v)
{
    auto &[name, rows, bytes, indexes] = v;
    a("name", name);
    a("rows", rows);
    a("bytes", bytes);
    a("indexes", indexes);
}

template <typename Archive, FieldsOf<QueryPlan> Value>
void fields(Archive &a, Value &v)
{
    auto &[digest, askedAt, basis, ofRead, truncated, steps, tables] = v;
    a("digest", digest);
    a("asked_at", askedAt);
    a("basis", basis);
    a("of_read", ofRead);
    a("truncated", truncated);
    a("steps", steps);
    a("tables", tables);
}

} // namespace surgedeck
