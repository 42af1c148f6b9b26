// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/quoting.h"
#include "models/rules/goliterals.h"
#include "models/rules/template/functions.h"
#include "models/rules/template/gotime.h"
#include "models/rules/template/printing.h"

#include <array>
#include <cmath>

namespace surgedeck::rules::templates {

namespace {

std::string fourDigits(double value)
{
    return floatText(value, 'g', 4);
}

/// Divides until the figure is of a handy size; the prefix says how often.
template <std::size_t N>
std::string scaledDown(double value, double step, const std::array<const char *, N> &prefixes)
{
    std::size_t times = 0;
    for (; times < N && std::fabs(value) >= step; ++times)
        value /= step;
    return fourDigits(value) + (times > 0 ? prefixes[times - 1] : "");
}

constexpr std::array large{"k", "M", "G", "T", "P", "E", "Z", "Y"};
constexpr std::array largeBinary{"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
constexpr std::array small{"m", "u", "n", "p", "f", "a", "z", "y"};

std::string scaledUp(double value)
{
    std::size_t times = 0;
    for (; times < small.size() && std::fabs(value) < 1; ++times)
        value *= 1000;
    return fourDigits(value) + (times > 0 ? small[times - 1] : "");
}

std::string humanize(double value)
{
    if (value == 0 || !std::isfinite(value))
        return fourDigits(value);
    return std::fabs(value) >= 1 ? scaledDown(value, 1000, large) : scaledUp(value);
}

std::string humanize1024(double value)
{
    if (std::fabs(value) <= 1 || !std::isfinite(value))
        return fourDigits(value);
    return scaledDown(value, 1024, largeBinary);
}

std::string humanizeDuration(double value)
{
    if (!std::isfinite(value))
        return fourDigits(value);
    if (std::fabs(value) < 1)
        return (value == 0 ? fourDigits(value) : scaledUp(value)) + "s";
    const std::string sign = value < 0 ? "-" : "";
    const double size = std::fabs(value);
    if (size < 60)
        return sign + fourDigits(size) + "s";
    // Beyond 64 bits Go's conversion gives the smallest integer on this machine.
    const std::int64_t whole = size < 9.2e18 ? static_cast<std::int64_t>(size) : INT64_MIN;
    const auto part = [](std::int64_t amount, const char *unit) { return std::to_string(amount) + unit; };
    const std::int64_t days = whole / 86'400, hours = whole / 3'600 % 24, minutes = whole / 60 % 60;
    std::string out = sign;
    if (days != 0)
        out += part(days, "d ");
    if (days != 0 || hours != 0)
        out += part(hours, "h ");
    return out + part(minutes, "m ") + part(whole % 60, "s");
}

std::string humanizePercentage(double value)
{
    return fourDigits(value * 100) + "%";
}

template <std::string (*humanized)(double)>
FunctionResult ofNumber(Arguments arguments, const Environment &)
{
    const auto number = toNumber(arguments[0]);
    if (!number)
        return number.error();
    return Value{humanized(*number)};
}

metrics::EngineError noTimestamp(double value)
{
    return functionError(shortestText(value) +
                         " cannot be represented as a nanoseconds timestamp since it overflows int64");
}

FunctionResult humanizeTimestamp(Arguments arguments, const Environment &)
{
    const auto number = toNumber(arguments[0]);
    if (!number)
        return number.error();
    if (!std::isfinite(*number))
        return Value{fourDigits(*number)};
    const auto time = timeFromSeconds(*number);
    if (!time)
        return noTimestamp(*number);
    return Value{timeText(*time)};
}

FunctionResult toTime(Arguments arguments, const Environment &)
{
    const auto number = toNumber(arguments[0]);
    if (!number)
        return number.error();
    if (!std::isfinite(*number))
        return functionError("value is NaN or Inf");
    const auto time = timeFromSeconds(*number);
    if (!time)
        return noTimestamp(*number);
    return Value{*time};
}

FunctionResult toDuration(Arguments arguments, const Environment &)
{
    const auto number = toNumber(arguments[0]);
    if (!number)
        return number.error();
    const double ns = *number * 1e9;
    if (!(std::fabs(ns) < 9.223372036854775e18))
        return functionError(std::isfinite(*number) ? shortestText(*number) + " cannot be represented as a duration"
                                                    : "value is NaN or Inf");
    return Value{DurationValue{static_cast<std::int64_t>(ns)}};
}

FunctionResult now(Arguments, const Environment &environment)
{
    return Value{static_cast<double>(environment.timeMs) / 1000.0};
}

} // namespace

metrics::Outcome<double> toNumber(const Value &value)
{
    if (const double *number = value.as<double>())
        return *number;
    if (const auto *integer = value.as<std::int64_t>())
        return static_cast<double>(*integer);
    if (const auto *duration = value.as<DurationValue>())
        return static_cast<double>(duration->ns) / 1e9;
    const auto *text = value.as<std::string>();
    if (!text)
        return functionError("can't convert " + typeName(value) + " to float");
    const auto number = parseGoFloat(*text);
    if (!number)
        return functionError("strconv.ParseFloat: parsing " + metrics::quoted(*text) + ": invalid syntax");
    return *number;
}

const std::vector<Function> &humanizingFunctions()
{
    using enum ArgumentType;
    using metrics::Compat;
    static const std::vector<Function> table{
        {"humanize", {Any}, {}, ofNumber<humanize>},
        {"humanize1024", {Any}, {}, ofNumber<humanize1024>},
        {"humanizeDuration", {Any}, {}, ofNumber<humanizeDuration>},
        {"humanizePercentage", {Any}, {}, ofNumber<humanizePercentage>},
        {"humanizeTimestamp", {Any}, {}, humanizeTimestamp},
        {"toTime", {Any}, {}, toTime},
        {"toDuration", {Any}, {}, toDuration, Compat::V3},
        {"now", {}, {}, now, Compat::V3},
    };
    return table;
}

} // namespace surgedeck::rules::templates
