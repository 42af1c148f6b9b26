// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/observedfields.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

using Of = ObservedField::Of;
using Type = ObservedField::Type;
using Tells = ObservedField::Tells;

bool isOfType(const Bind &bind, std::initializer_list<const char *> types)
{
    return !bind.names.isEmpty() && std::ranges::all_of(bind.names, [&](const QString &name) {
        return std::ranges::any_of(types, [&](const char *type) { return name == QLatin1String(type); });
    });
}

bool has(const Bind *bind, Of of)
{
    if (bind == nullptr || of == Of::Platform)
        return bind == nullptr && of == Of::Platform;
    switch (bind->kind) {
    case Bind::Kind::Service:
        return of == Of::Service;
    case Bind::Kind::Indicator:
        return of == Of::Indicator;
    case Bind::Kind::Route:
        return of == Of::Route;
    case Bind::Kind::Action:
        return false;
    case Bind::Kind::Source:
        break;
    }
    return of == Of::Source || (of == Of::Database && isOfType(*bind, {"postgresql", "mysql"})) ||
           (of == Of::Cache && isOfType(*bind, {"redis"})) || (of == Of::Router && isOfType(*bind, {"haproxy"}));
}

std::vector<ObservedField> ofDatabases()
{
    return {
        {Of::Source, "source.ok", "yes/no", Type::Number,
         "1: the source answers and its data is fresh, 0: it does not; not known: its data is late by less than 30 s",
         Tells::Cause, 1},
        {Of::Source, "source.down", "yes/no", Type::Number, "1: its last attempt failed"},
        {Of::Source, "source.full", "yes/no", Type::Number, "1: it lives and takes no further session"},
        {Of::Source, "source.state", "", Type::Text, "ok, stale, full, down, denied or unknown"},
        {Of::Database, "sessions.connections", "count", Type::Number, "all sessions, idle ones too"},
        {Of::Database, "sessions.share", "percent", Type::Number, "sessions of the server's limit"},
        {Of::Database, "sessions.active", "count", Type::Number, "sessions with a statement in flight"},
        {Of::Database, "sessions.running", "count", Type::Number, "active sessions that run"},
        {Of::Database, "sessions.lock_waits", "count", Type::Number, "active sessions that wait for a lock"},
        {Of::Database, "sessions.io", "count", Type::Number, "active sessions that wait for a disk"},
        {Of::Database, "sessions.client", "count", Type::Number, "active sessions that wait for their client"},
        {Of::Database, "sessions.idle_transactions", "count", Type::Number,
         "idle sessions that hold a transaction open"},
        {Of::Database, "sessions.oldest_transaction", "seconds", Type::Number, "age of the oldest open transaction"},
        {Of::Database, "sessions.biggest_user", "", Type::Text, "who has the most of the listed sessions"},
        {Of::Database, "locks.waiters", "count", Type::Number, "sessions that wait for a lock"},
        {Of::Database, "locks.recent_waiters", "count", Type::Number, "the most of them in the last 30 seconds"},
        {Of::Database, "locks.root", "", Type::Text, "the session that blocks most and waits for nobody"},
        {Of::Database, "locks.root_owner", "", Type::Text, "user and application of the root"},
        {Of::Database, "locks.root_statement", "", Type::Text, "its statement, without literals"},
        {Of::Database, "locks.root_blocks", "count", Type::Number, "how many wait for it, directly or not"},
        {Of::Database, "locks.root_age", "seconds", Type::Number, "how long its transaction is open"},
        {Of::Database, "locks.root_idle", "yes/no", Type::Number, "1: the root runs no statement, 0: it does"},
        {Of::Database, "locks.root_prepared", "yes/no", Type::Number,
         "1: the root is a prepared transaction without a session"},
        {Of::Database, "locks.root_rows", "count", Type::Number,
         "rows that the root has modified: what a rollback undoes"},
        {Of::Database, "locks.definition_waits", "count", Type::Number,
         "sessions that wait to change the definition of a table"},
        {Of::Database, "digests.top", "", Type::Text, "the statement with the most time, without literals"},
        {Of::Database, "digests.top_share", "percent", Type::Number, "its share of the time of all"},
        {Of::Database, "digests.top_vs_usual", "", Type::Number, "its mean now, in multiples of its usual mean"},
        {Of::Database, "digests.top_examined", "", Type::Number, "rows that it examines for one that it sends"},
        {Of::Database, "digests.top_waiting", "count", Type::Number, "its sessions that wait for a lock"},
        {Of::Database, "digests.worst_vs_usual", "", Type::Number,
         "the largest such multiple among the statements with at least 5 % of the time, beyond what all became slower "
         "together; 0: none of them is waited for, they take less than 20 ms and keep less than half a session busy"},
        {Of::Database, "server.is_replica", "yes/no", Type::Number, "1: it follows another server"},
        {Of::Database, "server.read_only", "yes/no", Type::Number, "1: it takes no writes"},
        {Of::Database, "server.lag", "seconds", Type::Number, "how far a replica is behind"},
        {Of::Database, "server.replicas", "count", Type::Number, "servers that follow it"},
    };
}

