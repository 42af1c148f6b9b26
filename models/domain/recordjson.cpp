// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recordjson.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <limits>

namespace surgedeck {

namespace {

template <typename Type, typename Plain>
concept Is = std::same_as<std::remove_const_t<Type>, Plain>;

// One list of fields for both directions. The bindings name every field, so that a new one does not compile until it is
// written here.

template <typename Archive, Is<SourceHealth> Value>
void fields(Archive &a, Value &v)
{
    auto &[state, error, interval, nextAttempt, newestSample, statementsPerSecond, timeShare] = v;
    a("state", state);
    a("error", error);
    a("interval_ms", interval);
    a("next_attempt_ms", nextAttempt);
    a("newest_sample_ms", newestSample);
    a("statements_per_s", statementsPerSecond);
    a("time_share", timeShare);
}

template <typename Archive, Is<SourceNotices> Value>
void fields(Archive &a, Value &v)
{
    auto &[attention] = v;
    a("attention", attention);
}

template <typename Archive, Is<Session> Value>
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

template <typename Archive, Is<ActiveSessions> Value>
void fields(Archive &a, Value &v)
{
    auto &[running, lock, io, client, other] = v;
    a("running", running);
    a("lock", lock);
    a("io", io);
    a("client", client);
    a("other", other);
}

template <typename Archive, Is<SessionSample> Value>
void fields(Archive &a, Value &v)
{
    auto &[sessions, active, connections, connectionLimit, truncated] = v;
    a("sessions", sessions);
    a("active", active);
    a("connections", connections);
    a("connection_limit", connectionLimit);
    a("truncated", truncated);
}

template <typename Archive, Is<DigestDelta> Value>
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

template <typename Archive, Is<DigestDeltas> Value>
void fields(Archive &a, Value &v)
{
    auto &[window, digests, reason] = v;
    a("window_ms", window);
    a("digests", digests);
    a("reason", reason);
}

template <typename Archive, Is<LockParticipant> Value>
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

template <typename Archive, Is<LockGraph> Value>
void fields(Archive &a, Value &v)
{
    auto &[waiters, participants, cannotTell] = v;
    a("waiters", waiters);
    a("participants", participants);
    a("cannot_tell", cannotTell);
}

template <typename Archive, Is<ReplicaState> Value>
void fields(Archive &a, Value &v)
{
    auto &[peer, state, lagSeconds] = v;
    a("peer", peer);
    a("state", state);
    a("lag_s", lagSeconds);
}

template <typename Archive, Is<ServerFacts> Value>
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

template <typename Archive, Is<SlowCommand> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, time, durationMs, command] = v;
    a("id", id);
    a("time_ms", time);
    a("duration_ms", durationMs);
    a("command", command);
}

template <typename Archive, Is<LatencyEvent> Value>
void fields(Archive &a, Value &v)
{
    auto &[event, time, latestMs, maxMs] = v;
    a("event", event);
    a("time_ms", time);
    a("latest_ms", latestMs);
    a("max_ms", maxMs);
}

template <typename Archive, Is<CacheStats> Value>
void fields(Archive &a, Value &v)
{
    auto &[hitRatio, usedMemoryBytes, maxMemoryBytes, evictedPerSecond, opsPerSecond, clients, blockedClients, sessions,
           slowLog, latency] = v;
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
}

template <typename Archive, Is<RouterServer> Value>
void fields(Archive &a, Value &v)
{
    auto &[instance, backend, server, weight, initialWeight, up, status, requestsPerSecond, errorsPerSecond, sessions,
           queue] = v;
    a("instance", instance);
    a("backend", backend);
    a("server", server);
    a("weight", weight);
    a("initial_weight", initialWeight);
    a("up", up);
    a("status", status);
    a("requests_per_s", requestsPerSecond);
    a("errors_per_s", errorsPerSecond);
    a("sessions", sessions);
    a("queue", queue);
}

template <typename Archive, Is<RouterSample> Value>
void fields(Archive &a, Value &v)
{
    auto &[servers, unreachable] = v;
    a("servers", servers);
    a("unreachable", unreachable);
}

template <typename Archive, Is<WatchedValue> Value>
void fields(Archive &a, Value &v)
{
    auto &[key, value, newestSample, error, remark] = v;
    a("key", key);
    a("value", value);
    a("newest_sample_ms", newestSample);
    a("error", error);
    a("remark", remark);
}

template <typename Archive, Is<MetricSample> Value>
void fields(Archive &a, Value &v)
{
    auto &[evaluatedAt, values] = v;
    a("evaluated_at_ms", evaluatedAt);
    a("values", values);
}

template <typename Archive, Is<MetricHistory> Value>
void fields(Archive &a, Value &v)
{
    auto &[key, points, earlierBy] = v;
    a("key", key);
    a("points", points);
    a("earlier_by_ms", earlierBy);
}

template <typename Archive, Is<Change> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, at, kind, title, by] = v;
    a("id", id);
    a("at_ms", at);
    a("kind", kind);
    a("title", title);
    a("by", by);
}

template <typename Archive, Is<Changes> Value>
void fields(Archive &a, Value &v)
{
    auto &[changes] = v;
    a("changes", changes);
}

