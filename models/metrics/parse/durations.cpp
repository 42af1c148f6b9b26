// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/literals.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace surgedeck::metrics {

namespace {

struct Unit
{
    std::string_view name;
    std::int64_t milliseconds;
    bool onlyWhole; ///< printed only when nothing is left over: 90d reads better than 12w6d
};

// From the largest to the smallest, the order in which they may follow each other.
constexpr std::array<Unit, 7> units{{
    {"y", 365LL * 24 * 3600 * 1000, true},
    {"w", 7LL * 24 * 3600 * 1000, true},
    {"d", 24LL * 3600 * 1000, false},
    {"h", 3600LL * 1000, false},
    {"m", 60LL * 1000, false},
    {"s", 1000, false},
    {"ms", 1, false},
}};

// Go counts nanoseconds in 63 bits.
constexpr std::int64_t longest = INT64_MAX / 1'000'000;

EngineError invalid(std::string_view text)
{
    return {ErrorType::BadData, "not a valid duration string: " + quoted(text)};
}

std::string_view takeWhile(std::string_view &rest, bool digits)
{
    std::size_t length = 0;
    while (length < rest.size() && isDigit(rest[length]) == digits)
        ++length;
    const std::string_view part = rest.substr(0, length);
    rest.remove_prefix(length);
    return part;
}

} // namespace

bool scanDurationTail(Cursor &cursor)
{
    if (!cursor.accept("smhdwy"))
        return false;
    cursor.accept("s");
    while (cursor.sees("0123456789")) {
        cursor.acceptRun("0123456789");
        if (!cursor.accept("smhdw"))
            return false;
        cursor.accept("s");
    }
    if (!isWordCharacter(cursor.peek()))
        return true;
    cursor.take();
    return false;
}

Outcome<std::int64_t> parseDuration(std::string_view text)
{
    if (text == "0")
        return std::int64_t{0};
    if (text.empty())
        return EngineError{ErrorType::BadData, "empty duration string"};
    const EngineError tooLong{ErrorType::BadData, "duration out of range"};
    std::int64_t total = 0;
    auto next = units.begin();
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view digits = takeWhile(rest, true);
        const std::string_view name = takeWhile(rest, false);
        std::uint64_t count = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
        if (digits.empty() || error != std::errc() || name.empty())
            return invalid(text);
        const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit &u) { return u.name == name; });
        if (unit == units.end())
            return EngineError{ErrorType::BadData, "unknown unit " + quoted(name) + " in duration " + quoted(text)};
        if (unit < next)
            return invalid(text);
        next = unit + 1;
        if (count > static_cast<std::uint64_t>(longest / unit->milliseconds))
            return tooLong;
        total += static_cast<std::int64_t>(count) * unit->milliseconds;
        if (total > longest)
            return tooLong;
    }
    return total;
}

std::string durationText(std::int64_t milliseconds)
{
    if (milliseconds == 0)
        return "0s";
    std::string result;
    for (const Unit &unit : units) {
        if (unit.onlyWhole && milliseconds % unit.milliseconds != 0)
            continue;
        if (const std::int64_t count = milliseconds / unit.milliseconds; count > 0)
            result += std::to_string(count) + std::string(unit.name);
        milliseconds %= unit.milliseconds;
    }
    return result;
}

} // namespace surgedeck::metrics
