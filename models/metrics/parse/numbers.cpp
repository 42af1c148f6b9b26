// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/literals.h"
#include "models/metrics/quoting.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace surgedeck::metrics {

namespace {

constexpr std::string_view decimalDigits = "0123456789";
constexpr std::string_view hexDigits = "0123456789abcdefABCDEF";

bool scanOldNumber(Cursor &cursor)
{
    std::string_view digits = decimalDigits;
    if (cursor.accept("0") && cursor.accept("xX"))
        digits = hexDigits;
    cursor.acceptRun(digits);
    if (cursor.accept("."))
        cursor.acceptRun(digits);
    if (cursor.accept("eE")) {
        cursor.accept("+-");
        cursor.acceptRun(decimalDigits);
    }
    return !isWordCharacter(cursor.peek());
}

// One number with separators, as Prometheus 2.54 introduced them. It accepts more than numberValue(), and refuses some
// hexadecimal numbers with two e: both is how the server reads them.
class NumberScan
{
public:
    explicit NumberScan(Cursor &cursor)
        : m_cursor(cursor)
    {
    }

    bool run()
    {
        const int begin = m_cursor.position;
        if (m_cursor.accept("0") && m_cursor.accept("xX")) {
            m_cursor.accept("_");
            m_hex = true;
        }
        const std::string_view digits = m_hex ? hexDigits : decimalDigits;
        m_cursor.accept(".");
        m_cursor.accept(digits);
        while (m_cursor.sees(digits) || m_cursor.sees("._eE")) {
            if (!step(digits))
                return false;
        }
        return m_cursor.position != begin && !isWordCharacter(m_cursor.peek());
    }

private:
    bool step(std::string_view digits)
    {
        if (m_cursor.accept("."))
            return !std::exchange(m_dot, true) && !m_cursor.accept("_.") && !m_hex;
        if (m_cursor.accept("eE")) {
            if (std::exchange(m_exponent, true))
                return false;
            m_cursor.accept("+-");
            return !m_cursor.accept("._eE") && m_cursor.peek() != Cursor::end;
        }
        if (m_cursor.accept("_"))
            return !m_cursor.accept("._eE") && m_cursor.peek() != Cursor::end;
        m_cursor.acceptRun(digits);
        return true;
    }

    Cursor &m_cursor;
    bool m_hex = false;
    bool m_dot = false;
    bool m_exponent = false;
};

bool hexPrefix(std::string_view text)
{
    return text.size() > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

// Go: an underscore stands between digits, or between a base prefix and a digit.
bool separatorsValid(std::string_view text)
{
    const bool hex = hexPrefix(text);
    char before = '^';
    for (std::size_t i = hex ? 2 : 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool digit = hex ? hexDigits.find(c) != std::string_view::npos : isDigit(c);
        if (c == '_' && before != '0' && !(hex && i == 2))
            return false;
        if (!digit && c != '_' && before == '_')
            return false;
        before = digit ? '0' : c;
    }
    return before != '_';
}

std::optional<double> integerValue(std::string_view digits)
{
    int base = 10;
    if (hexPrefix(digits)) {
        base = 16;
        digits.remove_prefix(2);
    } else if (digits.size() > 1 && digits[0] == '0') {
        base = 8;
        digits.remove_prefix(1);
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return static_cast<double>(value);
}

EngineError numberError(std::string_view text, std::string_view why)
{
    return {ErrorType::BadData,
            "error parsing number: strconv.ParseFloat: parsing " + quoted(text) + ": " + std::string(why)};
}

// Too large is an error, too small is zero.
Outcome<double> outOfRange(std::string_view digits, std::string_view text)
{
    long double wide = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), wide);
    if (error == std::errc() && std::fabs(wide) < 1)
        return static_cast<double>(wide);
    if (error != std::errc() && digits.find("e-") != std::string_view::npos)
        return 0.0;
    return numberError(text, "value out of range");
}

std::string word(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return result;
}

} // namespace

bool scanNumber(Cursor &cursor, Compat compat)
{
    return compat == Compat::V2 ? scanOldNumber(cursor) : NumberScan(cursor).run();
}

Outcome<double> numberValue(std::string_view text)
{
    const std::string lower = word(text);
    if (lower == "inf")
        return std::numeric_limits<double>::infinity();
    if (lower == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    if (!separatorsValid(text))
        return numberError(text, "invalid syntax");
    std::string digits = lower;
    std::erase(digits, '_');
    if (digits.empty())
        return numberError(text, "invalid syntax");
    if (const auto integer = integerValue(digits))
        return *integer;
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size() || hexPrefix(digits))
        return numberError(text, "invalid syntax");
    if (error == std::errc::result_out_of_range)
        return outOfRange(digits, text);
    if (error != std::errc())
        return numberError(text, "invalid syntax");
    return value;
}

} // namespace surgedeck::metrics