std::vector<ObservedField> ofCachesAndRouters()
{
    return {
        {Of::Cache, "cache.hit_ratio", "percent", Type::Number, "look-ups that found something, since the last read",
         Tells::Cause, 100},
        {Of::Cache, "cache.memory_share", "percent", Type::Number, "memory used of maxmemory"},
        {Of::Cache, "cache.evicted", "per_second", Type::Number, "keys evicted"},
        {Of::Cache, "cache.operations", "per_second", Type::Number, "commands"},
        {Of::Cache, "cache.clients", "count", Type::Number, "connected clients"},
        {Of::Cache, "cache.blocked_clients", "count", Type::Number, "clients in a blocking command"},
        {Of::Cache, "cache.slowest", "milliseconds", Type::Number,
         "slowest command of the last minute; 0: none was slow"},
        {Of::Cache, "cache.slowest_command", "", Type::Text, "which it was"},
        {Of::Router, "router.servers_up", "count", Type::Number, "servers that take traffic", Tells::Cause, 1},
        {Of::Router, "router.servers_down", "count", Type::Number, "servers that are down"},
        {Of::Router, "router.queue", "count", Type::Number, "requests that wait for a server"},
        {Of::Router, "router.requests", "per_second", Type::Number, "requests of all servers"},
        {Of::Router, "router.errors", "percent", Type::Number, "answers 5xx of all answers", Tells::Effect},
        {Of::Router, "router.unreachable", "count", Type::Number, "balancers that do not answer"},
    };
}

