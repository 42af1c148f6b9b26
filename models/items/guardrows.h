// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/numbertext.h"
#include "models/items/facts.h"
#include "models/store/platformview.h"

namespace surgedeck {

/// The guards of a route as they measure now: name, stable side, canary side, band, and a bar that is half full at the
/// limit, whichever side of it is good. One that has no value says that it is not measured.
std::vector<ColumnHead> guardHeads();
std::vector<RowFacts> guardRows(const RouteView &route);

/// A figure of a guard in its own unit, as fine as its limit needs.
NumberText guardText(double value, const GuardView &guard);

} // namespace surgedeck
