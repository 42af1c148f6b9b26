// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/fieldlist.h"
#include "models/domain/platformobservations.h"

// The fields of what all the other sources see, as records name them (recordjson.h).

namespace surgedeck {

template <typename Archive, FieldsOf<SourceHealth> Value>
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

template <typename Archive, FieldsOf<SourceNotices> Value>
void fields(Archive &a, Value &v)
{
    auto &[attention] = v;
    a("attention", attention);
}

template <typename Archive, FieldsOf<RouterServer> Value>
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

template <typename Archive, FieldsOf<RouterSample> Value>
void fields(Archive &a, Value &v)
{
    auto &[servers, unreachable] = v;
    a("servers", servers);
    a("unreachable", unreachable);
}

template <typename Archive, FieldsOf<WatchedValue> Value>
void fields(Archive &a, Value &v)
{
    auto &[key, value, newestSample, error, remark] = v;
    a("key", key);
    a("value", value);
    a("newest_sample_ms", newestSample);
    a("error", error);
    a("remark", remark);
}

template <typename Archive, FieldsOf<MetricSample> Value>
void fields(Archive &a, Value &v)
{
    auto &[evaluatedAt, values] = v;
    a("evaluated_at_ms", evaluatedAt);
    a("values", values);
}

template <typename Archive, FieldsOf<MetricHistory> Value>
void fields(Archive &a, Value &v)
{
    auto &[key, points, earlierBy] = v;
    a("key", key);
    a("points", points);
    a("earlier_by_ms", earlierBy);
}

template <typename Archive, FieldsOf<Change> Value>
void fields(Archive &a, Value &v)
{
    auto &[id, at, kind, title, by] = v;
    a("id", id);
    a("at_ms", at);
    a("kind", kind);
    a("title", title);
    a("by", by);
}

template <typename Archive, FieldsOf<Changes> Value>
void fields(Archive &a, Value &v)
{
    auto &[changes] = v;
    a("changes", changes);
}

template <typename Archive, FieldsOf<RuleAlert> Value>
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

template <typename Archive, FieldsOf<RuleAlerts> Value>
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

template <typename Archive, FieldsOf<PublishedHealth> Value>
void fields(Archive &a, Value &v)
{
    auto &[document] = v;
    a("document", document);
}

template <typename Archive, FieldsOf<EvaluationMark> Value>
void fields(Archive &, Value &)
{
}

template <typename Archive, FieldsOf<Gauge> Value>
void fields(Archive &a, Value &v)
{
    auto &[name, subject, value, unit] = v;
    a("name", name);
    a("subject", subject);
    a("value", value);
    a("unit", unit);
}

template <typename Archive, FieldsOf<ServerGauges> Value>
void fields(Archive &a, Value &v)
{
    auto &[engine, version, gauges] = v;
    a("engine", engine);
    a("version", version);
    a("gauges", gauges);
}

} // namespace surgedeck
