// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/routesides.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

/// Two sides that fail for one reason differ by chance; one that is the reason stands far out.
constexpr double muchFurther = 3;

struct Side
{
    std::optional<double> value; ///< nullopt: not the present, or not measured
    bool idle = false;           ///< known to be given no requests, and to answer none
};

std::optional<double> present(const Figure &figure)
{
    return figure.health == Health::Unknown ? std::nullopt : figure.value;
}

double shareOf(const Shares &shares, RouteSide side)
{
    return side == RouteSide::Stable ? shares.stable : shares.canary;
}

Side sideOf(const RouteView &route, const GuardView &guard, RouteSide side)
{
    // A side that is given requests and answers none hangs: that is not idle.
    const bool idle =
        route.desired && route.observed && shareOf(*route.desired, side) <= 0 && shareOf(*route.observed, side) <= 0;
    return {present(side == RouteSide::Stable ? guard.stable : guard.canary), idle};
}

/// By how much a value is worse than another, in the guard's own unit.
double worse(const Comparison &pass, double value, double than)
{
    using Op = Comparison::Operator;
    const bool moreIsBetter = pass.op == Op::Greater || pass.op == Op::GreaterOrEqual;
    return moreIsBetter ? than - value : value - than;
}

std::optional<bool> failsAlone(const GuardView &guard, const Side &side, const Side &other)
{
    if (guard.bothSides || !guard.pass)
        return false;
    const Comparison &pass = *guard.pass;
    if (!side.value)
        return side.idle ? std::optional(false) : std::nullopt;
    if (pass.holds(*side.value))
        return false;
    if (!other.value)
        return other.idle ? std::optional(false) : std::nullopt;
    if (guard.worseBy && worse(pass, *side.value, *other.value) <= *guard.worseBy)
        return false;
    if (pass.holds(*other.value))
        return true;
    return guard.worseBy && worse(pass, *side.value, pass.limit) > muchFurther * worse(pass, *other.value, pass.limit);
}

} // namespace

std::optional<double> guardsFailingAlone(const RouteView &route, RouteSide side)
{
    const RouteSide opposite = side == RouteSide::Stable ? RouteSide::Canary : RouteSide::Stable;
    double failing = 0;
    bool known = true;
    for (const GuardView &guard : route.guards) {
        const auto alone = failsAlone(guard, sideOf(route, guard, side), sideOf(route, guard, opposite));
        failing += alone.value_or(false) ? 1 : 0;
        known = known && alone;
    }
    return known || failing > 0 ? std::optional(failing) : std::nullopt;
}

std::optional<double> canaryGuardsFailingAlone(const std::vector<RouteView> &routes)
{
    double failing = 0;
    bool known = true;
    for (const RouteView &route : routes) {
        const auto alone = guardsFailingAlone(route, RouteSide::Canary);
        failing += alone.value_or(0);
        known = known && alone;
    }
    return known || failing > 0 ? std::optional(failing) : std::nullopt;
}

std::optional<double> errorsApart(const RouteView &route)
{
    std::optional<double> apart;
    for (const GuardView &guard : route.guards) {
        const auto stable = present(guard.stable);
        const auto canary = present(guard.canary);
        if (guard.unit == QLatin1String("percent") && stable && canary && guard.pass)
            apart = std::max(apart.value_or(0), worse(*guard.pass, *canary, *stable));
    }
    return apart;
}

} // namespace surgedeck::runbook
