// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platformview.h"

#include <optional>

namespace surgedeck::runbook {

enum class RouteSide
{
    Stable,
    Canary
};

/// Guards of a route that fail on one side alone: it misses its limit there, is worse than the other side by more than
/// its `worse_by`, and the other side holds or misses the limit by less than a third of that. Where a side is not
/// measured because it is known to get no requests, nothing fails alone. nullopt: nobody knows. Where one fails and
/// others are not known it is those that fail: at least so many. Of one moment, without the judge's holds: evidence,
/// nothing moves traffic by it. docs/decisions, "Which side fails alone".
std::optional<double> guardsFailingAlone(const RouteView &route, RouteSide side);

/// The same of the canaries of all routes.
std::optional<double> canaryGuardsFailingAlone(const std::vector<RouteView> &routes);

/// Points by which the canary is worse than stable, by the guard in percent where they differ most.
std::optional<double> errorsApart(const RouteView &route);

} // namespace surgedeck::runbook
