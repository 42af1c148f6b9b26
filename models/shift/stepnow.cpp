// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/stepnow.h"

#include "models/store/platformview.h"

#include <cmath>

namespace surgedeck {

std::optional<StepInHand> stepNow(const std::optional<ShiftRecord> &stored, const RouteView &view, WallTime since)
{
    const bool underWay = stored && isUnderWay(stored->state);
    if (!underWay && !view.desired)
        return std::nullopt;
    StepInHand step;
    step.since = since;
    step.percent = underWay ? int(stored->state.confirmed) : static_cast<int>(std::lround(view.desired->canary));
    if (stored)
        step.next = stored->nextStep();
    return step;
}

} // namespace surgedeck
