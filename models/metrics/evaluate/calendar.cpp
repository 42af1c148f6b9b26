// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/calendar.h"

#include <algorithm>
#include <iterator>

namespace surgedeck::metrics {

namespace {

// Go counts from a Monday at the start of a cycle of 400 years, far enough back for every time to be positive.
constexpr std::int64_t firstYear = -292'277'022'399;
constexpr std::uint64_t unixToFirst = 9'223'372'028'715'321'600u;
constexpr std::uint64_t secondsPerDay = 86'400;

bool isLeap(std::int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int daysBefore(int month, bool leap)
{
    constexpr int days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return days[month - 1] + (leap && month > 2 ? 1 : 0);
}

} // namespace

CalendarTime calendarTime(std::int64_t unixSeconds)
{
    const std::uint64_t seconds = static_cast<std::uint64_t>(unixSeconds) + unixToFirst;
    std::uint64_t days = seconds / secondsPerDay;
    CalendarTime result;
    result.weekday = static_cast<int>((days + 1) % 7);
    result.hour = static_cast<int>(seconds % secondsPerDay / 3600);
    result.minute = static_cast<int>(seconds % 3600 / 60);

    // Cycles of 400, 100, 4 and 1 years; the last day of a leap cycle belongs to its last year.
    std::uint64_t years = 400 * (days / 146'097);
    days %= 146'097;
    const std::uint64_t centuries = std::min<std::uint64_t>(days / 36'524, 3);
    days -= centuries * 36'524;
    const std::uint64_t fours = days / 1'461;
    days -= fours * 1'461;
    const std::uint64_t singles = std::min<std::uint64_t>(days / 365, 3);
    days -= singles * 365;
    years += 100 * centuries + 4 * fours + singles;

    result.year = firstYear + static_cast<std::int64_t>(years);
    const bool leap = isLeap(result.year);
    result.dayOfYear = static_cast<int>(days) + 1;
    result.month = 12;
    while (daysBefore(result.month, leap) > static_cast<int>(days))
        --result.month;
    result.day = static_cast<int>(days) - daysBefore(result.month, leap) + 1;
    result.daysInMonth = daysBefore(result.month + 1, leap) - daysBefore(result.month, leap);
    return result;
}

} // namespace surgedeck::metrics
