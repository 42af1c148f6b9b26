// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/numbers.h"

#include "models/metrics/sample.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr std::array<double, 23> powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                           1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool isDigit(char c)
{
    return static_cast<unsigned char>(c - '0') < 10;
}

// Whether the text goes on with `word`, which is in lower case.
bool begins(const char *at, const char *end, std::string_view word)
{
    if (static_cast<std::size_t>(end - at) < word.size())
        return false;
    for (const char c : word) {
        if ((*at++ | 0x20) != c)
            return false;
    }
    return true;
}

const char *readWord(const char *at, const char *end, bool isNegative, double &value)
{
    const double infinity = std::numeric_limits<double>::infinity();
    for (const std::string_view word : {"infinity", "inf"}) {
        if (begins(at, end, word)) {
            value = isNegative ? -infinity : infinity;
            return at + word.size();
        }
    }
    return nullptr;
}

// The digits of a number without its sign.
struct Digits
{
    std::uint64_t mantissa = 0; // of the first 19 digits
    int count = 0;              // of digits that are no leading zeros
    int exponent = 0;           // of ten
    bool any = false;
};

const char *readMantissa(const char *at, const char *end, Digits &digits)
{
    const auto take = [&](int exponent) {
        digits.any = true;
        if (digits.count < 19) {
            digits.mantissa = digits.mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
            digits.count += digits.mantissa != 0;
            digits.exponent += exponent;
        } else {
            ++digits.count;
            digits.exponent += exponent + 1;
        }
    };
    for (; at < end && isDigit(*at); ++at)
        take(0);
    if (at < end && *at == '.') {
        for (++at; at < end && isDigit(*at); ++at)
            take(-1);
    }
    return at;
}

// nullptr when an exponent begins and does not go on; without one: where it would begin.
const char *readExponent(const char *at, const char *end, int &exponent)
{
    if (at == end || (*at | 0x20) != 'e')
        return at;
    ++at;
    const bool isNegative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        ++at;
    if (at == end || !isDigit(*at))
        return nullptr;
    int value = 0;
    for (; at < end && isDigit(*at); ++at)
        value = value < 100'000 ? value * 10 + (*at - '0') : value;
    exponent += isNegative ? -value : value;
    return at;
}

// Both operands are exact and one operation rounds once (Clinger); false when that does not hold.
bool convertExactly(const Digits &digits, double &value)
{
    constexpr std::uint64_t exact = std::uint64_t{1} << 53;
    if (digits.count > 19 || digits.mantissa > exact || digits.exponent < -22 || digits.exponent > 22)
        return false;
    const auto mantissa = static_cast<double>(digits.mantissa);
    value = digits.exponent < 0 ? mantissa / powers[static_cast<std::size_t>(-digits.exponent)]
                                : mantissa * powers[static_cast<std::size_t>(digits.exponent)];
    return true;
}

} // namespace

const char *readNumber(const char *at, const char *end, double &value)
{
    const bool isNegative = at < end && *at == '-';
    const bool hasSign = isNegative || (at < end && *at == '+');
    const char *const begin = hasSign ? at + 1 : at;
    Digits digits;
    const char *last = readMantissa(begin, end, digits);
    if (!digits.any) {
        if (!hasSign && begins(begin, end, "nan")) {
            value = ordinaryNan();
            return begin + 3;
        }
        return readWord(begin, end, isNegative, value);
    }
    last = readExponent(last, end, digits.exponent);
    if (!last)
        return nullptr;
    if (!convertExactly(digits, value)) {
        const auto result = std::from_chars(begin, last, value);
        if (result.ec == std::errc::result_out_of_range || std::isinf(value)) {
            if (digits.count + digits.exponent > 0)
                return nullptr;
            value = 0; // too small to be anything else
        }
    }
    if (isNegative)
        value = -value;
    return last;
}

std::optional<double> numberOf(std::string_view text)
{
    double value = 0;
    const char *end = text.data() + text.size();
    if (text.empty() || readNumber(text.data(), end, value) != end)
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> integerOf(std::string_view text)
{
    if (text.starts_with('+') && text.size() > 1 && isDigit(text[1]))
        text.remove_prefix(1);
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || result.ec != std::errc() || result.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::int64_t millisecondsOf(double seconds)
{
    constexpr double bound = 9223372036854775808.0; // 2^63
    const double milliseconds = seconds * 1000;
    if (milliseconds >= bound)
        return std::numeric_limits<std::int64_t>::max();
    if (milliseconds <= -bound)
        return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(milliseconds);
}

} // namespace surgedeck::metrics
