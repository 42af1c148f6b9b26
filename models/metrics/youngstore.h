// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

namespace surgedeck::metrics {

// A store that began a moment ago: rate(x[5m]) over ten seconds of samples is a thirtieth of the truth, and looks like
// an outage. Until the store is as old as a window, the window is as short as the store.

/// The longest range that the expression looks back over; 0: it has none.
std::int64_t longestWindowMs(const Expr &expression);

/// Cuts every range to `mostMs`.
void shortenWindows(Expr &expression, std::int64_t mostMs);

} // namespace surgedeck::metrics
