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

Shape sourceShape(const char *name, std::initializer_list<Keys> parts, Shape::Others others = Shape::Others::Refused)
{
    Shape shape{name, commonKeys, others};
    for (const Keys &part : parts)
        shape.keys.insert(shape.keys.end(), part.begin(), part.end());
    return shape;
}

const std::vector<Shape> &readSources()
{
    static const std::vector<Shape> sources = {
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
Shape anySource()
{
    Shape any{"source", {}};
    QSet<QString> seen;
    for (const Shape &shape : readSources())
        for (const ShapeKey &key : shape.keys)
            if (const auto name = QString::fromLatin1(key.name); !seen.contains(name)) {
                seen.insert(name);
                const bool common = std::ranges::any_of(commonKeys, [&](const ShapeKey &k) { return name == QLatin1String(k.name); });
                any.keys.push_back(common ? key : ShapeKey{key.name});
            }
    return any;
}

QString typeOf(const Shape &source)
{
    return QString::fromLatin1(source.name).section(QLatin1Char(' '), 0, 0);
}

} // namespace

const Shape workspace{"workspace",
                      {{"version", required}, {"name"},  {"environment"}, {"timezone"}, {"currency"},   {"store"}, {"promql_compat"},
                       {"sources"},           {"indicators"}, {"services"}, {"slos"},   {"alerts"},     {"traffic"},
                       {"actions"},           {"dimensions"}, {"links"},    {"runbooks"}, {"notify"},   {"events"}}};
const Shape via{"via", {{"ssh", required}}};
const Shape basicAuth{"basic_auth", {{"username"}, {"user"}, {"password", required}}};
const Shape tls{"tls", {{"ca"}, {"cert"}, {"key"}, {"server_name"}}};

const Shape indicator{"indicator",
                      {{"id", required}, {"name"}, {"expr", required}, {"unit"}, {"source"}, {"runbook"}, {"objective"},
                       {"critical"}, {"expected"}, {"order_value"}, {"stakeholder"}, {"hold"}, {"clear"}}};
const Shape service{"service",
                    {{"id", required}, {"name"}, {"customer_name"}, {"rate"}, {"errors"}, {"p99"}, {"saturation"},
                     {"objectives"}, {"source"}, {"runbook"}, {"hold"}, {"clear"}}};
const Shape saturation{"saturation", {{"name"}, {"expr", required}, {"limit"}}};
const Shape objectives{"objectives", {{"errors"}, {"p99"}, {"capacity"}}};
const Shape slo{"slo",
                {{"id", required}, {"name"}, {"objective", required}, {"window"}, {"errors", required},
                 {"total", required}, {"source"}, {"runbook"}}};
const Shape alerts{"alerts", {{"rule_files"}, {"source"}}};
const Shape runbooks{"runbooks", {{"dirs"}}};
const Shape event{"event", {{"name", required}, {"start", required}, {"end", required}, {"orders_per_minute"}}};

const Shape traffic{"traffic", {{"timing"}, {"routes"}}};
const Shape timing{"timing", {{"verify_reads"}, {"verify_over"}, {"quiescence"}, {"drift_watch"}}};
const Shape route{"route",
                  {{"id", required}, {"name"}, {"control", required}, {"observed"}, {"plan"}, {"guards"}, {"capacity"}, {"source"}}};
const Shape control{"control", {{"source", required}, {"backend"}, {"route"}, {"stable", required}, {"canary", required}}};
const Shape observed{"observed", {{"stable", required}, {"canary", required}}};
const Shape plan{"plan", {{"steps", required}, {"bake"}}};
const Shape guard{"guard",
                  {{"id", required}, {"expr", required}, {"pass"}, {"unit"}, {"compare"}, {"worse_by"}, {"min_requests"},
                   {"hold"}, {"on_fail"}, {"source"}}};
const Shape capacity{"capacity", {{"stable"}, {"canary"}}};

const Shape action{"action",
                   {{"id", required}, {"name"}, {"level", required}, {"call", required}, {"params"}, {"verify"}, {"undo"}, {"source"}}};
const Shape call{"call",
                 {{"method", required}, {"url", required}, {"body"}, {"headers"}, {"token"}, {"bearer"}, {"allow_plain_http"}}};
const Shape parameter{"parameter", {{"type", required}, {"min"}, {"max"}, {"values"}, {"default"}}};
const Shape notify{"notify", {{"type", required}, {"routing_key"}, {"url"}, {"format"}}};

const QStringList &sourceTypeNames()
{
    static const QStringList names = [] {
        QStringList all;
        for (const Shape &shape : readSources())
            all << typeOf(shape);
        for (const char *later : {"recorder", "probe", "alertmanager", "kubernetes", "elasticsearch", "varnish", "phpfpm",
                                  "nginx", "pgbouncer", "memcached", "rabbitmq", "cloudwatch", "datadog", "newrelic",
                                  "pagerduty", "gitlab", "github", "logs"})
            all << QString::fromLatin1(later);
        return all;
    }();
    return names;
}

const Shape &source(const QString &type)
{
    static const Shape any = anySource();
    static const Shape later = sourceShape("source", {}, Shape::Others::Kept);
    const auto found = std::ranges::find(readSources(), type, typeOf);
    if (found != readSources().end())
        return *found;
    return sourceTypeNames().contains(type) ? later : any;
}

std::vector<const Shape *> all()
{
    std::vector<const Shape *> shapes = {&workspace, &via,     &basicAuth, &tls,     &indicator, &service,  &saturation,
                                         &objectives, &slo,    &alerts,    &runbooks, &event,    &traffic,  &timing,
                                         &route,     &control, &observed,  &plan,    &guard,     &capacity, &action,
                                         &call,      &parameter, &notify};
    for (const Shape &shape : readSources())
        shapes.push_back(&shape);
    return shapes;
}

} // namespace surgedeck::shapes
