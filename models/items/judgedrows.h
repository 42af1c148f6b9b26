// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/shift/guardjudge.h"
#include "models/store/platformview.h"

namespace surgedeck {

/// The guards of a route with their verdicts in its shift: stable, canary, limit, what is judged and for how long it
/// has been so. A guard that no shift judges stands there as it measures now. Pure; texts are safe to show.
std::vector<ColumnHead> judgedHeads();
std::vector<RowFacts> judgedRows(const RouteView &route, const std::vector<JudgedGuard> &judged);

} // namespace surgedeck
