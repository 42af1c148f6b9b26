// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/routeactuator.h"

namespace surgedeck {

/// A server and its part of the traffic of its side.
struct ServerPart
{
    QString server;
    int part = 1; ///< as its configured weight relates to those beside it
    bool operator==(const ServerPart &) const = default;
};

/// The servers of both sides of a route.
struct SplitShape
{
    std::vector<ServerPart> stable, canary;
    int mostWeight = 256; ///< of one server
    bool operator==(const SplitShape &) const = default;
};

/// The shape from what a router has configured. A side whose servers all begin at 0 is shared alike; a server that
/// begins at 0 beside others that do not stays out. Error: Config, naming a server that the router does not know.
Result<SplitShape> shapeOf(const QStringList &stable, const QStringList &canary,
                           const std::vector<WeightOfServer> &weights);

/// Absolute weights, one for every server, with which the canary side gets `percent` of 100. Exact, with the smallest
/// numbers that are; where the router's range is too small for that, the nearest within half a point. Error: Refused
/// when there is none: a server would get nothing, or the share would be another one.
Result<std::vector<ServerWeight>> weightsFor(const SplitShape &shape, int percent);

/// Percent of the canary side. nullopt: all weights are 0, or a server is missing. Only 0 is 0 and only 100 is 100.
std::optional<int> percentOf(const SplitShape &shape, const std::vector<WeightOfServer> &weights);

} // namespace surgedeck
