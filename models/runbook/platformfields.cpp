// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/platformfields.h"

#include "models/base/numbertext.h"
#include "models/runbook/routesides.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace surgedeck::runbook {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds recently{30min};
constexpr Milliseconds slowLately{60s};
constexpr Milliseconds recentWaits{30s};
constexpr Milliseconds lostAfter{30s};

struct FieldWords
{
    Q_DECLARE_TR_FUNCTIONS(RunbookFields)
};

std::optional<double> yes(std::optional<bool> value)
{
    return value ? std::optional(*value ? 1.0 : 0.0) : std::nullopt;
}

std::optional<double> count(const std::optional<int> &value)
{
    return value ? std::optional<double>(*value) : std::nullopt;
}

/// A figure that is the present.
std::optional<double> present(const Figure &figure)
{
    return figure.health == Health::Unknown ? std::nullopt : figure.value;
}

Observed ofFigure(const Platform &platform, const Figure &figure, double scale)
{
    const auto value = present(figure);
    Observed seen{.value = value ? std::optional(*value * scale) : std::nullopt};
    if (figure.age)
        seen.at = platform.view().now - *figure.age;
    if (!value)
        seen.why = figure.value ? FieldWords::tr("too old, or it stands still") : FieldWords::tr("no sample");
    return seen;
}

bool isBad(Health health)
{
    return health == Health::Degraded || health == Health::Critical || health == Health::Attention;
}

/// The largest of what is known; nullopt when nothing is.
template <typename Items>
std::optional<double> largest(const Items &items,
                              const std::function<std::optional<double>(const typename Items::value_type &)> &part)
{
    std::optional<double> most;
    for (const auto &item : items)
        if (const auto value = part(item); value && (!most || *value > *most))
            most = value;
    return most;
}

std::optional<double> loadOf(const ServiceView &service)
{
    const auto rate = present(service.ratePerMinute);
    return rate && service.capacity && *service.capacity > 0 ? std::optional(100 * *rate / *service.capacity)
                                                             : std::nullopt;
}

std::optional<double> saturationOf(const ServiceView &service)
{
    const auto value = present(service.saturation);
    const auto limit = service.saturationLimit;
    return value && limit && *limit > 0 ? std::optional(100 * *value / *limit) : std::nullopt;
}

const SlowCommand *slowest(const CacheStats &stats, WallTime now)
{
    const SlowCommand *found = nullptr;
    for (const SlowCommand &command : stats.slowLog)
        if (now - command.time <= slowLately && (found == nullptr || command.durationMs > found->durationMs))
            found = &command;
    return found;
}

std::optional<double> ratioOf(const std::optional<double> &part, const std::optional<double> &whole)
{
    return part && whole && *whole > 0 ? std::optional(100 * *part / *whole) : std::nullopt;
}

bool isMetric(const SourceView &source)
{
    return source.type == QLatin1String("metrics") || source.type == QLatin1String("prometheus");
}

std::vector<Change> lately(const Platform &platform, const QString &kind)
{
    std::vector<Change> changes = platform.changes().changes(platform.view().now);
    std::erase_if(changes, [&](const Change &change) {
        return platform.view().now - change.at > recently || (!kind.isEmpty() && change.kind != kind);
    });
    return changes;
}

Observed lostNames(const PlatformView &view)
{
    QStringList names;
    for (const SourceView &source : view.sources)
        if (isLost(source))
            names << source.id + QLatin1Char(' ') + surgedeck::toWord(source.state);
    return {.text = names.isEmpty() ? FieldWords::tr("none") : names.join(QStringLiteral(", "))};
}

Observed worstService(const PlatformView &view)
{
    const ServiceView *worst = nullptr;
    for (const ServiceView &service : view.services)
        if (present(service.errorRatio) && (worst == nullptr || *service.errorRatio.value > *worst->errorRatio.value))
            worst = &service;
    if (worst == nullptr)
        return {.why = FieldWords::tr("no service has a figure")};
    return {.text = FieldWords::tr("%1, %2 % fail").arg(worst->name, fixedNumber(*worst->errorRatio.value * 100, 2))};
}

Observed newestChange(const Platform &platform)
{
    const auto changes = lately(platform, {});
    return {.text = changes.empty() ? FieldWords::tr("none in 30 minutes")
                                    : changes.front().kind + QStringLiteral(": ") + changes.front().title};
}

