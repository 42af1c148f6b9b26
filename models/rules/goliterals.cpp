// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/goliterals.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace surgedeck::rules {

namespace {

constexpr char32_t replacement = 0xFFFD;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase)
{
    return std::ranges::equal(text, lowerCase, [](char a, char b) { return lower(a) == b; });
}

int digitValue(char c)
{
    const char small = lower(c);
    if (c >= '0' && c <= '9')
        return c - '0';
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : 99;
}

/// Reads one character of a quoted literal, an escape sequence perhaps, and appends what it stands for.
class Unquoting
{
public:
    Unquoting(std::string_view inside, char quote)
        : m_rest(inside)
        , m_quote(quote)
    {
    }

    bool isAtEnd() const { return m_rest.empty(); }

    bool appendNext(std::string &out)
    {
        if (m_rest[0] == m_quote || m_rest[0] == '\n')
            return false;
        if (m_rest[0] != '\\') {
            const Rune rune = firstRune(m_rest);
            out += m_rest.substr(0, rune.bytes);
            m_rest.remove_prefix(rune.bytes);
            return true;
        }
        return m_rest.size() > 1 && appendEscape(out);
    }

private:
    bool appendEscape(std::string &out)
    {
        constexpr std::string_view names = "abfnrtv\\";
        constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\";
        const char c = m_rest[1];
        m_rest.remove_prefix(2);
        if (const std::size_t at = names.find(c); at != std::string_view::npos) {
            out += meanings[at];
            return true;
        }
        switch (c) {
        case 'x':
            return appendCode(out, 2, 16, 255);
        case 'u':
            return appendCode(out, 4, 16, 0x10FFFF);
        case 'U':
            return appendCode(out, 8, 16, 0x10FFFF);
        case '\'':
        case '"':
            out += c;
            return c == m_quote;
        default:
            m_rest = std::string_view(m_rest.data() - 1, m_rest.size() + 1);
            return c >= '0' && c <= '7' && appendCode(out, 3, 8, 255);
        }
    }

    bool appendCode(std::string &out, std::size_t digits, int base, std::uint32_t most)
    {
        if (m_rest.size() < digits)
            return false;
        std::uint64_t code = 0;
        for (const char c : m_rest.substr(0, digits)) {
            const int value = digitValue(c);
            if (value >= base)
                return false;
            code = code * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(value);
        }
        m_rest.remove_prefix(digits);
        if (code > most || (most > 255 && code >= 0xD800 && code < 0xE000))
            return false;
        if (most == 255)
            out += static_cast<char>(code); // a byte, not a character
        else
            appendRune(out, static_cast<char32_t>(code));
        return true;
    }

    std::string_view m_rest;
    char m_quote;
};

/// Underscores stand only between digits, or between the prefix of a base and a digit.
bool removeUnderscores(std::string &digits, bool afterPrefix)
{
    bool digitBefore = afterPrefix;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] == '_' && (!digitBefore || i + 1 == digits.size() || digits[i + 1] == '_'))
            return false;
        digitBefore = digits[i] != '_';
    }
    std::erase(digits, '_');
    return true;
}

} // namespace

Rune firstRune(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return {replacement, 1};
    char32_t character = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {replacement, 1};
        character = (character << 6) | (byte(i) & 0x3Fu);
    }
    const bool overlong = character < (length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u);
    const bool outside = character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF);
    return overlong || outside ? Rune{replacement, 1} : Rune{character, length};
}

void appendRune(std::string &text, char32_t character)
{
    const auto add = [&text](char32_t bits) { text += static_cast<char>(bits); };
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
        character = replacement;
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0 | (character >> 6));
        add(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        add(0xE0 | (character >> 12));
        add(0x80 | ((character >> 6) & 0x3F));
        add(0x80 | (character & 0x3F));
    } else {
        add(0xF0 | (character >> 18));
        add(0x80 | ((character >> 12) & 0x3F));
        add(0x80 | ((character >> 6) & 0x3F));
        add(0x80 | (character & 0x3F));
    }
}

std::optional<std::string> unquoteGo(std::string_view literal)
{
    if (literal.size() < 2 || literal.front() != literal.back())
        return std::nullopt;
    const char quote = literal.front();
    const std::string_view inside = literal.substr(1, literal.size() - 2);
    if (quote == '`') {
        if (inside.find('`') != std::string_view::npos)
            return std::nullopt;
        std::string raw(inside);
        std::erase(raw, '\r');
        return raw;
    }
    if (quote != '"' && quote != '\'')
        return std::nullopt;
    Unquoting unquoting(inside, quote);
    std::string out;
    while (!unquoting.isAtEnd())
        if (!unquoting.appendNext(out))
            return std::nullopt;
    if (quote == '\'' && (out.empty() || firstRune(out).bytes != out.size()))
        return std::nullopt;
    return out;
}

std::optional<std::uint64_t> parseGoUint(std::string_view text)
{
    int base = 10;
    std::size_t prefix = 0;
    if (text.size() > 1 && text[0] == '0') {
        const char mark = lower(text[1]);
        base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
        prefix = mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1;
    }
    std::string digits(text.substr(prefix));
    std::uint64_t value = 0;
    if (digits.empty() || !removeUnderscores(digits, prefix > 0) || digits.empty())
        return std::nullopt;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> parseGoInt(std::string_view text)
{
    const bool signedText = !text.empty() && (text[0] == '-' || text[0] == '+');
    const bool negative = signedText && text[0] == '-';
    const auto size = parseGoUint(text.substr(signedText ? 1 : 0));
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!size || *size > most + (negative ? 1 : 0))
        return std::nullopt;
    return negative ? static_cast<std::int64_t>(0 - *size) : static_cast<std::int64_t>(*size);
}

std::optional<double> parseGoFloat(std::string_view text)
{
    const bool signedText = !text.empty() && (text[0] == '-' || text[0] == '+');
    const double sign = signedText && text[0] == '-' ? -1.0 : 1.0;
    std::string_view body = text.substr(signedText ? 1 : 0);
    if (equalsIgnoringCase(body, "inf") || equalsIgnoringCase(body, "infinity"))
        return sign * std::numeric_limits<double>::infinity();
    if (equalsIgnoringCase(text, "nan"))
        return std::numeric_limits<double>::quiet_NaN();
    const bool hexadecimal = body.size() > 2 && body[0] == '0' && lower(body[1]) == 'x';
    if (hexadecimal)
        body.remove_prefix(2);
    std::string digits(body);
    if (hexadecimal ? !removeUnderscores(digits, true) : digits.find('_') != std::string::npos)
        return std::nullopt;
    // from_chars takes words and signs that Go does not.
    if (digits.empty() || !(digitValue(digits[0]) < (hexadecimal ? 16 : 10) || digits[0] == '.'))
        return std::nullopt;
    if (hexadecimal && digits.find_first_of("pP") == std::string::npos)
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                              hexadecimal ? std::chars_format::hex : std::chars_format::general);
    if (end != digits.data() + digits.size())
        return std::nullopt;
    if (error == std::errc::result_out_of_range)
        // Too small reads as zero in Go, too large is refused.
        return digits.find("e-") != std::string::npos || digits.find("E-") != std::string::npos ||
                       digits.find("p-") != std::string::npos
                   ? std::optional(sign * 0.0)
                   : std::nullopt;
    return error == std::errc() ? std::optional(sign * value) : std::nullopt;
}

} // namespace surgedeck::rules
