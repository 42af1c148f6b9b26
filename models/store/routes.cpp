// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/routes.h"

#include "models/workspace/workspace.h"

#include <QCoreApplication>

#include <cmath>
#include <set>

namespace surgedeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Routes", text);
}

struct Weights
{
    int stable = 0;
    int canary = 0;
};

DesiredSplit unknown(const QString &reason)
{
    return {std::nullopt, RouteState::Unknown, reason};
}

} // namespace

Members membersOf(const RouterSample &sample)
{
    std::set<QString> answering;
    for (const RouterServer &server : sample.servers)
        answering.insert(server.instance);
    const int count = static_cast<int>(answering.size());
    return {count + static_cast<int>(sample.unreachable.size()), count};
}

DesiredSplit desiredSplit(const RouteConfig &route, const RouterSample &sample)
{
    if (!sample.unreachable.empty())
        return unknown(tr("balancer %1 does not answer: %2").arg(sample.unreachable[0].first, sample.unreachable[0].second));
    // Of a deployment API the route is what a balancer calls a backend.
    const QString &backend = route.control.backend.isEmpty() ? route.control.route : route.control.backend;
    std::map<QString, Weights> byInstance;
    for (const RouterServer &server : sample.servers) {
        if (server.backend != backend)
            continue;
        Weights &weights = byInstance[server.instance];
        if (route.control.stable.contains(server.server))
            weights.stable += server.weight;
        else if (route.control.canary.contains(server.server))
            weights.canary += server.weight;
    }
    if (byInstance.empty())
        return unknown(tr("the balancer has no backend %1").arg(backend));
    std::optional<Shares> common;
    for (const auto &[instance, weights] : byInstance) {
        const int sum = weights.stable + weights.canary;
        if (sum == 0)
            return unknown(tr("all weights of %1 are 0 on %2").arg(backend, instance));
        const Shares split{100.0 * weights.stable / sum, 100.0 * weights.canary / sum};
        if (common && std::abs(common->canary - split.canary) > 0.5)
            return {std::nullopt, RouteState::Conflict, tr("the balancers have different weights")};
        common = split;
    }
    return {common, RouteState::Idle, {}};
}

std::optional<Shares> observedSplit(std::optional<double> stable, std::optional<double> canary)
{
    if (!stable || !canary || *stable < 0 || *canary < 0 || *stable + *canary <= 0)
        return std::nullopt;
    const double sum = *stable + *canary;
    return Shares{100.0 * *stable / sum, 100.0 * *canary / sum};
}

} // namespace surgedeck
