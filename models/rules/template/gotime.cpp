// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/gotime.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace surgedeck::rules::templates {

namespace {

constexpr std::array<const char *, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<const char *, 7> weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                               "Thursday", "Friday", "Saturday"};

struct Fields
{
    int year = 0, month = 0, day = 0, weekday = 0, yearDay = 0, hour = 0, minute = 0, second = 0, millisecond = 0;
};

Fields fieldsOf(TimeValue time)
{
    using namespace std::chrono;
    const sys_time<milliseconds> moment{milliseconds(time.ms)};
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss clock(moment - day);
    Fields fields;
    fields.year = int(date.year());
    fields.month = static_cast<int>(unsigned(date.month()));
    fields.day = static_cast<int>(unsigned(date.day()));
    fields.weekday = static_cast<int>(weekday(day).c_encoding());
    fields.yearDay = static_cast<int>((day - sys_days(date.year() / January / 1)).count()) + 1;
    fields.hour = static_cast<int>(clock.hours().count());
    fields.minute = static_cast<int>(clock.minutes().count());
    fields.second = static_cast<int>(clock.seconds().count());
    fields.millisecond = static_cast<int>(clock.subseconds().count());
    return fields;
}

std::string padded(int value, int width, char with = '0')
{
    std::string digits = std::to_string(std::abs(value));
    if (static_cast<int>(digits.size()) < width)
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), with);
    return value < 0 ? "-" + digits : digits;
}

/// Digits of a fraction of a second: `width` of them, or without zeros at the end.
std::string fraction(int millisecond, std::size_t width, bool trimmed)
{
    std::string digits = padded(millisecond, 3);
    digits.resize(width, '0');
    if (trimmed)
        digits.erase(digits.find_last_not_of('0') + 1);
    return digits;
}

using Render = std::string (*)(const Fields &);
struct LayoutElement
{
    std::string_view text;
    Render render;
};

// The longest first where one begins another.
constexpr auto elements = std::to_array<LayoutElement>({
    {"January", [](const Fields &f) { return monthName(f.month); }},
    {"Jan", [](const Fields &f) { return monthName(f.month).substr(0, 3); }},
    {"Monday", [](const Fields &f) { return weekdayName(f.weekday); }},
    {"Mon", [](const Fields &f) { return weekdayName(f.weekday).substr(0, 3); }},
    {"MST", [](const Fields &) { return std::string("UTC"); }},
    {"2006", [](const Fields &f) { return padded(f.year, 4); }},
    {"__2", [](const Fields &f) { return padded(f.yearDay, 3, ' '); }},
    {"002", [](const Fields &f) { return padded(f.yearDay, 3); }},
    {"_2006", [](const Fields &f) { return "_" + padded(f.year, 4); }},
    {"_2", [](const Fields &f) { return padded(f.day, 2, ' '); }},
    {"01", [](const Fields &f) { return padded(f.month, 2); }},
    {"02", [](const Fields &f) { return padded(f.day, 2); }},
    {"03", [](const Fields &f) { return padded(f.hour % 12 == 0 ? 12 : f.hour % 12, 2); }},
    {"04", [](const Fields &f) { return padded(f.minute, 2); }},
    {"05", [](const Fields &f) { return padded(f.second, 2); }},
    {"06", [](const Fields &f) { return padded(f.year % 100, 2); }},
    {"15", [](const Fields &f) { return padded(f.hour, 2); }},
    {"PM", [](const Fields &f) { return std::string(f.hour >= 12 ? "PM" : "AM"); }},
    {"pm", [](const Fields &f) { return std::string(f.hour >= 12 ? "pm" : "am"); }},
    {"-07:00:00", [](const Fields &) { return std::string("+00:00:00"); }},
    {"-070000", [](const Fields &) { return std::string("+000000"); }},
    {"-07:00", [](const Fields &) { return std::string("+00:00"); }},
    {"-0700", [](const Fields &) { return std::string("+0000"); }},
    {"-07", [](const Fields &) { return std::string("+00"); }},
    {"Z07:00:00", [](const Fields &) { return std::string("Z"); }},
    {"Z070000", [](const Fields &) { return std::string("Z"); }},
    {"Z07:00", [](const Fields &) { return std::string("Z"); }},
    {"Z0700", [](const Fields &) { return std::string("Z"); }},
    {"Z07", [](const Fields &) { return std::string("Z"); }},
    {"1", [](const Fields &f) { return std::to_string(f.month); }},
    {"2", [](const Fields &f) { return std::to_string(f.day); }},
    {"3", [](const Fields &f) { return std::to_string(f.hour % 12 == 0 ? 12 : f.hour % 12); }},
    {"4", [](const Fields &f) { return std::to_string(f.minute); }},
    {"5", [](const Fields &f) { return std::to_string(f.second); }},
});

