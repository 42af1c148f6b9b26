// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

namespace surgedeck {

// Times of the day as people of the workspace read them: in the time zone of the process.

/// "03:14:27"
QString clockText(WallTime time);
/// "03:14"
QString minuteText(WallTime time);
/// "27 Nov 03:14", or only the time when it is on the day of `today`.
QString dayText(WallTime time, WallTime today);

} // namespace surgedeck
