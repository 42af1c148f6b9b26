// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/healthfacts.h"
#include "widgets/wall/wallfacts.h"

namespace surgedeck {

/// The facts of the stakeholders' page as texts, at `now`: clock and ages go on each second whatever the facts do.
WallFacts wallFacts(const HealthFacts &facts, WallTime now);

} // namespace surgedeck
