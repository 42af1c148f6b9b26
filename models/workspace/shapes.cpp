// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/shapes.h"

#include <algorithm>

namespace surgedeck::shapes {

namespace {

/// Keys in one line, a star behind those without which the map makes no sense.
std::vector<ShapeKey> keys(const char *words)
{
    std::vector<ShapeKey> keys;
    for (const QString &word : QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool required = word.endsWith(QLatin1Char('*'));
        keys.push_back(
            {required ? word.chopped(1) : word, required ? ShapeKey::Need::Required : ShapeKey::Need::Optional});
    }
    return keys;
}

constexpr char ofEverySource[] = "id* type* interval labels group role shard via changes ";
constexpr char ofHttp[] = " basic_auth bearer tls headers allow_plain_http";

const std::vector<MappingShape> &readSources()
{
    static const auto source = [](const char *name, const QByteArray &own) {
        return MappingShape{name, keys(ofEverySource + own)};
    };
    static const std::vector<MappingShape> sources = {
        source("postgresql source", "dsn* act_dsn"),
        source("mysql source", "dsn* act_dsn tls"),
        source("redis source", "url* act_url tls"),
        source("haproxy source", "address addresses act_address act_addresses"),
        source("prometheus source", QByteArray("url* token promql_compat") + ofHttp),
        source("metrics source", QByteArray("targets target_files honor_labels sample_limit") + ofHttp),
        source("health source", QByteArray("url file") + ofHttp),
        source("alertmanager source", QByteArray("url* token post") + ofHttp),
        source("probe source", QByteArray("steps* deadline") + ofHttp),
        source("memcached source", "address*"),
        source("nginx source", QByteArray("url*") + ofHttp),
        source("pgbouncer source", "dsn*"),
        source("phpfpm source", QByteArray("url*") + ofHttp),
        source("rabbitmq source", QByteArray("url*") + ofHttp),
        source("deployment source", QByteArray("url* token act_url act_token act_bearer act_basic_auth") + ofHttp),
        source("gitlab source", QByteArray("url* token") + ofHttp),
        source("github source", QByteArray("url* token") + ofHttp),
    };
    return sources;
}

/// For a source whose type is missing or misspelt: its other keys are no second mistake.
MappingShape anySource()
{
    MappingShape any{"source", keys(ofEverySource)};
    for (const MappingShape &shape : readSources())
        for (const ShapeKey &key : shape.keys)
            if (!any.keyNames().contains(key.name))
                any.keys.push_back({key.name});
    return any;
}

QString typeOf(const MappingShape &source)
{
    return QString::fromLatin1(source.name).section(QLatin1Char(' '), 0, 0);
}

} // namespace

const MappingShape workspace{"workspace",
                             keys("version* name environment timezone currency store promql_compat sources indicators "
                                  "services slos alerts traffic actions boards dimensions links runbooks notify events")};
const MappingShape via{"via", keys("ssh*")};
const MappingShape basicAuth{"basic_auth", keys("username user password*")};
const MappingShape tls{"tls", keys("ca cert key server_name")};
const MappingShape indicator{"indicator",
                             keys("id* name expr* unit source runbook depends_on objective critical expected order_value "
                                  "stakeholder hold clear")};
const MappingShape service{"service",
                           keys("id* name customer_name rate errors p99 saturation objectives source runbook depends_on "
                                "hold clear")};
const MappingShape saturation{"saturation", keys("name expr* limit")};
const MappingShape objectives{"objectives", keys("errors p99 capacity")};
const MappingShape slo{"slo", keys("id* name objective* window errors* total* source runbook")};
const MappingShape alerts{"alerts", keys("rule_files source")};
const MappingShape runbooks{"runbooks", keys("dirs")};
const MappingShape event{"event", keys("name* start* end* orders_per_minute")};
const MappingShape traffic{"traffic", keys("timing routes freezes approvers")};
const MappingShape approver{"approver", keys("name* secret*")};
const MappingShape timing{"timing", keys("verify_reads verify_over quiescence drift_watch")};
const MappingShape route{"route", keys("id* name control* observed plan guards capacity source")};
const MappingShape control{"control", keys("source* backend route stable* canary*")};
const MappingShape observed{"observed", keys("stable* canary*")};
const MappingShape plan{"plan", keys("steps* bake")};
const MappingShape guard{"guard", keys("id* expr* pass unit compare worse_by min_requests ceiling group hold on_fail source")};
const MappingShape capacity{"capacity", keys("stable canary")};
const MappingShape action{"action", keys("id* name level* call* params verify undo source")};
const MappingShape call{"call", keys("method* url* body headers token bearer allow_plain_http")};
const MappingShape parameter{"parameter", keys("type* min max values default")};
const MappingShape probeStep{"step", keys("name* url* method body headers expect store timeout")};
const MappingShape probeExpect{"expect", keys("status contains not_contains matches json max_seconds")};
const MappingShape board{"board", keys("id* name columns panels*")};
const MappingShape boardPanel{"panel", keys("title* unit source objective width series*")};
const MappingShape boardSeries{"series", keys("expr* name")};
const MappingShape notify{"notify", keys("type* routing_key token url format")};

const QStringList &sourceTypeNames()
{
    static const QStringList names = [] {
        QStringList all;
        for (const MappingShape &shape : readSources())
            all << typeOf(shape);
        return all +
               QStringLiteral("recorder kubernetes elasticsearch varnish "
                              "cloudwatch datadog newrelic pagerduty logs")
                   .split(QLatin1Char(' '));
    }();
    return names;
}

const MappingShape &source(const QString &type)
{
    static const MappingShape any = anySource();
    static const MappingShape later{"source", keys(ofEverySource), MappingShape::Others::Kept};
    const auto found = std::ranges::find(readSources(), type, typeOf);
    if (found != readSources().end())
        return *found;
    return sourceTypeNames().contains(type) ? later : any;
}

std::vector<const MappingShape *> all()
{
    std::vector<const MappingShape *> shapes = {&workspace,  &via,        &basicAuth, &tls,     &indicator, &service,
                                                &saturation, &objectives, &slo,       &alerts,  &runbooks,  &event,
                                                &traffic,    &approver,   &timing,     &route,     &control, &observed,  &plan,
                                                &guard,      &capacity,   &action,    &call,    &parameter, &board,
                                                &boardPanel, &boardSeries, &notify, &probeStep, &probeExpect};
    for (const MappingShape &shape : readSources())
        shapes.push_back(&shape);
    return shapes;
}

} // namespace surgedeck::shapes
