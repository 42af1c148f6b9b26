// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/shiftrecord.h"

namespace surgedeck {

/// What a plan is to be from here on: percent of the canary, ascending, and how long each step is watched.
struct PlanEdit
{
    std::vector<int> steps;
    Milliseconds bake{0};
    bool operator==(const PlanEdit &) const = default;
};

/// "5, 25, 50 bake 10m", as people type it and as consoles tell each other. Error: Config, naming what is wrong.
QString toText(const PlanEdit &edit);
Result<PlanEdit> planEditOf(const QString &text);

/// The plan of a shift with other steps where none was taken; what was verified stays, and steps up to it are dropped.
/// No steps: it ends where it stands. Errors: Refused, where a write is in hand or there is nothing to edit; Config,
/// for a step that the router's weights can not say.
Result<ShiftPlan> editedPlan(const ShiftRecord &record, const PlanEdit &edit);

} // namespace surgedeck