double downServers(const Platform &platform)
{
    double down = 0;
    for (const SourceView &source : platform.view().sources)
        if (const RouterSample *sample = platform.router(source.id))
            down += double(std::ranges::count_if(sample->servers, [](const RouterServer &server) {
                return server.status.startsWith(QLatin1String("DOWN"));
            }));
    return down;
}

double lockWaits(const Platform &platform)
{
    double waiting = 0;
    for (const SourceView &source : platform.view().sources)
        if (const DatabaseStore *database = platform.database(source.id))
            waiting += recentWaiters(*database, platform.view().now);
    return waiting;
}

double refusingWriters(const Platform &platform)
{
    const auto &configured = platform.workspace().sources;
    const auto isWriter = [&](const SourceView &source) {
        const auto config = std::ranges::find(configured, source.id, &SourceConfig::id);
        return config != configured.end() && config->role == QLatin1String("writer");
    };
    return double(std::ranges::count_if(platform.view().sources, [&](const SourceView &source) {
        return isWriter(source) && source.facts && source.facts->readOnly.value_or(false);
    }));
}

std::optional<double> fullestDatabase(const Platform &platform)
{
    return largest(platform.view().sources,
                   std::function<std::optional<double>(const SourceView &)>([&](const SourceView &source) {
                       const DatabaseStore *database = platform.database(source.id);
                       const auto share = database == nullptr ? std::nullopt : database->connectionShare();
                       return share ? std::optional(100 * *share) : std::nullopt;
                   }));
}

std::optional<double> busiestDatabase(const Platform &platform)
{
    return largest(platform.view().sources,
                   std::function<std::optional<double>(const SourceView &)>([&](const SourceView &source) {
                       const DatabaseStore *database = platform.database(source.id);
                       const auto active = database == nullptr ? std::nullopt : database->view().active;
                       return active ? std::optional(active->running) : std::nullopt;
                   }));
}

std::optional<double> slowestStatement(const Platform &platform)
{
    return largest(platform.view().sources,
                   std::function<std::optional<double>(const SourceView &)>([&](const SourceView &source) {
                       const DatabaseStore *database = platform.database(source.id);
                       return database == nullptr
                                  ? std::nullopt
                                  : databaseField(database->view(), QStringLiteral("digests.worst_vs_usual")).value;
                   }));
}

Observed known(std::optional<double> value)
{
    return {.value = value, .why = value ? QString() : FieldWords::tr("not known")};
}

using ServicePart = std::function<std::optional<double>(const ServiceView &)>;
using PlatformField = std::function<Observed(const Platform &)>;

template <typename Items, typename Fits>
Observed howMany(const Items &items, Fits fits)
{
    return {.value = double(std::ranges::count_if(items, fits))};
}

