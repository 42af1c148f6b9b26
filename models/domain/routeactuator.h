// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/actuator.h"

#include <QStringList>

namespace surgedeck {

/// Which weights of a router are meant.
struct WeightsTarget
{
    QString route;   ///< of a deployment API; empty for a balancer
    QString backend; ///< of a balancer; empty for a deployment API
    QStringList servers;
};

struct WeightOfServer
{
    QString server;
    int weight = 0;  ///< that is set now, absolute, in the router's own units
    int initial = 0; ///< that its configuration gives
    bool operator==(const WeightOfServer &) const = default;
};

/// What one instance of a router has. One that does not answer is unknown by itself.
struct InstanceWeights
{
    QString instance;
    std::vector<WeightOfServer> weights; ///< of the servers that were asked for, those that it knows
    std::optional<Error> trouble;        ///< why it could not be read
};

struct WeightsReading
{
    std::vector<InstanceWeights> instances;
    QString generation;    ///< empty: the router has none
    bool confirmed = true; ///< the router will not take them back by itself
};

/// What a router can do beside setting weights.
struct RouterTraits
{
    bool reverts = false; ///< a write that is not confirmed in time is taken back by the router
    bool counts = false;  ///< it has generations, and refuses a write that rests on an old one
    int mostWeight = 256; ///< of one server
};

/// An Actuator of something that shares traffic by weights: balancers, deployment APIs. Same threads and errors.
class RouteActuator : public Actuator
{
public:
    virtual RouterTraits traits() const = 0;
    /// Reads what is set now, from every instance. Error: not a single one could be asked.
    virtual Result<WeightsReading> readWeights(const WeightsTarget &target, std::stop_token stop) = 0;
};

using RouteActuatorPtr = std::unique_ptr<RouteActuator>;

} // namespace surgedeck
