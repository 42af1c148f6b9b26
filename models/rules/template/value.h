// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace surgedeck::rules::templates {

using StringMap = std::map<std::string, std::string>;

/// One element of what `query` returns.
struct SampleValue
{
    StringMap labels;
    double value = 0;
};

/// A template's dot at its beginning.
struct AlertData
{
    StringMap labels;
    StringMap externalLabels;
    std::string externalUrl;
    double value = 0;
};

// What Go tells apart by type although we would not: it decides how a value prints and what may be done with it.
struct Nothing ///< the value that is not there: nil, or a missing entry of a map of anything
{
};
struct HtmlText
{
    std::string text;
};
struct TimeValue
{
    std::int64_t ms = 0; ///< since 1970 UTC
};
struct MonthValue
{
    int month = 1; ///< 1 to 12
};
struct WeekdayValue
{
    int day = 0; ///< 0: Sunday
};
struct DurationValue
{
    std::int64_t ns = 0;
};

struct AnyMap;
using SamplePointer = std::shared_ptr<const SampleValue>; ///< nullptr: nil
using SampleList = std::vector<SamplePointer>;

/// A value of the template language: the few of Go's types that a Prometheus alert can meet. Cheap to copy.
struct Value
{
    using Held =
        std::variant<Nothing, bool, std::int64_t, double, std::string, HtmlText, std::shared_ptr<const StringMap>,
                     std::shared_ptr<const AnyMap>, std::shared_ptr<const SampleList>, SamplePointer, TimeValue,
                     MonthValue, WeekdayValue, DurationValue, std::shared_ptr<const AlertData>>;
    Held held;

    template <typename T>
    const T *as() const
    {
        return std::get_if<T>(&held);
    }
    bool isNothing() const { return std::holds_alternative<Nothing>(held); }
};

struct AnyMap
{
    std::map<std::string, Value> entries;
};

/// The name of the value's type as Go's error messages and %T show it.
std::string typeName(const Value &value);

/// What `if` takes for true: not the zero of its type.
bool isTrue(const Value &value);

} // namespace surgedeck::rules::templates
