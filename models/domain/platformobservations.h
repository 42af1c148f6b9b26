// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/states.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

// What the sources of everything but databases and caches see; observation.h says what holds for all observations.

namespace surgedeck {

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
    QString key;                          ///< as in WatchedExpression
    std::optional<double> value;          ///< nullopt: no sample, NaN, or `error`
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
    QString key;                             ///< as in WatchedExpression
    std::vector<MetricPoint> points;         ///< in order of time; where there was no value there is no point
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
    AlarmState state =
        AlarmState::Pending; ///< pending, firing, or source_lost: it fired, and nobody can tell whether it does
    WallTime since{};        ///< of the condition
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

/// The platform was evaluated at the time of this record: holds and alarms count from such moments, so that a replay
/// that evaluates at the same ones comes to the same states. Of the program itself, not of a source.
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

} // namespace surgedeck
