// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"
#include "models/store/platformview.h"

namespace surgedeck {

struct RouteConfig;

/// What the balancers of a route are set to.
struct DesiredSplit
{
    std::optional<Shares> split; ///< nullopt: not known, or the balancers differ
    RouteState state = RouteState::Unknown;
    QString reason;
};

/// Reads the split of `route` from the weights of its servers. Pure. Every balancer counts by itself: one that does not
/// answer makes the route unknown, two that differ are a conflict.
DesiredSplit desiredSplit(const RouteConfig &route, const RouterSample &sample);

/// Balancers that were asked, and those that answered.
Members membersOf(const RouterSample &sample);

/// Shares of two rates; nullopt when nothing flows.
std::optional<Shares> observedSplit(std::optional<double> stable, std::optional<double> canary);

} // namespace surgedeck
