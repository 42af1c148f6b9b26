// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/jsonreader.h"

#include "models/metrics/parse/literals.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr std::size_t bufferSize = 1 << 20;
constexpr std::size_t longestString = 1 << 20;
constexpr std::size_t longestNumber = 64;
constexpr int deepestNesting = 64;

bool isNumberCharacter(int c)
{
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

std::string shown(int c)
{
    if (c < 0)
        return "the end of the file";
    const char byte = static_cast<char>(c);
    return c < 0x80 ? quotedCharacter(std::string_view(&byte, 1), 0) : "a byte that is no ASCII";
}

// JSON's grammar is narrower than that of from_chars.
bool validNumber(std::string_view text)
{
    Cursor cursor{text};
    cursor.accept("-");
    if (!cursor.accept("0")) {
        if (!isDigit(cursor.peek()))
            return false;
        cursor.acceptRun("0123456789");
    }
    if (cursor.accept(".")) {
        if (!isDigit(cursor.peek()))
            return false;
        cursor.acceptRun("0123456789");
    }
    if (cursor.accept("eE")) {
        cursor.accept("+-");
        if (!isDigit(cursor.peek()))
            return false;
        cursor.acceptRun("0123456789");
    }
    return cursor.peek() == Cursor::end;
}

} // namespace

JsonReader::JsonReader(ByteSource source)
    : m_source(std::move(source))
    , m_buffer(bufferSize)
{
}

bool JsonReader::refill()
{
    m_before += m_end;
    m_position = 0;
    m_end = m_error ? 0 : m_source(m_buffer);
    return m_end > 0;
}

bool JsonReader::fail(std::string message)
{
    if (!m_error)
        m_error = DataError{m_line, static_cast<long>(m_before + m_position - m_lineBegin) + 1, std::move(message)};
    return false;
}

void JsonReader::skipBlanks()
{
    for (int c = current(); isBlank(c); c = current()) {
        advance();
        if (c == '\n') {
            ++m_line;
            m_lineBegin = m_before + m_position;
        }
    }
}

bool JsonReader::more()
{
    skipBlanks();
    return current() >= 0;
}

int JsonReader::peek()
{
    skipBlanks();
    return current();
}

bool JsonReader::accept(char c)
{
    if (peek() != static_cast<unsigned char>(c))
        return false;
    advance();
    return true;
}

bool JsonReader::expect(char c)
{
    if (m_error)
        return false;
    return accept(c) || fail("expected '" + std::string(1, c) + "', not " + shown(current()));
}

bool JsonReader::readString(std::string &text)
{
    text.clear();
    if (!expect('"'))
        return false;
    for (;;) {
        const int c = current();
        if (c < 0)
            return fail("the string has no end");
        if (c < 0x20)
            return fail("a control character in a string has to be escaped");
        advance();
        if (c == '"')
            break;
        if (c == '\\' && !readEscape(text))
            return false;
        if (c != '\\')
            text += static_cast<char>(c);
        if (text.size() > longestString)
            return fail("the string is longer than 1 MiB");
    }
    return validUtf8(text) || fail("the string is no UTF-8");
}

bool JsonReader::readEscape(std::string &text)
{
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const int c = current();
    if (c == 'u') {
        advance();
        return readUnicode(text);
    }
    const std::size_t at = c < 0 ? std::string_view::npos : letters.find(static_cast<char>(c));
    if (at == std::string_view::npos)
        return fail("unknown escape sequence in a string");
    advance();
    text += meanings[at];
    return true;
}

bool JsonReader::readCodeUnit(unsigned &unit)
{
    unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int c = current();
        const char byte = static_cast<char>(c);
        unsigned digit = 0;
        if (c < 0 || std::from_chars(&byte, &byte + 1, digit, 16).ec != std::errc())
            return fail("\\u takes four hexadecimal digits");
        unit = unit * 16 + digit;
        advance();
    }
    return true;
}

// A character outside of the first 65,536 comes as two halves.
bool JsonReader::readUnicode(std::string &text)
{
    unsigned unit = 0;
    if (!readCodeUnit(unit))
        return false;
    char32_t code = unit;
    if (unit >= 0xd800 && unit < 0xdc00 && current() == '\\') {
        advance();
        unsigned low = 0;
        if (current() != 'u')
            return fail("half a surrogate pair");
        advance();
        if (!readCodeUnit(low))
            return false;
        if (low < 0xdc00 || low >= 0xe000)
            return fail("half a surrogate pair");
        code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code >= 0xd800 && code < 0xe000)
        return fail("half a surrogate pair");
    appendUtf8(text, code);
    return true;
}

