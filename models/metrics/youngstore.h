// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/storecover.h"

namespace surgedeck::metrics {

// A store that began a moment ago: rate(x[5m]) over ten seconds of samples is a thirtieth of the truth, and looks like
// an outage. Until a window is covered by samples, it is as short as what there is of them.

/// The ranges that the expression looks back over, each once, the longest last.
std::vector<std::int64_t> windowsOf(const Expr &expression);

/// Cuts every range to what is covered at `nowMs`.
void shortenWindows(Expr &expression, const StoreCover &cover, std::int64_t nowMs);

} // namespace surgedeck::metrics
