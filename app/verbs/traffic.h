// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/traffic/shiftparts.h"
#include "app/verbs/arguments.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// One call of `traffic`, with everything that its forms need.
struct TrafficCall
{
    VerbCall &call;
    const Arguments &arguments;
    std::shared_ptr<const Workspace> workspace;
    const RouteConfig &route;
    QString what;   ///< show, plan, start ...
    QString choice; ///< of recover: hold, resume or roll-back
    Milliseconds collectFor{0};
    const Clock &clock;
    QString sevOne{}; ///< the open sev1 that --incident names; empty: none

    bool isJson() const { return arguments.output() == Output::Json; }
};

/// Says why not, and returns the exit status of that kind of error.
int refuseTraffic(const TrafficCall &traffic, const Error &error);

// Each returns the exit status.
int showTraffic(const TrafficCall &traffic);
int logTraffic(const TrafficCall &traffic);
int planTraffic(const TrafficCall &traffic);
int approveTraffic(const TrafficCall &traffic);
/// Asks whoever runs the shift and prints where it then stands. nullopt: they ended before they heard, and what was
/// asked is still wanted.
std::optional<int> askRunner(const TrafficCall &traffic, ShiftStore &store, const ShiftRequest &request);
/// What its guards would have said over a recording.
int backtestTraffic(const TrafficCall &traffic);
/// start, hold, resume, back, abort, recover: by this process, or by the one that runs the shift.
int steerTraffic(const TrafficCall &traffic);
/// The same in the foreground of this process.
int runTraffic(const TrafficCall &traffic);

/// The steps that the call asks for: of the route, up to --to N, or of --plan FILE. nullopt after a message.
struct WantedPlan
{
    std::vector<int> steps;
    Milliseconds bake{0};
};
std::optional<WantedPlan> wantedPlan(const TrafficCall &traffic);
/// Why a shift may not begin now, whatever the router says: steps, guards, capacity, freeze, second person.
QStringList startFaults(const TrafficCall &traffic, const WantedPlan &plan, const RouteMeasures &measures,
                        const std::optional<ShiftRecord> &stored);

} // namespace surgedeck