/// ".000" or ",999" after the seconds: how many digits, or 0.
std::size_t fractionLength(std::string_view layout)
{
    if (layout.size() < 2 || (layout[0] != '.' && layout[0] != ',') || (layout[1] != '0' && layout[1] != '9'))
        return 0;
    const std::size_t end = std::min(layout.find_first_not_of(layout[1], 1), layout.size());
    const bool digitFollows = end < layout.size() && layout[end] >= '0' && layout[end] <= '9';
    return digitFollows ? 0 : end - 1;
}

} // namespace

std::string monthName(int month)
{
    return month >= 1 && month <= 12 ? months[static_cast<std::size_t>(month - 1)]
                                     : "%!Month(" + std::to_string(month) + ")";
}

std::string weekdayName(int day)
{
    return day >= 0 && day <= 6 ? weekdays[static_cast<std::size_t>(day)] : "%!Weekday(" + std::to_string(day) + ")";
}

std::string timeText(TimeValue time)
{
    return formatTime(time, "2006-01-02 15:04:05.999999999 -0700 MST");
}

std::string formatTime(TimeValue time, std::string_view layout)
{
    const Fields fields = fieldsOf(time);
    std::string out;
    while (!layout.empty()) {
        if (const std::size_t digits = fractionLength(layout)) {
            const bool trimmed = layout[1] == '9';
            const std::string text = fraction(fields.millisecond, digits, trimmed);
            out += text.empty() ? std::string() : layout[0] + text;
            layout.remove_prefix(digits + 1);
            continue;
        }
        const LayoutElement *found = nullptr;
        for (const LayoutElement &element : elements)
            if (!found && layout.starts_with(element.text))
                found = &element;
        // "Jan" and "Mon" are no elements at the beginning of a longer word.
        const bool inWord = found && (found->text == "Jan" || found->text == "Mon") && layout.size() > 3 &&
                            layout[3] >= 'a' && layout[3] <= 'z';
        out += found && !inWord ? found->render(fields) : std::string(1, layout[0]);
        layout.remove_prefix(found && !inWord ? found->text.size() : 1);
    }
    return out;
}

std::string durationText(std::int64_t ns)
{
    if (ns == 0)
        return "0s";
    const std::string sign = ns < 0 ? "-" : "";
    const auto size = ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    const auto withFraction = [](std::uint64_t value, std::uint64_t unit) {
        std::string digits = std::to_string(unit + value % unit).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        return std::to_string(value / unit) + (digits.empty() ? "" : "." + digits);
    };
    if (size < 1'000)
        return sign + std::to_string(size) + "ns";
    if (size < 1'000'000)
        return sign + withFraction(size, 1'000) + "µs";
    if (size < 1'000'000'000)
        return sign + withFraction(size, 1'000'000) + "ms";
    constexpr std::uint64_t second = 1'000'000'000;
    const std::uint64_t hours = size / (3600 * second);
    const std::uint64_t minutes = size / (60 * second) % 60;
    std::string out = sign;
    if (hours > 0)
        out += std::to_string(hours) + "h";
    if (hours > 0 || minutes > 0)
        out += std::to_string(minutes) + "m";
    return out + withFraction(size % (60 * second), second) + "s";
}

std::optional<Value> timeMethod(TimeValue time, std::string_view name)
{
    const Fields fields = fieldsOf(time);
    const auto integer = [](std::int64_t value) { return Value{value}; };
    if (name == "Year")
        return integer(fields.year);
    if (name == "Month")
        return Value{MonthValue{fields.month}};
    if (name == "Day")
        return integer(fields.day);
    if (name == "Hour")
        return integer(fields.hour);
    if (name == "Minute")
        return integer(fields.minute);
    if (name == "Second")
        return integer(fields.second);
    if (name == "Nanosecond")
        return integer(fields.millisecond * 1'000'000LL);
    if (name == "YearDay")
        return integer(fields.yearDay);
    if (name == "Weekday")
        return Value{WeekdayValue{fields.weekday}};
    if (name == "Unix")
        return integer(time.ms >= 0 ? time.ms / 1000 : (time.ms - 999) / 1000);
    if (name == "UnixMilli")
        return integer(time.ms);
    if (name == "UnixMicro")
        return integer(time.ms * 1'000);
    if (name == "UnixNano")
        return integer(time.ms * 1'000'000);
    if (name == "UTC" || name == "Local")
        return Value{time};
    if (name == "String")
        return Value{timeText(time)};
    return std::nullopt;
}

std::optional<TimeValue> timeFromSeconds(double seconds)
{
    const double ns = seconds * 1e9;
    if (!(std::fabs(ns) < 9.223372036854775e18))
        return std::nullopt;
    return TimeValue{static_cast<std::int64_t>(ns) / 1'000'000};
}

} // namespace surgedeck::rules::templates
