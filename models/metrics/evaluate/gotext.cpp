// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/gotext.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>

namespace surgedeck::metrics {

namespace {

std::optional<std::string> unusual(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return std::nullopt;
}

// The shortest digits that read back as the same number, without point, and the power of ten of the first of them.
struct ShortestDigits
{
    bool negative = false;
    std::string digits;
    int exponent = 0;
};

ShortestDigits shortestDigits(double value)
{
    std::array<char, 40> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = text.find('e');
    ShortestDigits result;
    result.negative = text.front() == '-';
    std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), std::back_inserter(result.digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    const std::string_view exponent = text.substr(text[mark + 1] == '+' ? mark + 2 : mark + 1);
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.exponent);
    return result;
}

std::string withoutExponent(const ShortestDigits &number)
{
    std::string text = number.negative ? "-" : "";
    if (number.exponent < 0) {
        text += "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') + number.digits;
        return text;
    }
    const std::size_t whole = static_cast<std::size_t>(number.exponent) + 1;
    if (number.digits.size() <= whole)
        return text + number.digits + std::string(whole - number.digits.size(), '0');
    return text + number.digits.substr(0, whole) + "." + number.digits.substr(whole);
}

bool hasHexPrefix(std::string_view text)
{
    return text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

// Go allows `_` between two digits; the rest of the text is looked at later.
std::optional<std::string> withoutUnderscores(std::string_view text)
{
    const auto isDigit = [&](std::size_t i) {
        return i < text.size() && (std::isdigit(static_cast<unsigned char>(text[i])) != 0 ||
                                   (hasHexPrefix(text) && std::isxdigit(static_cast<unsigned char>(text[i])) != 0));
    };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '_')
            result += text[i];
        else if (i == 0 || !(isDigit(i - 1) || (i == 2 && hasHexPrefix(text))) || !isDigit(i + 1))
            return std::nullopt;
    }
    return result;
}

std::optional<double> named(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (lower == "inf" || lower == "infinity")
        return std::numeric_limits<double>::infinity();
    if (lower == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
}

// What std::from_chars() takes and Go does not, or the other way round, is sorted out before.
std::optional<double> unsignedNumber(const std::string &text)
{
    if (text.empty() || (text.front() != '.' && (text.front() < '0' || text.front() > '9')))
        return std::nullopt;
    const bool isHex = hasHexPrefix(text);
    if (isHex && text.find_first_of("pP") == std::string::npos)
        return std::nullopt;
    const char *const end = text.data() + text.size();
    double value = 0;
    const auto read = std::from_chars(text.data() + (isHex ? 2 : 0), end, value,
                                      isHex ? std::chars_format::hex : std::chars_format::general);
    if (read.ptr != end)
        return std::nullopt;
    if (read.ec == std::errc())
        return value;
    // Too small is 0, too large is an error.
    const bool isSmall = text.find("e-") != std::string::npos || text.find("E-") != std::string::npos ||
                         text.find("p-") != std::string::npos || text.find("P-") != std::string::npos;
    return isSmall ? std::optional<double>(0) : std::nullopt;
}

} // namespace

std::string goGeneral(double value)
{
    if (const auto name = unusual(value))
        return *name;
    const ShortestDigits number = shortestDigits(value);
    if (number.exponent >= -4 && number.exponent < 6)
        return withoutExponent(number);
    std::array<char, 40> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    return std::string(buffer.data(), end);
}

std::string goFixed(double value)
{
    if (const auto name = unusual(value))
        return *name;
    std::array<char, 400> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 6).ptr;
    return std::string(buffer.data(), end);
}

std::string goPlain(double value)
{
    if (const auto name = unusual(value))
        return *name;
    return withoutExponent(shortestDigits(value));
}

std::optional<double> goParsed(std::string_view text)
{
    const bool isSigned = !text.empty() && (text.front() == '-' || text.front() == '+');
    const double sign = isSigned && text.front() == '-' ? -1 : 1;
    if (isSigned)
        text.remove_prefix(1);
    auto value = named(text);
    if (value && isSigned && std::isnan(*value))
        return std::nullopt;
    if (!value) {
        const auto digits = withoutUnderscores(text);
        value = digits ? unsignedNumber(*digits) : std::nullopt;
    }
    return value ? std::optional<double>(sign * *value) : std::nullopt;
}

} // namespace surgedeck::metrics
