// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/literals.h"

#include <array>
#include <cstdio>

namespace surgedeck::metrics {

namespace {

constexpr char32_t replacementCharacter = 0xfffd;

struct Character
{
    char32_t code = replacementCharacter;
    int length = 1;
};

// One UTF-8 character; what is none reads as U+FFFD of one byte, as in Go.
Character characterAt(std::string_view text, int position)
{
    const auto byte = [&](int i) -> unsigned {
        const std::size_t at = static_cast<std::size_t>(position + i);
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return {first, 1};
    const int length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first >= 0xf5)
        return {};
    char32_t code = first & (0xffu >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {};
        code = code << 6 | (byte(i) & 0x3f);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    return overlong || surrogate || code > 0x10ffff ? Character{} : Character{code, length};
}

// U+0063 'c', as Go's %#U.
std::string named(std::string_view text, int position)
{
    std::array<char, 16> code{};
    std::snprintf(code.data(), code.size(), "U+%04X ", static_cast<unsigned>(characterAt(text, position).code));
    return code.data() + quotedCharacter(text, position);
}

int digitValue(int c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return 16;
}

struct Escape
{
    int digits = 0; ///< 0: a single character
    int base = 16;
    char32_t most = 0x10ffff;
};

std::optional<Escape> numericEscape(int c)
{
    if (c >= '0' && c <= '7')
        return Escape{3, 8, 255};
    if (c == 'x')
        return Escape{2, 16, 255};
    if (c == 'u')
        return Escape{4};
    if (c == 'U')
        return Escape{8};
    return std::nullopt;
}

int simpleEscape(int c)
{
    constexpr std::string_view letters = "abfnrtv\\";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\";
    const std::size_t at = c == Cursor::end ? std::string_view::npos : letters.find(static_cast<char>(c));
    return at == std::string_view::npos ? Cursor::end : meanings[at];
}

// The cursor stands on the first digit.
std::optional<std::string> scanDigits(Cursor &cursor, const Escape &escape)
{
    std::uint64_t value = 0;
    for (int i = 0; i < escape.digits; ++i) {
        const int digit = digitValue(cursor.peek());
        if (digit >= escape.base) {
            if (cursor.peek() == Cursor::end)
                return "escape sequence not terminated";
            return "illegal character " + named(cursor.text, cursor.position) + " in escape sequence";
        }
        value = value * escape.base + digit;
        cursor.take();
    }
    if (value > escape.most || (value >= 0xd800 && value < 0xe000))
        return "escape sequence is an invalid Unicode code point";
    return std::nullopt;
}

std::optional<std::string> scanEscape(Cursor &cursor, int quote)
{
    const int c = cursor.peek();
    if (c == Cursor::end)
        return "escape sequence not terminated";
    if (c == quote || simpleEscape(c) != Cursor::end) {
        cursor.take();
        return std::nullopt;
    }
    const auto escape = numericEscape(c);
    if (!escape)
        return "unknown escape sequence " + named(cursor.text, cursor.position);
    if (escape->base == 16)
        cursor.take();
    return scanDigits(cursor, *escape);
}

// One escape sequence of a literal that scanString() accepted; the cursor stands behind the backslash.
void appendEscape(std::string &out, Cursor &cursor)
{
    const int c = cursor.peek();
    const auto escape = numericEscape(c);
    if (!escape) {
        const int meaning = simpleEscape(c);
        out += static_cast<char>(meaning == Cursor::end ? c : meaning);
        cursor.take();
        return;
    }
    if (escape->base == 16)
        cursor.take();
    char32_t value = 0;
    for (int i = 0; i < escape->digits; ++i)
        value = value * escape->base + digitValue(cursor.take());
    if (escape->most == 255)
        out += static_cast<char>(value);
    else
        appendUtf8(out, value);
}

} // namespace

void appendUtf8(std::string &out, char32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
        return;
    }
    const int length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    constexpr std::array<unsigned, 5> lead{0, 0, 0xc0, 0xe0, 0xf0};
    out += static_cast<char>(lead[length] | (code >> (6 * (length - 1))));
    for (int i = length - 2; i >= 0; --i)
        out += static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3f));
}

std::string quotedCharacter(std::string_view text, int position)
{
    const Character character = characterAt(text, position);
    std::string out = "'";
    if (character.code == '\'' || character.code == '\\') {
        out += '\\';
        out += static_cast<char>(character.code);
    } else if (constexpr std::string_view controls = "\a\b\t\n\v\f\r"; character.code >= 7 && character.code <= 13) {
        out += '\\';
        out += std::string_view("abtnvfr")[controls.find(static_cast<char>(character.code))];
    } else if (character.code < 0x20 || character.code == 0x7f) {
        std::array<char, 8> code{};
        std::snprintf(code.data(), code.size(), "\\x%02x", static_cast<unsigned>(character.code));
        out += code.data();
    } else {
        appendUtf8(out, character.code);
    }
    return out + "'";
}

int utf8Length(std::string_view text, std::size_t position)
{
    const Character character = characterAt(text, static_cast<int>(position));
    return character.code == replacementCharacter && character.length == 1 ? 0 : character.length;
}

bool validUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const int length = utf8Length(text, i);
        if (length == 0)
            return false;
        i += static_cast<std::size_t>(length);
    }
    return true;
}

std::optional<std::string> scanString(Cursor &cursor)
{
    const int quote = cursor.take();
    const bool raw = quote == '`';
    for (;;) {
        const int c = cursor.peek();
        if (c == Cursor::end || (c == '\n' && !raw))
            return raw ? "unterminated raw string" : "unterminated quoted string";
        const Character character = characterAt(cursor.text, cursor.position);
        if (character.code == replacementCharacter)
            return "invalid UTF-8 rune";
        cursor.position += character.length;
        if (c == quote)
            return std::nullopt;
        if (c == '\\' && !raw) {
            if (auto reason = scanEscape(cursor, quote))
                return reason;
        }
    }
}

std::string unquoted(std::string_view literal)
{
    const std::string_view inside = literal.substr(1, literal.size() - 2);
    if (literal.front() == '`')
        return std::string(inside);
    std::string out;
    for (Cursor cursor{inside}; cursor.peek() != Cursor::end;) {
        const int c = cursor.take();
        if (c == '\\')
            appendEscape(out, cursor);
        else
            out += static_cast<char>(c);
    }
    return out;
}

} // namespace surgedeck::metrics
