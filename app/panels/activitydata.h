// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/activityhistory.h"
#include "widgets/activitychart.h"

namespace surgedeck {

/// What the chart of active sessions shows of the last hour; lock waits are critical while so many wait now.
ActivityChart::Data activityData(const ActivityHistory &history, WallTime now, int waiters);

} // namespace surgedeck
