// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/actuator.h"

namespace surgedeck {

struct Workspace;

/// What carries out the workspace's own `actions:`. Parameters are checked and
/// secrets resolved when a command needs them, on the actuator's worker.
ActuatorPtr makeActionActuator(const Workspace &workspace, const Clock &clock);

} // namespace surgedeck
