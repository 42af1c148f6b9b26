// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/statusdocument.h"

#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

QJsonArray toJson(const ServerGauges &gauges)
{
    QJsonArray array;
    for (const Gauge &gauge : gauges.gauges)
        array.append(QJsonObject{{QStringLiteral("name"), gauge.name},
                                 {QStringLiteral("subject"), jsonText(gauge.subject)},
                                 {QStringLiteral("value"), jsonNumber(gauge.value)},
                                 {QStringLiteral("unit"), gauge.unit}});
    return array;
}

QJsonObject toJson(const SourceView &source)
{
    const QJsonObject cost{
        {QStringLiteral("statements_per_s"), jsonNumber(source.statementsPerSecond)},
        {QStringLiteral("time_share"), jsonNumber(source.timeShare)},
    };
    QJsonArray notices;
    for (const QString &notice : source.notices)
        notices.append(notice);
    return {
        {QStringLiteral("id"), source.id},
        {QStringLiteral("type"), source.type},
        {QStringLiteral("state"), toWord(source.state)},
        {QStringLiteral("age_s"), jsonSeconds(source.age)},
        {QStringLiteral("error"), jsonText(source.error)},
        {QStringLiteral("next_attempt"), jsonTime(source.nextAttempt)},
        {QStringLiteral("notices"), notices},
        {QStringLiteral("cost"), cost},
        {QStringLiteral("gauges"), toJson(source.gauges)},
    };
}

QJsonObject toJson(const IndicatorView &indicator)
{
    return {
        {QStringLiteral("id"), indicator.id},
        {QStringLiteral("name"), indicator.name},
        {QStringLiteral("value"), jsonNumber(indicator.figure.value)},
        {QStringLiteral("unit"), jsonText(indicator.unit)},
        {QStringLiteral("state"), toWord(indicator.state)},
        {QStringLiteral("age_s"), jsonSeconds(indicator.figure.age)},
        {QStringLiteral("target"), jsonNumber(indicator.target)},
        {QStringLiteral("error"), jsonText(indicator.error)},
    };
}

QJsonObject toJson(const ServiceView &service)
{
    const QJsonObject saturation{
        {QStringLiteral("name"), jsonText(service.saturationName)},
        {QStringLiteral("value"), jsonNumber(service.saturation.value)},
        {QStringLiteral("limit"), jsonNumber(service.saturationLimit)},
    };
    return {
        {QStringLiteral("id"), service.id},
        {QStringLiteral("name"), service.name},
        {QStringLiteral("rate_per_min"), jsonNumber(service.ratePerMinute.value)},
        {QStringLiteral("error_ratio"), jsonNumber(service.errorRatio.value)},
        {QStringLiteral("p99_s"), jsonNumber(service.p99Seconds.value)},
        {QStringLiteral("saturation"), saturation},
        {QStringLiteral("state"), toWord(service.state)},
        {QStringLiteral("age_s"), jsonSeconds(service.age)},
    };
}

QJsonObject labelsOf(const std::vector<std::pair<QString, QString>> &labels)
{
    QJsonObject object;
    for (const auto &[name, value] : labels)
        object.insert(name, value);
    return object;
}

QJsonObject toJson(const Alarm &alarm)
{
    return {
        {QStringLiteral("id"), alarm.id},
        {QStringLiteral("name"), alarm.name},
        {QStringLiteral("severity"), toWord(alarm.severity)},
        {QStringLiteral("state"), toWord(alarm.state)},
        {QStringLiteral("since"), toRfc3339(alarm.since)},
        {QStringLiteral("value"), jsonNumber(alarm.value)},
        {QStringLiteral("runbook"), jsonText(alarm.runbook)},
        {QStringLiteral("summary"), jsonText(alarm.summary)},
        {QStringLiteral("labels"), labelsOf(alarm.labels)},
        {QStringLiteral("by"), jsonText(alarm.acknowledgedBy)},
    };
}

QJsonObject toJson(const SloView &slo)
{
    return {
        {QStringLiteral("id"), slo.id},
        {QStringLiteral("name"), slo.name},
        {QStringLiteral("objective"), slo.objectivePercent},
        {QStringLiteral("window_s"), toSeconds(slo.period)},
        {QStringLiteral("state"), toWord(slo.state)},
        {QStringLiteral("burn_rate"), jsonNumber(slo.burn)},
        {QStringLiteral("burn_limit"), jsonNumber(slo.pair ? std::optional(slo.pair->factor) : std::nullopt)},
        {QStringLiteral("budget_left"), jsonNumber(slo.budgetLeft)},
        {QStringLiteral("good_percent"), jsonNumber(slo.goodPercent)},
        {QStringLiteral("known_s"), toSeconds(slo.known)},
        {QStringLiteral("event"), jsonText(slo.event)},
        {QStringLiteral("event_budget_left"), jsonNumber(slo.eventBudgetLeft)},
    };
}

