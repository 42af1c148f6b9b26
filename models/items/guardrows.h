// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/store/platformview.h"

namespace surgedeck {

/// The guards of a route as they measure now: name, stable side, canary side, band, and a bar that is half full at the
/// limit, whichever side of it is good. One that has no value says that it is not measured.
std::vector<ColumnHead> guardHeads();
std::vector<RowFacts> guardRows(const RouteView &route);

} // namespace surgedeck
