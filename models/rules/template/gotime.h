// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/template/value.h"

#include <optional>

namespace surgedeck::rules::templates {

// Go's package time, as far as alerts call it. Always UTC, proleptic Gregorian.

/// "2015-07-20 18:05:03.5 +0000 UTC".
std::string timeText(TimeValue time);
/// time.Format: the layout is written as the moment Mon Jan 2 15:04:05 MST 2006 would be.
std::string formatTime(TimeValue time, std::string_view layout);
std::string monthName(int month);
std::string weekdayName(int day);
/// "1h2m3.5s".
std::string durationText(std::int64_t ns);

/// A method of *time.Time without arguments: Year, Unix ...; nullopt: there is none of this name.
std::optional<Value> timeMethod(TimeValue time, std::string_view name);

/// fails (nullopt) when nanoseconds since 1970 do not fit into 64 bits; cut to milliseconds.
std::optional<TimeValue> timeFromSeconds(double seconds);

} // namespace surgedeck::rules::templates
