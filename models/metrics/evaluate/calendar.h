// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace surgedeck::metrics {

/// A time in UTC as Go's time package breaks it up, for every 64-bit second (it wraps where Go's does).
struct CalendarTime
{
    std::int64_t year = 0;
    int month = 1;     ///< 1 to 12
    int day = 1;       ///< 1 to 31
    int weekday = 0;   ///< 0 Sunday
    int dayOfYear = 1; ///< 1 to 366
    int hour = 0;
    int minute = 0;
    int daysInMonth = 31;
};

CalendarTime calendarTime(std::int64_t unixSeconds);

} // namespace surgedeck::metrics