QJsonObject toJson(const RulesView &rules)
{
    QJsonArray faults;
    for (const auto &[rule, error] : rules.faults)
        faults.append(QJsonObject{{QStringLiteral("rule"), rule}, {QStringLiteral("error"), error}});
    return {
        {QStringLiteral("rules"), rules.rules},
        {QStringLiteral("evaluated_at"), jsonTime(rules.evaluatedAt)},
        {QStringLiteral("faults"), faults},
        {QStringLiteral("alerts_beyond"), rules.beyond},
    };
}

QJsonObject toJson(const std::optional<Shares> &split)
{
    return {
        {QStringLiteral("stable"), jsonNumber(split ? std::optional(split->stable) : std::nullopt)},
        {QStringLiteral("canary"), jsonNumber(split ? std::optional(split->canary) : std::nullopt)},
    };
}

QJsonObject toJson(const RouteView &route)
{
    return {
        {QStringLiteral("id"), route.id},
        {QStringLiteral("name"), route.name},
        {QStringLiteral("desired"), toJson(route.desired)},
        {QStringLiteral("observed"), toJson(route.observed)},
        {QStringLiteral("state"), toWord(route.state)},
        {QStringLiteral("reason"), jsonText(route.reason)},
    };
}

QJsonObject toJson(const LockNode &root)
{
    return {
        {QStringLiteral("id"), root.participant.id},
        {QStringLiteral("user"), jsonText(root.participant.user)},
        {QStringLiteral("application"), jsonText(root.participant.application)},
        {QStringLiteral("state"), jsonText(root.participant.state)},
        {QStringLiteral("age_s"), jsonSeconds(root.participant.age)},
        {QStringLiteral("blocks"), root.blocks},
        {QStringLiteral("text"), jsonText(root.participant.text)},
    };
}

QJsonObject toJson(const DigestRow &digest)
{
    return {
        {QStringLiteral("id"), digest.id},
        {QStringLiteral("text"), digest.text},
        {QStringLiteral("active_now"), digest.activeNow},
        {QStringLiteral("waiting_now"), digest.waitingNow},
        {QStringLiteral("time_share"), jsonNumber(digest.timeShare)},
    };
}

QJsonObject toJson(const DatabaseSummary &database)
{
    QJsonArray roots;
    for (const LockNode &root : database.roots)
        roots.append(toJson(root));
    const auto active = database.active ? std::optional(database.active->total()) : std::nullopt;
    const auto waiting = database.active ? std::optional(database.active->lock) : std::nullopt;
    return {
        {QStringLiteral("source"), database.source},
        {QStringLiteral("active"), jsonNumber(active)},
        {QStringLiteral("active_waiting"), jsonNumber(waiting)},
        {QStringLiteral("lock_waiters"), database.waiters},
        {QStringLiteral("lock_roots"), roots},
        {QStringLiteral("locks_cannot_tell"), jsonText(database.cannotTell)},
        {QStringLiteral("top_digest"), database.top ? QJsonValue(toJson(*database.top)) : QJsonValue()},
    };
}

template <typename Row>
QJsonArray arrayOf(const std::vector<Row> &rows)
{
    QJsonArray array;
    for (const Row &row : rows)
        array.append(toJson(row));
    return array;
}

} // namespace

QJsonObject statusDocument(const PlatformView &view, const std::vector<DatabaseSummary> &databases)
{
    QJsonObject document = newDocument();
    document[QStringLiteral("time")] = toRfc3339(view.now);
    document[QStringLiteral("workspace")] = view.workspace;
    document[QStringLiteral("environment")] = view.environment;
    document[QStringLiteral("sources")] = arrayOf(view.sources);
    document[QStringLiteral("indicators")] = arrayOf(view.indicators);
    document[QStringLiteral("services")] = arrayOf(view.services);
    document[QStringLiteral("databases")] = arrayOf(databases);
    document[QStringLiteral("alarms")] = arrayOf(view.alarms);
    document[QStringLiteral("routes")] = arrayOf(view.routes);
    document[QStringLiteral("slos")] = arrayOf(view.slos);
    document[QStringLiteral("rules")] = toJson(view.rules);
    return document;
}

} // namespace surgedeck
