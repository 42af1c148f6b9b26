// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

#include <optional>

namespace surgedeck {

/// Whether this is the id of a time zone, such as Europe/Vienna or UTC.
bool isTimeZone(const QString &id);
/// The id that was most likely meant; empty when none is near.
QString nearestTimeZone(const QString &id);

/// RFC 3339, and what people write instead: a blank for the T, no seconds, a date alone (its midnight), no offset.
/// Without an offset it is meant in `timezone`, or in the machine's own when that is empty.
std::optional<WallTime> parseEventTime(const QString &text, const QString &timezone);

} // namespace surgedeck