template <typename Archive, Is<RuleAlert> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, name, summary, runbook, severity, state, since, value, labels] = v;
    a("id", id);
    a("name", name);
    a("summary", summary);
    a("runbook", runbook);
    a("severity", severity);
    a("state", state);
    a("since_ms", since);
    a("value", value);
    a("labels", labels);
}

template <typename Archive, Is<RuleAlerts> Value>
void fields(Archive &a, Value &v)
{
    auto &[evaluatedAt, interval, rules, alerts, faults, beyond] = v;
    a("evaluated_at_ms", evaluatedAt);
    a("interval_ms", interval);
    a("rules", rules);
    a("alerts", alerts);
    a("faults", faults);
    a("beyond", beyond);
}

template <typename Archive, Is<PublishedHealth> Value>
void fields(Archive &a, Value &v)
{
    auto &[document] = v;
    a("document", document);
}

template <typename Archive, Is<EvaluationMark> Value>
void fields(Archive &, Value &)
{
}

template <typename Archive, Is<Gauge> Value>
void fields(Archive &a, Value &v)
{
    auto &[name, subject, value, unit] = v;
    a("name", name);
    a("subject", subject);
    a("value", value);
    a("unit", unit);
}

template <typename Archive, Is<ServerGauges> Value>
void fields(Archive &a, Value &v)
{
    auto &[engine, version, gauges] = v;
    a("engine", engine);
    a("version", version);
    a("gauges", gauges);
}

template <typename Archive, Is<PlanStep> Value>
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

template <typename Archive, Is<PlanIndex> Value>
void fields(Archive &a, Value &v)
{
    auto &[name, columns] = v;
    a("name", name);
    a("columns", columns);
}

template <typename Archive, Is<PlanTable> Value>
void fields(Archive &a, Value &v)
{
    auto &[name, rows, bytes, indexes] = v;
    a("name", name);
    a("rows", rows);
    a("bytes", bytes);
    a("indexes", indexes);
}

template <typename Archive, Is<QueryPlan> Value>
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

constexpr std::array typeNames = {
    "source_health", "source_notices", "session_sample", "digest_deltas",  "lock_graph", "server_facts",
    "cache_stats",   "router_sample",  "metric_sample",  "metric_history", "changes", "rule_alerts",
    "published_health", "evaluation_mark", "server_gauges", "query_plan",
};
static_assert(typeNames.size() == std::variant_size_v<Observation>, "every kind of observation has its name");

constexpr std::array sourceStates = {SourceState::Ok,   SourceState::Stale,  SourceState::Full,
                                     SourceState::Down, SourceState::Denied, SourceState::Unknown};
constexpr std::array waitClasses = {WaitClass::Running, WaitClass::Lock, WaitClass::Io, WaitClass::Client,
                                    WaitClass::Other};
constexpr std::array healths = {Health::Normal, Health::Unknown, Health::Attention, Health::Degraded, Health::Critical};
constexpr std::array alarmStates = {AlarmState::Pending,  AlarmState::Firing,   AlarmState::Acknowledged,
                                    AlarmState::Silenced, AlarmState::Resolved, AlarmState::SourceLost};

// Undefined: is not written.

QJsonValue encode(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}
QJsonValue encode(const QJsonObject &object)
{
    return object.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(object);
}
QJsonValue encode(bool value)
{
    return value;
}
QJsonValue encode(int value)
{
    return value;
}
QJsonValue encode(Milliseconds value)
{
    return static_cast<qint64>(value.count());
}
QJsonValue encode(WallTime value)
{
    return encode(value.time_since_epoch());
}
QJsonValue encode(SourceState value)
{
    return toWord(value);
}
QJsonValue encode(WaitClass value)
{
    return toWord(value);
}
QJsonValue encode(Health value)
{
    return toWord(value);
}
QJsonValue encode(AlarmState value)
{
    return toWord(value);
}

/// JSON has no word for what is not finite, Prometheus has.
QJsonValue encode(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return value;
}

QJsonValue encode(const std::pair<QString, QString> &pair)
{
    return QJsonArray{pair.first, pair.second};
}
QJsonValue encode(const MetricPoint &point)
{
    return QJsonArray{encode(point.time), encode(point.value)};
}

struct Writer
{
    QJsonObject object;

    template <typename Value>
    void operator()(const char *key, const Value &value);
};

template <typename Value>
QJsonValue encode(const std::optional<Value> &value)
{
    return value ? encode(*value) : QJsonValue(QJsonValue::Undefined);
}

template <typename Value>
requires requires(Writer &writer, const Value &value)
{
    fields(writer, value);
}
QJsonValue encode(const Value &value)
{
    Writer writer;
    fields(writer, value);
    return writer.object;
}

template <typename Value>
QJsonValue encode(const std::vector<Value> &values)
{
    QJsonArray array;
    for (const Value &value : values) {
        const QJsonValue json = encode(value);
        array.append(json.isUndefined() ? QJsonValue(QString()) : json);
    }
    return array.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(array);
}