// The characters of a number; they are copied only when the buffer ends within it.
std::string_view JsonReader::numberText()
{
    skipBlanks();
    const std::size_t begin = m_position;
    while (m_position < m_end && isNumberCharacter(m_buffer[m_position]))
        ++m_position;
    if (m_position < m_end)
        return {m_buffer.data() + begin, m_position - begin};
    m_number.assign(m_buffer.data() + begin, m_position - begin);
    for (int c = current(); isNumberCharacter(c) && m_number.size() <= longestNumber; c = current()) {
        m_number += static_cast<char>(c);
        advance();
    }
    return m_number;
}

bool JsonReader::readWord(std::string_view word)
{
    for (const char c : word) {
        if (current() != static_cast<unsigned char>(c))
            return fail("expected " + std::string(word));
        advance();
    }
    return true;
}

bool JsonReader::readNumber(double &number)
{
    const int first = peek();
    if (first == 'N' || first == 'I') {
        number = first == 'N' ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
        return readWord(first == 'N' ? "NaN" : "Infinity");
    }
    const std::string_view text = numberText();
    if (text == "-" && current() == 'I') {
        number = -std::numeric_limits<double>::infinity();
        return readWord("Infinity");
    }
    if (text.empty())
        return fail("expected a number, not " + shown(current()));
    if (text.size() > longestNumber || !validNumber(text))
        return fail("this is no number of JSON");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) {
        const std::size_t exponent = text.find_first_of("eE");
        if (exponent == std::string_view::npos || text.substr(exponent + 1).front() != '-')
            return fail("the number is out of range");
        number = text.front() == '-' ? -0.0 : 0.0;
    }
    return true;
}

bool JsonReader::readInteger(std::int64_t &number)
{
    if (peek() != '-' && !isDigit(current()))
        return fail("expected an integer, not " + shown(current()));
    const std::string_view text = numberText();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size())
        return true;
    double real = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), real);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || !validNumber(text))
        return fail("this is no number of JSON");
    if (real != std::floor(real) || std::fabs(real) > 9e18)
        return fail("expected an integer");
    number = static_cast<std::int64_t>(real);
    return true;
}

bool JsonReader::readQuickPoint(std::int64_t &timeMs, double &value)
{
    constexpr std::size_t longest = 64; // a point of this form is shorter
    if (m_position + longest > m_end)
        return false;
    const char *at = m_buffer.data() + m_position;
    const char *const end = at + longest;
    if (*at != '[')
        return false;
    std::int64_t seconds = 0;
    const char *const digits = ++at;
    while (isDigit(*at) && at - digits < 12)
        seconds = seconds * 10 + (*at++ - '0');
    std::int64_t thousandths = 0;
    std::int64_t unit = 1000;
    if (at > digits && *at == '.') {
        while (isDigit(*++at) && unit > 1)
            thousandths += (*at - '0') * (unit /= 10);
    }
    if (at == digits || at[0] != ',' || at[1] != '"')
        return false;
    const auto [stop, error] = std::from_chars(at + 2, end, value);
    if (error != std::errc() || stop + 1 >= end || stop[0] != '"' || stop[1] != ']' || !isDigit(stop[-1]))
        return false;
    timeMs = seconds * 1000 + thousandths;
    m_position = static_cast<std::size_t>(stop + 2 - m_buffer.data());
    return true;
}

bool JsonReader::readObject(const std::function<bool(const std::string &)> &field)
{
    if (!expect('{'))
        return false;
    if (accept('}'))
        return true;
    std::string key;
    do {
        if (!readString(key) || !expect(':') || !field(key))
            return false;
    } while (accept(','));
    return expect('}');
}

bool JsonReader::skipValue()
{
    return skipNested(0);
}

bool JsonReader::skipNested(int depth)
{
    if (depth > deepestNesting)
        return fail("nested deeper than " + std::to_string(deepestNesting) + " levels");
    std::string text;
    double number = 0;
    switch (peek()) {
    case '{':
        return readObject([&](const std::string &) { return skipNested(depth + 1); });
    case '[':
        return readArray([&] { return skipNested(depth + 1); });
    case '"':
        return readString(text);
    case 't':
        return readWord("true");
    case 'f':
        return readWord("false");
    case 'n':
        return readWord("null");
    default:
        return readNumber(number);
    }
}

} // namespace surgedeck::metrics
