// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/splitbar.h"

namespace surgedeck {

struct RouteConfig;
struct RouteView;

/// A route as its bar shows it: the names of both sides, what was asked for and what is seen.
Split splitOf(const RouteConfig &route, const RouteView &view);

} // namespace surgedeck
