// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmflow.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// Which of these alarms follow from which: `depends_on` of the workspace, the first that is raised. An alarm never
/// follows from one that is less severe: what is worst stands by itself. Pure.
AlarmCauses alarmCauses(const Workspace &workspace, const std::vector<Alarm> &alarms);

} // namespace surgedeck
