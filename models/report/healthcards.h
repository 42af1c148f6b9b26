// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/healthfacts.h"

namespace surgedeck {

/// The cards of the stakeholders' page: indicators that have words for them, the money at risk since `since`, and the
/// promises (SLOs) of the workspace.
std::vector<HealthCard> healthCards(const Platform &platform, std::optional<WallTime> since);

} // namespace surgedeck
