// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/elementwise.h"

#include "models/metrics/evaluate/calendar.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>

namespace surgedeck::metrics {

namespace {

struct NamedElementFunction
{
    std::string_view name;
    ElementFunction evaluate;
};

double sign(double value)
{
    return value < 0 ? -1 : value > 0 ? 1 : value;
}

// As Go computes them: beyond 21 one of the two exponentials does not count, and overflows where it does.
double hyperbolicSine(double value)
{
    const double size = std::fabs(value);
    if (!(size > 0.5))
        return std::sinh(value);
    const double grown = std::exp(size);
    const double result = size > 21 ? grown * 0.5 : (grown - 1 / grown) * 0.5;
    return std::copysign(result, value);
}

double hyperbolicCosine(double value)
{
    const double grown = std::exp(std::fabs(value));
    return std::fabs(value) > 21 ? grown * 0.5 : (grown + 1 / grown) * 0.5;
}

template <auto member>
double ofTime(double seconds)
{
    return static_cast<double>(calendarTime(goInteger(seconds)).*member);
}

constexpr NamedElementFunction elementFunctions[] = {
    {"abs", [](double v) { return std::fabs(v); }},
    {"ceil", [](double v) { return std::ceil(v); }},
    {"floor", [](double v) { return std::floor(v); }},
    {"exp", [](double v) { return std::exp(v); }},
    {"sqrt", [](double v) { return std::sqrt(v); }},
    {"ln", [](double v) { return std::log(v); }},
    {"log2", [](double v) { return std::log2(v); }},
    {"log10", [](double v) { return std::log10(v); }},
    {"sin", [](double v) { return std::sin(v); }},
    {"cos", [](double v) { return std::cos(v); }},
    {"tan", [](double v) { return std::tan(v); }},
    {"asin", [](double v) { return std::asin(v); }},
    {"acos", [](double v) { return std::acos(v); }},
    {"atan", [](double v) { return std::atan(v); }},
    {"sinh", hyperbolicSine},
    {"cosh", hyperbolicCosine},
    {"tanh", [](double v) { return std::tanh(v); }},
    {"asinh", [](double v) { return std::asinh(v); }},
    {"acosh", [](double v) { return std::acosh(v); }},
    {"atanh", [](double v) { return std::atanh(v); }},
    {"rad", [](double v) { return v * std::numbers::pi / 180; }},
    {"deg", [](double v) { return v * 180 / std::numbers::pi; }},
    {"sgn", sign},
};

constexpr NamedElementFunction dateFunctions[] = {
    {"year", ofTime<&CalendarTime::year>},
    {"month", ofTime<&CalendarTime::month>},
    {"day_of_month", ofTime<&CalendarTime::day>},
    {"day_of_week", ofTime<&CalendarTime::weekday>},
    {"day_of_year", ofTime<&CalendarTime::dayOfYear>},
    {"days_in_month", ofTime<&CalendarTime::daysInMonth>},
    {"hour", ofTime<&CalendarTime::hour>},
    {"minute", ofTime<&CalendarTime::minute>},
};

ElementFunction named(std::span<const NamedElementFunction> table, std::string_view name)
{
    const auto at = std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.name == name; });
    return at == table.end() ? nullptr : at->evaluate;
}

} // namespace

ElementFunction elementFunction(std::string_view name)
{
    return named(elementFunctions, name);
}

ElementFunction dateFunction(std::string_view name)
{
    return named(dateFunctions, name);
}

double goMinimum(double a, double b)
{
    if (a == -std::numeric_limits<double>::infinity() || b == -std::numeric_limits<double>::infinity())
        return -std::numeric_limits<double>::infinity();
    if (std::isnan(a) || std::isnan(b))
        return std::numeric_limits<double>::quiet_NaN();
    if (a == 0 && a == b)
        return std::signbit(a) ? a : b;
    return a < b ? a : b;
}

double goMaximum(double a, double b)
{
    return -goMinimum(-a, -b);
}

std::int64_t goInteger(double value)
{
    constexpr double limit = 9'223'372'036'854'775'808.0;
    return value >= -limit && value < limit ? static_cast<std::int64_t>(value)
                                            : std::numeric_limits<std::int64_t>::min();
}

void streamChanged(Evaluation &evaluation, const Expr &argument, const Steps &steps, ColumnChange change)
{
    if (hasOneName(argument)) {
        const auto changeAndTake = [&](const Identity &identity, std::span<double> values) {
            change.change(values);
            change.take(identity.withoutName(), values);
        };
        return streamColumns(evaluation, argument, steps, {changeAndTake, change.take.order()});
    }
    std::vector<Row> rows = collectRows(evaluation, argument, steps);
    for (Row &row : rows) {
        change.change(row.values);
        row.identity = row.identity.withoutName();
    }
    for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::ErrorAtOneStep))
        change.take(row.identity, row.values);
}

} // namespace surgedeck::metrics
