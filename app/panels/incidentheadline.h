// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/incidentbar.h"

namespace surgedeck {

struct Incident;

class Platform;

/// What the incident bar of a window shows of a platform.
IncidentHeadline incidentHeadline(const Platform &platform);

/// The same while somebody has declared an incident: its name, severity, state and lead lead the bar.
IncidentHeadline declaredHeadline(const IncidentHeadline &measured, const Incident &incident);

} // namespace surgedeck