std::vector<ObservedField> ofThePlatform()
{
    return {
        {Of::Service, "service.rate", "per_minute", Type::Number, "requests", Tells::Effect},
        {Of::Service, "service.errors", "percent", Type::Number, "requests that fail", Tells::Effect},
        {Of::Service, "service.p99", "seconds", Type::Number, "99th percentile of its latency", Tells::Effect},
        {Of::Service, "service.load", "percent", Type::Number, "requests of its proven capacity"},
        {Of::Service, "service.saturation", "percent", Type::Number,
         "its saturation, of the limit that the workspace names"},
        {Of::Service, "service.bad", "yes/no", Type::Number, "1: it misses an objective now", Tells::Effect},
        {Of::Indicator, "indicator.value", "", Type::Number, "as the tile shows it"},
        {Of::Indicator, "indicator.bad", "yes/no", Type::Number, "1: it is degraded or critical"},
        {Of::Indicator, "indicator.of_target", "percent", Type::Number, "its value of its target now", Tells::Effect,
         100},
        {Of::Route, "route.desired", "percent", Type::Number, "canary share by the balancers' weights"},
        {Of::Route, "route.observed", "percent", Type::Number, "canary share of the traffic seen"},
        {Of::Route, "route.drift", "percent", Type::Number, "distance of the two, in points"},
        {Of::Route, "route.guards_failing", "count", Type::Number, "guards that fail on the canary", Tells::Effect},
        {Of::Route, "route.canary_alone", "count", Type::Number,
         "guards that fail on the canary, and hold or fail far less on stable", Tells::Effect},
        {Of::Route, "route.stable_alone", "count", Type::Number,
         "guards that fail on stable, and hold or fail far less on the canary", Tells::Effect},
        {Of::Route, "route.errors_apart", "percent", Type::Number,
         "how much worse the canary is than stable, in points, by the guard in percent where they differ most",
         Tells::Effect},
        {Of::Platform, "services.bad", "count", Type::Number, "services that miss an objective", Tells::Effect},
        {Of::Platform, "services.worst", "", Type::Text, "the one with the most errors, and how many", Tells::Effect},
        {Of::Platform, "services.worst_errors", "percent", Type::Number, "its errors", Tells::Effect},
        {Of::Platform, "services.worst_p99", "seconds", Type::Number, "the slowest service's 99th percentile",
         Tells::Effect},
        {Of::Platform, "services.worst_load", "percent", Type::Number, "requests of proven capacity, fullest service"},
        {Of::Platform, "routes.canary_alone", "count", Type::Number, "guards that fail on a canary alone, all routes",
         Tells::Effect},
        {Of::Platform, "indicators.bad", "count", Type::Number, "tiles that are degraded or critical", Tells::Effect},
        {Of::Platform, "indicators.critical", "count", Type::Number, "tiles that are critical", Tells::Effect},
        {Of::Platform, "alarms.active", "count", Type::Number, "alarms that are raised", Tells::Effect},
        {Of::Platform, "sources.lost", "count", Type::Number,
         "sources that are down, full, refuse us, or are stale for 30 s"},
        {Of::Platform, "sources.lost_names", "", Type::Text, "which"},
        {Of::Platform, "metrics.lost", "count", Type::Number, "metric sources among them"},
        {Of::Platform, "databases.lock_waits", "count", Type::Number,
         "sessions that waited for a lock in the last 30 seconds, all databases"},
        {Of::Platform, "databases.writers_refusing", "count", Type::Number,
         "databases with the role writer that take no writes"},
        {Of::Platform, "databases.most_running", "count", Type::Number, "active sessions that run, busiest database"},
        {Of::Platform, "databases.worst_vs_usual", "", Type::Number,
         "the largest digests.worst_vs_usual of all databases"},
        {Of::Platform, "databases.worst_share", "percent", Type::Number, "sessions of the limit, fullest database"},
        {Of::Platform, "routers.servers_down", "count", Type::Number, "servers that are down, all balancers"},
        {Of::Platform, "changes.deploys", "count", Type::Number, "releases of the last 30 minutes", Tells::Change},
        {Of::Platform, "changes.recent", "count", Type::Number, "changes of any kind of the last 30 minutes",
         Tells::Change},
        {Of::Platform, "changes.newest", "", Type::Text, "the newest of them", Tells::Change},
    };
}

} // namespace

const std::vector<ObservedField> &observedFields()
{
    static const std::vector<ObservedField> fields = [] {
        std::vector<ObservedField> all = ofDatabases();
        for (const auto &more : {ofCachesAndRouters(), ofThePlatform()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return fields;
}

const ObservedField *observedField(const Bind *bind, const QString &name)
{
    for (const ObservedField &field : observedFields())
        if (has(bind, field.of) && name == QLatin1String(field.name))
            return &field;
    return nullptr;
}

QStringList fieldNames(const Bind *bind)
{
    QStringList names;
    for (const ObservedField &field : observedFields())
        if (has(bind, field.of))
            names << QLatin1String(field.name);
    return names;
}

} // namespace surgedeck::runbook