std::map<QString, PlatformField> platformFields()
{
    const auto serviceMost = [](ServicePart part) {
        return [part](const Platform &p) { return known(largest(p.view().services, part)); };
    };
    return {
        {QStringLiteral("services.bad"),
         [](const Platform &p) {
             return howMany(p.view().services, [](const ServiceView &s) { return isBad(s.state); });
         }},
        {QStringLiteral("services.worst"), [](const Platform &p) { return worstService(p.view()); }},
        {QStringLiteral("services.worst_errors"),
         serviceMost([](const ServiceView &s) { return ratioOf(present(s.errorRatio), 1.0); })},
        {QStringLiteral("services.worst_p99"), serviceMost([](const ServiceView &s) { return present(s.p99Seconds); })},
        {QStringLiteral("services.worst_load"), serviceMost(loadOf)},
        {QStringLiteral("routes.canary_alone"),
         [](const Platform &p) { return known(canaryGuardsFailingAlone(p.view().routes)); }},
        {QStringLiteral("indicators.bad"),
         [](const Platform &p) {
             return howMany(p.view().indicators, [](const IndicatorView &i) {
                 return i.state == Health::Degraded || i.state == Health::Critical;
             });
         }},
        {QStringLiteral("indicators.critical"),
         [](const Platform &p) {
             return howMany(p.view().indicators, [](const IndicatorView &i) { return i.state == Health::Critical; });
         }},
        {QStringLiteral("alarms.active"), [](const Platform &p) { return howMany(p.view().alarms, isActive); }},
        {QStringLiteral("sources.lost"), [](const Platform &p) { return howMany(p.view().sources, isLost); }},
        {QStringLiteral("sources.lost_names"), [](const Platform &p) { return lostNames(p.view()); }},
        {QStringLiteral("metrics.lost"),
         [](const Platform &p) {
             return howMany(p.view().sources, [](const SourceView &s) { return isLost(s) && isMetric(s); });
         }},
        {QStringLiteral("databases.lock_waits"), [](const Platform &p) { return Observed{.value = lockWaits(p)}; }},
        {QStringLiteral("databases.writers_refusing"),
         [](const Platform &p) { return Observed{.value = refusingWriters(p)}; }},
        {QStringLiteral("databases.most_running"), [](const Platform &p) { return known(busiestDatabase(p)); }},
        {QStringLiteral("databases.worst_vs_usual"), [](const Platform &p) { return known(slowestStatement(p)); }},
        {QStringLiteral("databases.worst_share"), [](const Platform &p) { return known(fullestDatabase(p)); }},
        {QStringLiteral("routers.servers_down"), [](const Platform &p) { return Observed{.value = downServers(p)}; }},
        {QStringLiteral("changes.deploys"),
         [](const Platform &p) { return Observed{.value = double(lately(p, QStringLiteral("deploy")).size())}; }},
        {QStringLiteral("changes.recent"),
         [](const Platform &p) { return Observed{.value = double(lately(p, {}).size())}; }},
        {QStringLiteral("changes.newest"), newestChange},
    };
}

