// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

#include <map>
#include <optional>

namespace surgedeck {

class Platform;
struct RouteConfig;

/// One figure of a guard on one side, as it was last measured.
struct MeasuredSide
{
    std::optional<double> value; ///< nullopt: no sample, NaN, or `error`
    std::optional<Milliseconds> age;
    bool old = false; ///< of a past that is no evidence for now
    QString error;
    bool operator==(const MeasuredSide &) const = default;
};

struct MeasuredGuard
{
    MeasuredSide stable; ///< holds the figure of a guard that does not tell the sides apart, too
    MeasuredSide canary;
    bool operator==(const MeasuredGuard &) const = default;
};

/// What is measured of a route at one moment: the input of the guards. Value type.
struct RouteMeasures
{
    WallTime at{};
    std::map<QString, MeasuredGuard> guards; ///< by id
    // Requests per second really seen, when both are known and fresh.
    std::optional<double> stablePerSecond, canaryPerSecond;
    /// The balancers' own counters say that the canary gets traffic: a figure that says otherwise stands still.
    std::optional<double> provenCanaryPerSecond;
};

/// From what a platform knows. Where the workspace has no expressions for the observed rates, those of the balancers'
/// counters count.
RouteMeasures measuresOf(const Platform &platform, const RouteConfig &route, WallTime now);

} // namespace surgedeck
