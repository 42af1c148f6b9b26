// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/shiftengine.h"
#include "models/store/platformview.h"

namespace surgedeck {

class WatchSession;
struct Workspace;

/// The shifts of a workspace on disk: one store for every process on this machine. Errors: Config, Full.
Result<std::shared_ptr<ShiftStore>> openShiftStore(const Workspace &workspace, const Clock &clock);

/// What an engine for `route` is made from: the store, and what sets the weights, with the acting credential. Errors:
/// Refused, when there is no such credential; Config.
Result<ShiftEngine::Parts> shiftPartsOf(const Workspace &workspace, const RouteConfig &route, const Clock &clock);

/// nullptr: the workspace has no such route.
const RouteConfig *routeOf(const Workspace &workspace, const QString &id);

/// Tells a session where the shifts of its routes stand, by what is on disk. A workspace that never had one gets no
/// file.
void noteStoredShifts(WatchSession &session);
ShiftNote noteOf(const ShiftRecord &record);

/// What is on disk of a route's shift; nullopt: nothing, nullopt also where it can not be read.
std::optional<ShiftRecord> storedShift(ShiftStore &store, const QString &route);

} // namespace surgedeck
