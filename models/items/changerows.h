// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/store/platform.h"

namespace surgedeck {

/// Everything that was changed in the last 24 h, and the campaigns of the workspace that began or ended in it, newest first.
std::vector<Change> whatChanged(const Platform &platform);

/// When the first of the alarms that are active now was raised.
std::optional<WallTime> firstDeviation(const PlatformView &view);

/// When, how long before or after the first deviation, kind, what, who.
std::vector<ColumnHead> changeHeads();
std::vector<RowFacts> changeRows(const std::vector<Change> &changes, std::optional<WallTime> deviation, WallTime now);

} // namespace surgedeck
