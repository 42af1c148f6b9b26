// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/shift/routemeasures.h"
#include "models/workspace/trafficconfig.h"

namespace surgedeck {

/// Whether the canary is the healthier side and carries `percent` of the traffic: then one person may move it there in
/// a sev1. By figures of now: at least one guard is in its band on the canary and out of it on the stable side, no
/// guard is out of its band on the canary, and its capacity is proven. In words what speaks for it. Error: Refused,
/// with what speaks against it; what is not measured speaks against it.
Result<QString> healthierCanary(const RouteConfig &route, const RouteMeasures &measures, int percent);

} // namespace surgedeck
