// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/shiftstore.h"
#include "models/items/facts.h"
#include "models/shift/shiftrecord.h"
#include "models/store/platformview.h"

namespace surgedeck {

struct RouteConfig;
struct RouterSample;

/// What the view of a shift is made of, each a pure function. Texts are safe to show.
/// Routes: name, state, what flows to the canary, what is set.
std::vector<ColumnHead> routeHeads();
std::vector<RowFacts> routeRows(const std::vector<RouteView> &routes);

/// Steps of the plan: percent, how long it bakes, and whether it was taken, is watched, is held or comes.
std::vector<ColumnHead> planHeads();
std::vector<RowFacts> planRows(const std::vector<int> &steps, Milliseconds bake,
                               const std::optional<ShiftRecord> &shift);

/// Servers of both sides, each on each balancer: side, server, balancer, weight, requests and errors a second, state.
std::vector<ColumnHead> serverHeads();
std::vector<RowFacts> serverRows(const RouteConfig &route, const RouterSample *sample);

/// The newest lines of the history, newest first: time, who, what.
std::vector<ColumnHead> shiftLogHeads();
std::vector<RowFacts> shiftLogRows(const std::vector<ShiftLogEntry> &entries);

Health healthOf(RouteState state);

} // namespace surgedeck
