// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/quoting.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace surgedeck::metrics {

namespace {

void appendByte(std::string &out, unsigned char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

// The length of the UTF-8 sequence that begins here, 0 where there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xc2 && first < 0xe0 ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    return length;
}

char shortEscape(char c)
{
    switch (c) {
    case '\a':
        return 'a';
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    case '\v':
        return 'v';
    case '"':
        return '"';
    case '\\':
        return '\\';
    default:
        return 0;
    }
}

} // namespace

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceLength(text.substr(i));
        const char c = text[i];
        if (const char escape = shortEscape(c)) {
            out += '\\';
            out += escape;
        } else if (length == 0 || (length == 1 && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f))) {
            appendByte(out, static_cast<unsigned char>(c));
        } else {
            out += text.substr(i, length);
        }
        i += length == 0 ? 1 : length;
    }
    return out + "\"";
}

std::string plainNumberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 400> buffer;
    char *const last = buffer.data() + buffer.size();
    if (std::fabs(value) < 0x1p53)
        return {buffer.data(), std::to_chars(buffer.data(), last, value, std::chars_format::fixed).ptr};
    // Beyond 2^53 to_chars writes the exact integer; here zeros follow the digits that matter.
    const char *const end = std::to_chars(buffer.data(), last, value, std::chars_format::scientific).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = text.find("e+");
    std::size_t exponent = 0;
    std::from_chars(text.data() + mark + 2, end, exponent);
    std::string digits(text.substr(0, mark));
    std::erase(digits, '.');
    digits.resize(exponent + (digits.front() == '-' ? 2 : 1), '0');
    return digits;
}

std::string numberText(double value)
{
    const double size = std::fabs(value);
    if (!std::isfinite(value) || size == 0 || (size >= 1e-6 && size < 1e21))
        return plainNumberText(value);
    std::array<char, 40> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    return {buffer.data(), end};
}

} // namespace surgedeck::metrics
