// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/store/platform.h"

namespace surgedeck {

// One moment of a recording beside another one: every figure of the cockpit at both, and what is between them. Pure.

/// Heads of comparisonRows(): what, then, at the moment that is shown, the difference.
std::vector<ColumnHead> comparisonHeads(WallTime then, WallTime shown);

/// Indicators, alarms, changes, databases, routes and services, in this order. What is not known at one of the two has
/// no difference. Both are moments of one workspace; what only one of them has is there with a dash.
std::vector<RowFacts> comparisonRows(const Platform &shown, const Platform &then);

/// "−2.37 pt" of one indicator against the other moment; empty: one of the two is not known.
QString differenceOfIndicator(const Platform &shown, const Platform &then, std::size_t indicator);

} // namespace surgedeck
