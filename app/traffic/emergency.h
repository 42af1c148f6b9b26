// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/shift/routemeasures.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// The sev1 of this workspace that is open; empty: none is, or it can not be read. Blocks on the disk.
QString openSevOne(const Workspace &workspace);

/// Why one person may move `percent` of a route to its canary: `incident` is the open sev1, and the canary is the
/// healthier side with proven room. Error: Refused, with what speaks against it.
Result<QString> aloneBecause(const QString &incident, const RouteConfig &route, const RouteMeasures &measures,
                             int percent);

} // namespace surgedeck