template <typename Value>
void Writer::operator()(const char *key, const Value &value)
{
    if (const QJsonValue json = encode(value); !json.isUndefined())
        object.insert(QLatin1String(key), json);
}

// Each decode says whether the JSON was of the right kind.

bool decode(const QJsonValue &json, QString &text)
{
    text = json.toString();
    return json.isString();
}

bool decode(const QJsonValue &json, QJsonObject &object)
{
    object = json.toObject();
    return json.isObject();
}

bool decode(const QJsonValue &json, bool &value)
{
    value = json.toBool();
    return json.isBool();
}

bool decode(const QJsonValue &json, int &value)
{
    value = json.toInt();
    return json.isDouble() && json.toDouble() == value;
}

bool decode(const QJsonValue &json, Milliseconds &value)
{
    constexpr double most = 1e15;
    value = Milliseconds(json.toInteger());
    return json.isDouble() && std::abs(json.toDouble()) < most;
}

bool decode(const QJsonValue &json, WallTime &value)
{
    Milliseconds since{0};
    const bool good = decode(json, since);
    value = WallTime(since);
    return good;
}

bool decode(const QJsonValue &json, double &value)
{
    const QString word = json.toString();
    if (word == QLatin1String("NaN"))
        value = std::numeric_limits<double>::quiet_NaN();
    else if (word == QLatin1String("+Inf") || word == QLatin1String("-Inf"))
        value = (word[0] == u'-' ? -1 : 1) * std::numeric_limits<double>::infinity();
    else
        value = json.toDouble();
    return json.isDouble() || !std::isfinite(value);
}

template <typename Word, std::size_t count>
bool decodeWord(const QJsonValue &json, Word &value, const std::array<Word, count> &words)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](Word word) { return toWord(word) == json.toString(); });
    if (found == words.end())
        return false;
    value = *found;
    return true;
}

bool decode(const QJsonValue &json, SourceState &value)
{
    return decodeWord(json, value, sourceStates);
}
bool decode(const QJsonValue &json, WaitClass &value)
{
    return decodeWord(json, value, waitClasses);
}
bool decode(const QJsonValue &json, Health &value)
{
    return decodeWord(json, value, healths);
}
bool decode(const QJsonValue &json, AlarmState &value)
{
    return decodeWord(json, value, alarmStates);
}

bool decode(const QJsonValue &json, std::pair<QString, QString> &pair)
{
    const QJsonArray array = json.toArray();
    return array.size() == 2 && decode(array[0], pair.first) && decode(array[1], pair.second);
}

bool decode(const QJsonValue &json, MetricPoint &point)
{
    const QJsonArray array = json.toArray();
    return array.size() == 2 && decode(array[0], point.time) && decode(array[1], point.value);
}

struct Reader
{
    const QJsonObject &object;
    QString wrong; ///< the first field that is not as it must be

    template <typename Value>
    void operator()(const char *key, Value &value);
};

template <typename Value>
bool decode(const QJsonValue &json, std::optional<Value> &value)
{
    return decode(json, value.emplace());
}

template <typename Value>
requires requires(Reader &reader, Value &value)
{
    fields(reader, value);
}
bool decode(const QJsonValue &json, Value &value)
{
    const QJsonObject object = json.toObject();
    Reader reader{object, {}};
    fields(reader, value);
    return json.isObject() && reader.wrong.isEmpty();
}

template <typename Value>
bool decode(const QJsonValue &json, std::vector<Value> &values)
{
    const QJsonArray array = json.toArray();
    bool good = json.isArray();
    values.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue &entry : array)
        good = decode(entry, values.emplace_back()) && good;
    return good;
}

template <typename Value>
void Reader::operator()(const char *key, Value &value)
{
    const auto found = object.constFind(QLatin1String(key));
    if (found != object.constEnd() && !decode(*found, value) && wrong.isEmpty())
        wrong = QLatin1String(key);
}

template <std::size_t index>
Result<std::optional<Observation>> readAs(const QJsonObject &body)
{
    std::variant_alternative_t<index, Observation> value;
    Reader reader{body, {}};
    fields(reader, value);
    if (!reader.wrong.isEmpty())
        return Error{
            Error::Kind::Protocol,
            QStringLiteral("%1: '%2' is not as it must be").arg(QLatin1String(typeNames[index]), reader.wrong)};
    return std::optional<Observation>(std::move(value));
}

template <std::size_t... indices>
Result<std::optional<Observation>> readByName(const QString &type, const QJsonObject &body,
                                              std::index_sequence<indices...>)
{
    Result<std::optional<Observation>> result = std::optional<Observation>();
    ((type == QLatin1String(typeNames[indices]) ? void(result = readAs<indices>(body)) : void()), ...);
    return result;
}

} // namespace

ObservationJson toJson(const Observation &observation)
{
    Writer writer;
    std::visit([&](const auto &value) { fields(writer, value); }, observation);
    return {QLatin1String(typeNames[observation.index()]), writer.object};
}

Result<std::optional<Observation>> observationFromJson(const QString &type, const QJsonObject &body)
{
    return readByName(type, body, std::make_index_sequence<std::variant_size_v<Observation>>());
}

} // namespace surgedeck
