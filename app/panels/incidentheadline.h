// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/incidentbar.h"

namespace surgedeck {

class Platform;

/// What the incident bar of a window shows of a platform.
IncidentHeadline incidentHeadline(const Platform &platform);

} // namespace surgedeck
