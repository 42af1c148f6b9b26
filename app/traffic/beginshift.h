// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/shiftengine.h"

namespace surgedeck {

/// What a person wants to begin, as it was typed and confirmed.
struct BeginShift
{
    PlanEdit plan;
    QString person;
    QString typed;         ///< the route's id
    Result<QString> alone; ///< why one person is enough, or why not: asked when a step needs a second one
};

/// The plan that is stored is this one, and still waits to be started.
bool isWaiting(const ShiftRecord &record, const PlanEdit &plan);

/// Plans, approves and starts, in this order, on the engine's thread; a plan that waits is not made again, since a
/// second person may have approved it. `router` is the engine's. Errors: Refused, Unreachable, those of the disk.
Status beginShift(ShiftEngine &engine, RouteActuator &router, const BeginShift &wanted, std::stop_token stop);

} // namespace surgedeck
