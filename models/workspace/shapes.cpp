// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/shapes.h"

#include <QSet>

#include <algorithm>

namespace surgedeck::shapes {

namespace {

constexpr auto required = ShapeKey::Need::Required;

using Keys = std::vector<ShapeKey>;

const Keys commonKeys = {{"id", required}, {"type", required}, {"interval"}, {"labels"}, {"group"},
                         {"role"},         {"shard"},          {"via"},      {"changes"}};
const Keys httpKeys = {{"basic_auth"}, {"bearer"}, {"tls"}, {"headers"}, {"allow_plain_http"}};

MappingShape sourceShape(const char *name, std::initializer_list<Keys> parts, MappingShape::Others others = MappingShape::Others::Refused)
{
    MappingShape shape{name, commonKeys, others};
    for (const Keys &part : parts)
        shape.keys.insert(shape.keys.end(), part.begin(), part.end());
    return shape;
}

const std::vector<MappingShape> &readSources()
{
    static const std::vector<MappingShape> sources = {
        sourceShape("postgresql source", {{{"dsn", required}, {"act_dsn"}}}),
        sourceShape("mysql source", {{{"dsn", required}, {"act_dsn"}, {"tls"}}}),
        sourceShape("redis source", {{{"url", required}, {"act_url"}, {"tls"}}}),
        sourceShape("haproxy source", {{{"address"}, {"addresses"}, {"act_address"}, {"act_addresses"}}}),
        sourceShape("prometheus source", {{{"url", required}, {"token"}, {"promql_compat"}}, httpKeys}),
        sourceShape("metrics source", {{{"targets"}, {"target_files"}, {"honor_labels"}}, httpKeys}),
        sourceShape("deployment source",
                    {{{"url", required}, {"token"}, {"act_url"}, {"act_token"}, {"act_bearer"}, {"act_basic_auth"}}, httpKeys}),
    };
    return sources;
}

/// For a source whose type is missing or misspelt: its other keys are no second mistake.
MappingShape anySource()
{
    MappingShape any{"source", {}};
    QSet<QString> seen;
    for (const MappingShape &shape : readSources())
        for (const ShapeKey &key : shape.keys)
            if (const auto name = QString::fromLatin1(key.name); !seen.contains(name)) {
                seen.insert(name);
                const bool common = std::ranges::any_of(commonKeys, [&](const ShapeKey &k) { return name == QLatin1String(k.name); });
                any.keys.push_back(common ? key : ShapeKey{key.name});
            }
    return any;
}

QString typeOf(const MappingShape &source)
{
    return QString::fromLatin1(source.name).section(QLatin1Char(' '), 0, 0);
}

} // namespace

const MappingShape workspace{"workspace",
                      {{"version", required}, {"name"},  {"environment"}, {"timezone"}, {"currency"},   {"store"}, {"promql_compat"},
                       {"sources"},           {"indicators"}, {"services"}, {"slos"},   {"alerts"},     {"traffic"},
                       {"actions"},           {"dimensions"}, {"links"},    {"runbooks"}, {"notify"},   {"events"}}};
const MappingShape via{"via", {{"ssh", required}}};
const MappingShape basicAuth{"basic_auth", {{"username"}, {"user"}, {"password", required}}};
const MappingShape tls{"tls", {{"ca"}, {"cert"}, {"key"}, {"server_name"}}};

const MappingShape indicator{"indicator",
                      {{"id", required}, {"name"}, {"expr", required}, {"unit"}, {"source"}, {"runbook"}, {"objective"},
                       {"critical"}, {"expected"}, {"order_value"}, {"stakeholder"}, {"hold"}, {"clear"}}};
const MappingShape service{"service",
                    {{"id", required}, {"name"}, {"customer_name"}, {"rate"}, {"errors"}, {"p99"}, {"saturation"},
                     {"objectives"}, {"source"}, {"runbook"}, {"hold"}, {"clear"}}};
const MappingShape saturation{"saturation", {{"name"}, {"expr", required}, {"limit"}}};
const MappingShape objectives{"objectives", {{"errors"}, {"p99"}, {"capacity"}}};
const MappingShape slo{"slo",
                {{"id", required}, {"name"}, {"objective", required}, {"window"}, {"errors", required},
                 {"total", required}, {"source"}, {"runbook"}}};
const MappingShape alerts{"alerts", {{"rule_files"}, {"source"}}};
const MappingShape runbooks{"runbooks", {{"dirs"}}};
const MappingShape event{"event", {{"name", required}, {"start", required}, {"end", required}, {"orders_per_minute"}}};

const MappingShape traffic{"traffic", {{"timing"}, {"routes"}}};
const MappingShape timing{"timing", {{"verify_reads"}, {"verify_over"}, {"quiescence"}, {"drift_watch"}}};
const MappingShape route{"route",
                  {{"id", required}, {"name"}, {"control", required}, {"observed"}, {"plan"}, {"guards"}, {"capacity"}, {"source"}}};
const MappingShape control{"control", {{"source", required}, {"backend"}, {"route"}, {"stable", required}, {"canary", required}}};
const MappingShape observed{"observed", {{"stable", required}, {"canary", required}}};
const MappingShape plan{"plan", {{"steps", required}, {"bake"}}};
const MappingShape guard{"guard",
                  {{"id", required}, {"expr", required}, {"pass"}, {"unit"}, {"compare"}, {"worse_by"}, {"min_requests"},
                   {"hold"}, {"on_fail"}, {"source"}}};
const MappingShape capacity{"capacity", {{"stable"}, {"canary"}}};

const MappingShape action{"action",
                   {{"id", required}, {"name"}, {"level", required}, {"call", required}, {"params"}, {"verify"}, {"undo"}, {"source"}}};
const MappingShape call{"call",
                 {{"method", required}, {"url", required}, {"body"}, {"headers"}, {"token"}, {"bearer"}, {"allow_plain_http"}}};
const MappingShape parameter{"parameter", {{"type", required}, {"min"}, {"max"}, {"values"}, {"default"}}};
const MappingShape notify{"notify", {{"type", required}, {"routing_key"}, {"url"}, {"format"}}};

const QStringList &sourceTypeNames()
{
    static const QStringList names = [] {
        QStringList all;
        for (const MappingShape &shape : readSources())
            all << typeOf(shape);
        for (const char *later : {"recorder", "probe", "alertmanager", "kubernetes", "elasticsearch", "varnish", "phpfpm",
                                  "nginx", "pgbouncer", "memcached", "rabbitmq", "cloudwatch", "datadog", "newrelic",
                                  "pagerduty", "gitlab", "github", "logs"})
            all << QString::fromLatin1(later);
        return all;
    }();
    return names;
}

const MappingShape &source(const QString &type)
{
    static const MappingShape any = anySource();
    static const MappingShape later = sourceShape("source", {}, MappingShape::Others::Kept);
    const auto found = std::ranges::find(readSources(), type, typeOf);
    if (found != readSources().end())
        return *found;
    return sourceTypeNames().contains(type) ? later : any;
}

std::vector<const MappingShape *> all()
{
    std::vector<const MappingShape *> shapes = {&workspace, &via,     &basicAuth, &tls,     &indicator, &service,  &saturation,
                                         &objectives, &slo,    &alerts,    &runbooks, &event,    &traffic,  &timing,
                                         &route,     &control, &observed,  &plan,    &guard,     &capacity, &action,
                                         &call,      &parameter, &notify};
    for (const MappingShape &shape : readSources())
        shapes.push_back(&shape);
    return shapes;
}

} // namespace surgedeck::shapes
