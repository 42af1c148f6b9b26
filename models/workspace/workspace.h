// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/actionconfig.h"
#include "models/workspace/boardconfig.h"
#include "models/workspace/sourceconfig.h"
#include "models/workspace/trafficconfig.h"

namespace surgedeck {

struct IndicatorConfig : Located
{
    QString id, name;
    Expression expr;
    QString unit; ///< as written: percent, per_minute, seconds ...; empty: a plain number
    Reference source, runbook;
    std::vector<Reference> dependsOn; ///< indicators, services and sources whose alarms explain its own
    std::optional<Comparison> objective, critical;
    Expression expected;              ///< the objective now, where it moves with the hour
    QString stakeholder;              ///< in customers' words; empty: not on the stakeholders' page
    std::optional<double> orderValue; ///< in the workspace's currency
    Milliseconds hold{15'000}, clear{60'000};
};

struct Saturation : Located
{
    QString name;
    Expression expr;
    std::optional<double> limit; ///< in the expression's own unit
};

struct ServiceObjectives : Located
{
    std::optional<double> errorRatio; ///< 0 to 1
    std::optional<double> p99Seconds;
    std::optional<double> capacityPerMinute;
};

struct ServiceConfig : Located
{
    QString id, name, customerName;
    Expression ratePerMinute, errorRatio, p99Seconds;
    std::optional<Saturation> saturation;
    ServiceObjectives objectives;
    Reference source, runbook;
    std::vector<Reference> dependsOn; ///< as of an indicator
    Milliseconds hold{15'000}, clear{60'000};
};

struct SloConfig : Located
{
    QString id, name;
    double objectivePercent = 0;
    std::chrono::seconds window{0};
    Expression errors, total; ///< hold $window
    Reference source, runbook;
};

struct AlertsConfig
{
    std::vector<FilePath> ruleFiles; ///< with globs
    Reference source;
};

struct LinkConfig : Located
{
    QString name;
    QString url; ///< $from, $to and $service are replaced
};

struct NotifyConfig : Located
{
    enum class Type
    {
        PagerDuty,
        Webhook,
        Desktop,
        OnCall ///< tells nobody anything: says who is on call
    };

    Type type = Type::Webhook;
    Template routingKey, token, url;
    QString format; ///< webhook: json or slack
};

struct EventConfig : Located
{
    QString name;
    WallTime start, end;
    std::optional<double> ordersPerMinute;
};

/// The workspace file as values. Plain and immutable once read; docs/manual/workspace.md describes every key. Secrets
/// are still references. Shares and percentages are 0 to 100 unless a name says ratio; rates say their unit.
struct Workspace
{
    QString file; ///< absolute path: what relative paths in it are relative to
    QString name, environment;
    bool production = true; ///< an environment that is not named asks like production
    QString timezone;       ///< IANA id
    QString currency;
    Template store; ///< "sqlite" or a postgresql:// DSN
    int promqlCompat = 3;
    std::vector<SourceConfig> sources;
    std::vector<IndicatorConfig> indicators;
    std::vector<ServiceConfig> services;
    std::vector<SloConfig> slos;
    AlertsConfig alerts;
    TrafficConfig traffic;
    std::vector<ActionConfig> actions;
    std::vector<BoardConfig> boards;
    QStringList dimensions;
    std::vector<LinkConfig> links;
    std::vector<FilePath> runbookDirs;
    std::vector<Expression> runbookExpressions; ///< of its runbooks, not of its file: set by who loads them
    std::vector<NotifyConfig> notify;
    std::vector<EventConfig> events;
    /// The file as values, without anything that opens a door: what a recording needs to show its panels again.
    QJsonObject withoutSecrets;

    const SourceConfig *source(const QString &id) const;
    /// Where expressions without a `source` are evaluated: the first metrics or prometheus source, else the first probe;
    /// nullptr without one.
    const SourceConfig *defaultMetricSource() const;
};

} // namespace surgedeck
