// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/routemeasures.h"

#include "models/store/platform.h"
#include "models/store/watched.h"

#include <algorithm>

namespace surgedeck {

namespace {

MeasuredSide sideOf(const Platform &platform, const QString &key, WallTime now)
{
    const MetricView metric = platform.metrics().view(key);
    MeasuredSide side;
    side.value = metric.value;
    side.error = metric.error;
    const auto sampledAt = metric.newestSample ? metric.newestSample : metric.evaluatedAt;
    if (!sampledAt)
        return side;
    side.age = std::max(Milliseconds(0), now - *sampledAt);
    side.old = *side.age > platform.sources().view(metric.source, now).staleAfter;
    return side;
}

std::optional<double> freshRate(const MeasuredSide &side)
{
    return side.value && !side.old && *side.value >= 0 ? side.value : std::nullopt;
}

/// Requests per second of some servers by the balancers' own counters; nullopt when one does not say.
std::optional<double> counted(const RouterSample &sample, const QString &backend, const QStringList &servers)
{
    double sum = 0;
    bool any = false;
    for (const RouterServer &server : sample.servers) {
        if (server.backend != backend || !servers.contains(server.server))
            continue;
        if (!server.requestsPerSecond)
            return std::nullopt;
        sum += *server.requestsPerSecond;
        any = true;
    }
    return any ? std::optional(sum) : std::nullopt;
}

} // namespace

RouteMeasures measuresOf(const Platform &platform, const RouteConfig &route, WallTime now)
{
    RouteMeasures measures;
    measures.at = now;
    for (const GuardConfig &guard : route.guards) {
        const bool both = !guard.expr.text.contains(QLatin1String("$side"));
        MeasuredGuard measured;
        measured.stable = sideOf(platform, watched::guard(route.id, guard.id, both ? "both" : "stable"), now);
        if (!both)
            measured.canary = sideOf(platform, watched::guard(route.id, guard.id, "canary"), now);
        measures.guards[guard.id] = measured;
    }
    std::optional<double> stable, canary;
    if (const RouterSample *sample = platform.liveRouter(route.control.source.id, now)) {
        stable = counted(*sample, route.control.backend, route.control.stable);
        canary = counted(*sample, route.control.backend, route.control.canary);
        measures.provenCanaryPerSecond = canary;
    }
    if (!route.observedCanary.isEmpty()) {
        stable = freshRate(sideOf(platform, watched::routeStable(route.id), now));
        canary = freshRate(sideOf(platform, watched::routeCanary(route.id), now));
    }
    if (stable && canary) {
        measures.stablePerSecond = stable;
        measures.canaryPerSecond = canary;
    }
    return measures;
}

} // namespace surgedeck