template <typename Items>
const typename Items::value_type *itemOf(const Items &items, const QString &id)
{
    const auto found = std::ranges::find(items, id, [](const auto &item) { return item.id; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

bool isLost(const SourceView &source)
{
    if (source.state == SourceState::Stale)
        return !source.age || *source.age > lostAfter;
    return source.state != SourceState::Ok && source.state != SourceState::Unknown;
}

int recentWaiters(const DatabaseStore &database, WallTime now)
{
    double most = database.load().lockWaiters;
    for (const MetricPoint &point : database.waiterHistory())
        if (now - point.time <= recentWaits)
            most = std::max(most, point.value);
    return static_cast<int>(most);
}

Observed serverField(const SourceView &source, const QString &name)
{
    if (!source.facts)
        return {.why = FieldWords::tr("not read yet")};
    if (name == QLatin1String("server.is_replica"))
        return known(yes(source.facts->isReplica));
    if (name == QLatin1String("server.read_only"))
        // PostgreSQL says only whether it follows another: then it takes no writes.
        return known(yes(source.facts->readOnly ? source.facts->readOnly : source.facts->isReplica));
    if (name == QLatin1String("server.lag"))
        return known(source.facts->lagSeconds);
    return {.value = double(source.facts->replicas.size())};
}

Observed cacheField(const Platform &platform, const QString &sourceId, const QString &name)
{
    const CacheStats *stats = platform.cache(sourceId);
    if (stats == nullptr)
        return {.why = FieldWords::tr("%1 has not been read yet").arg(sourceId)};
    Observed seen;
    const SlowCommand *slow = slowest(*stats, platform.view().now);
    if (name == QLatin1String("cache.hit_ratio"))
        seen = known(ratioOf(stats->hitRatio, 1.0));
    else if (name == QLatin1String("cache.memory_share"))
        seen = known(ratioOf(stats->usedMemoryBytes, stats->maxMemoryBytes));
    else if (name == QLatin1String("cache.evicted"))
        seen = known(stats->evictedPerSecond);
    else if (name == QLatin1String("cache.operations"))
        seen = known(stats->opsPerSecond);
    else if (name == QLatin1String("cache.clients"))
        seen = known(count(stats->clients));
    else if (name == QLatin1String("cache.blocked_clients"))
        seen = known(count(stats->blockedClients));
    else if (name == QLatin1String("cache.slowest"))
        seen = {.value = slow == nullptr ? 0.0 : slow->durationMs};
    else
        seen = {.text = slow == nullptr ? FieldWords::tr("none was slow") : slow->command};
    seen.at = platform.cacheReadAt(sourceId);
    return seen;
}

Observed routerField(const Platform &platform, const QString &sourceId, const QString &name)
{
    const RouterSample *sample = platform.router(sourceId);
    if (sample == nullptr)
        return {.why = FieldWords::tr("%1 has not been read yet").arg(sourceId)};
    if (name == QLatin1String("router.servers_up"))
        return howMany(sample->servers, [](const RouterServer &s) { return s.up; });
    if (name == QLatin1String("router.servers_down"))
        return howMany(sample->servers,
                       [](const RouterServer &s) { return s.status.startsWith(QLatin1String("DOWN")); });
    if (name == QLatin1String("router.unreachable"))
        return {.value = double(sample->unreachable.size())};
    std::optional<double> queue, requests, errors;
    for (const RouterServer &server : sample->servers) {
        if (server.queue)
            queue = queue.value_or(0) + *server.queue;
        if (server.requestsPerSecond)
            requests = requests.value_or(0) + *server.requestsPerSecond;
        if (server.errorsPerSecond)
            errors = errors.value_or(0) + *server.errorsPerSecond;
    }
    if (name == QLatin1String("router.queue"))
        return known(queue);
    return known(name == QLatin1String("router.requests") ? requests : ratioOf(errors, requests));
}

Observed serviceField(const Platform &platform, const QString &serviceId, const QString &name)
{
    const ServiceView *service = itemOf(platform.view().services, serviceId);
    if (service == nullptr)
        return {.why = FieldWords::tr("no such service")};
    if (name == QLatin1String("service.rate"))
        return ofFigure(platform, service->ratePerMinute, 1);
    if (name == QLatin1String("service.errors"))
        return ofFigure(platform, service->errorRatio, 100);
    if (name == QLatin1String("service.p99"))
        return ofFigure(platform, service->p99Seconds, 1);
    if (name == QLatin1String("service.load"))
        return known(loadOf(*service));
    if (name == QLatin1String("service.saturation"))
        return known(saturationOf(*service));
    return known(service->state == Health::Unknown ? std::nullopt : std::optional(isBad(service->state) ? 1.0 : 0.0));
}

Observed indicatorField(const Platform &platform, const QString &indicatorId, const QString &name)
{
    const IndicatorView *indicator = itemOf(platform.view().indicators, indicatorId);
    if (indicator == nullptr)
        return {.why = FieldWords::tr("no such indicator")};
    if (name == QLatin1String("indicator.value"))
        return ofFigure(platform, indicator->figure, 1);
    if (name == QLatin1String("indicator.of_target"))
        return known(ratioOf(present(indicator->figure), indicator->target));
    const bool bad = indicator->state == Health::Degraded || indicator->state == Health::Critical;
    return known(indicator->state == Health::Unknown ? std::nullopt : std::optional(bad ? 1.0 : 0.0));
}

Observed routeField(const Platform &platform, const QString &routeId, const QString &name)
{
    const RouteView *route = itemOf(platform.view().routes, routeId);
    if (route == nullptr)
        return {.why = FieldWords::tr("no such route")};
    const auto desired = route->desired ? std::optional(route->desired->canary) : std::nullopt;
    const auto observed = route->observed ? std::optional(route->observed->canary) : std::nullopt;
    if (name == QLatin1String("route.desired"))
        return known(desired);
    if (name == QLatin1String("route.observed"))
        return known(observed);
    if (name == QLatin1String("route.drift"))
        return known(desired && observed ? std::optional(std::abs(*desired - *observed)) : std::nullopt);
    if (name == QLatin1String("route.guards_failing"))
        return howMany(route->guards, [](const GuardView &g) { return g.state == Health::Critical; });
    if (name == QLatin1String("route.canary_alone"))
        return known(guardsFailingAlone(*route, RouteSide::Canary));
    if (name == QLatin1String("route.stable_alone"))
        return known(guardsFailingAlone(*route, RouteSide::Stable));
    return known(errorsApart(*route));
}

Observed platformField(const Platform &platform, const QString &name)
{
    static const std::map<QString, PlatformField> fields = platformFields();
    const auto found = fields.find(name);
    return found == fields.end() ? Observed{.why = FieldWords::tr("no such field")} : found->second(platform);
}

} // namespace surgedeck::runbook
