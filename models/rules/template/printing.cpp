// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/printing.h"

#include "models/rules/template/gotime.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace surgedeck::rules::templates {

namespace {

std::string infinityOrNan(double value)
{
    return std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

struct Plain
{
    std::string operator()(const Nothing &) const { return "<nil>"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return shortestText(value); }
    std::string operator()(const std::string &value) const { return value; }
    std::string operator()(const HtmlText &value) const { return value.text; }
    std::string operator()(const std::shared_ptr<const StringMap> &map) const
    {
        std::string inside;
        for (const auto &[key, value] : *map)
            inside += (inside.empty() ? "" : " ") + key + ":" + value;
        return "map[" + inside + "]";
    }
    std::string operator()(const std::shared_ptr<const AnyMap> &map) const
    {
        std::string inside;
        for (const auto &[key, value] : map->entries)
            inside += (inside.empty() ? "" : " ") + key + ":" + std::visit(Plain{}, value.held);
        return "map[" + inside + "]";
    }
    std::string operator()(const std::shared_ptr<const SampleList> &list) const
    {
        // Go prints addresses of its memory here: nobody can rely on them.
        std::string inside;
        for (const SamplePointer &sample : *list)
            inside += (inside.empty() ? "" : " ") + (*this)(sample);
        return "[" + inside + "]";
    }
    std::string operator()(const SamplePointer &sample) const
    {
        if (!sample)
            return "<nil>";
        return "{" + (*this)(std::make_shared<const StringMap>(sample->labels)) + " " + shortestText(sample->value) +
               "}";
    }
    std::string operator()(const TimeValue &value) const { return timeText(value); }
    std::string operator()(const MonthValue &value) const { return monthName(value.month); }
    std::string operator()(const WeekdayValue &value) const { return weekdayName(value.day); }
    std::string operator()(const DurationValue &value) const { return durationText(value.ns); }
    std::string operator()(const std::shared_ptr<const AlertData> &data) const
    {
        return "{" + (*this)(std::make_shared<const StringMap>(data->labels)) + " " +
               (*this)(std::make_shared<const StringMap>(data->externalLabels)) + " " + data->externalUrl + " " +
               shortestText(data->value) + "}";
    }
};

bool isText(const Value &value)
{
    return value.as<std::string>() != nullptr || value.as<HtmlText>() != nullptr;
}

} // namespace

std::string floatText(double value, char verb, int precision)
{
    if (!std::isfinite(value))
        return infinityOrNan(value);
    std::array<char, 1500> buffer;
    const std::array<char, 5> format{'%', '.', '*', verb, '\0'};
    const int length =
        std::snprintf(buffer.data(), buffer.size(), format.data(), std::clamp(precision, 0, 1000), value);
    return std::string(buffer.data(), static_cast<std::size_t>(std::clamp(length, 0, 1499)));
}

std::string shortestText(double value)
{
    if (!std::isfinite(value))
        return infinityOrNan(value);
    std::array<char, 400> buffer;
    const double size = std::fabs(value);
    const bool exponent = size != 0 && (size < 1e-4 || size >= 1e6);
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   exponent ? std::chars_format::scientific : std::chars_format::fixed)
                         .ptr;
    return std::string(buffer.data(), end);
}

std::string printed(const Value &value)
{
    return value.isNothing() ? "<no value>" : std::visit(Plain{}, value.held);
}

std::string sprint(std::span<const Value> values)
{
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && !isText(values[i]) && !isText(values[i - 1]))
            out += ' ';
        out += std::visit(Plain{}, values[i].held);
    }
    return out;
}

std::string sprintln(std::span<const Value> values)
{
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i)
        out += (i > 0 ? " " : "") + std::visit(Plain{}, values[i].held);
    return out + "\n";
}

} // namespace surgedeck::rules::templates
