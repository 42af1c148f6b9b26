// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/guardjudge.h"
#include "models/shift/shiftrecord.h"

namespace surgedeck {

struct RouteView;

/// What guards judge of a route that is looked at from outside: the step of a shift under way; without one, the share
/// that the router has set. nullopt: there is no shift, and what is set is not known, so there is nothing to judge by.
std::optional<StepInHand> stepNow(const std::optional<ShiftRecord> &stored, const RouteView &view, WallTime since);

} // namespace surgedeck
