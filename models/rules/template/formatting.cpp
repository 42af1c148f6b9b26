// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/quoting.h"
#include "models/rules/goliterals.h"
#include "models/rules/template/printing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace surgedeck::rules::templates {

namespace {

/// Go refuses a width or precision beyond this as well: a template must not make a text of gigabytes.
constexpr int mostWidth = 1'000'000;

/// What stands between a percent sign and its verb.
struct Directive
{
    bool minus = false, plus = false, sharp = false, space = false, zero = false;
    std::optional<int> width, precision;
};

std::size_t runeCount(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string &text, const Directive &directive, char with = ' ')
{
    const std::size_t width = static_cast<std::size_t>(directive.width.value_or(0));
    const std::size_t length = runeCount(text);
    if (width <= length)
        return text;
    return directive.minus ? text + std::string(width - length, ' ') : std::string(width - length, with) + text;
}

std::string truncated(const std::string &text, const Directive &directive)
{
    if (!directive.precision)
        return text;
    std::size_t at = 0;
    for (int runes = *directive.precision; runes > 0 && at < text.size(); --runes)
        at += firstRune(std::string_view(text).substr(at)).bytes;
    return text.substr(0, at);
}

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

std::string hexText(const std::string &bytes, const Directive &directive, char verb)
{
    std::string out;
    for (const char c : truncated(bytes, directive)) {
        constexpr std::string_view digits = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (directive.space && !out.empty())
            out += ' ';
        if (directive.sharp && (directive.space || out.empty()))
            out += "0x";
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return padded(verb == 'X' ? upper(out) : out, directive, directive.zero ? '0' : ' ');
}

std::string quotedRune(std::int64_t code)
{
    std::string text;
    appendRune(text, code < 0 || code > 0x10FFFF ? 0xFFFD : static_cast<char32_t>(code));
    if (text == "'")
        return "'\\''";
    const std::string quoted = metrics::quoted(text);
    return text == "\"" ? "'\"'" : "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

std::string unicodeText(std::int64_t code, const Directive &directive)
{
    std::array<char, 20> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<std::uint64_t>(code), 16).ptr;
    std::string digits = upper(std::string(buffer.data(), end));
    const auto least = static_cast<std::size_t>(std::max(4, std::min(directive.precision.value_or(4), 64)));
    if (digits.size() < least)
        digits.insert(0, least - digits.size(), '0');
    std::string out = "U+" + digits;
    if (directive.sharp)
        out += " " + quotedRune(code);
    return padded(out, directive);
}

std::string integerInBase(std::int64_t value, const Directive &directive, char verb)
{
    const int base = verb == 'b' ? 2 : verb == 'o' || verb == 'O' ? 8 : verb == 'x' || verb == 'X' ? 16 : 10;
    const bool negative = value < 0;
    const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::array<char, 70> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, base).ptr;
    std::string digits(buffer.data(), end);
    if (verb == 'X')
        digits = upper(digits);
    const std::string sign = negative ? "-" : directive.plus ? "+" : directive.space ? " " : "";
    std::size_t least = 0;
    if (directive.precision) {
        least = static_cast<std::size_t>(*directive.precision);
        if (least == 0 && size == 0)
            return std::string(static_cast<std::size_t>(directive.width.value_or(0)), ' ');
    } else if (directive.zero && directive.width) {
        least = static_cast<std::size_t>(std::max(0, *directive.width - static_cast<int>(sign.size())));
    }
    if (digits.size() < least)
        digits.insert(0, least - digits.size(), '0');
    std::string prefix;
    if (directive.sharp)
        prefix = verb == 'b'                       ? "0b"
                 : verb == 'o' && digits[0] != '0' ? "0"
                 : verb == 'x'                     ? "0x"
                 : verb == 'X'                     ? "0X"
                                                   : "";
    if (verb == 'O')
        prefix = "0o";
    return padded(sign + prefix + digits, directive);
}

std::string realText(double value, const Directive &directive, char verb)
{
    std::string text;
    if (verb == 'v' || ((verb == 'g' || verb == 'G') && !directive.precision))
        text = verb == 'G' ? upper(shortestText(value)) : shortestText(value);
    else
        text = floatText(value, verb == 'F' ? 'f' : verb, directive.precision.value_or(6));
    const bool special = !std::isfinite(value);
    if (text[0] != '-' && text[0] != '+')
        text.insert(0, 1, '+');
    if (directive.space && text[0] == '+' && !directive.plus)
        text[0] = ' ';
    if (special) {
        if (std::isnan(value) && !directive.space && !directive.plus)
            text.erase(0, 1);
        return padded(text, directive);
    }
    if (text[0] == '+' && !directive.plus)
        text.erase(0, 1);
    const bool hasSign = text[0] == '+' || text[0] == '-' || text[0] == ' ';
    if (directive.zero && hasSign) {
        Directive digits = directive;
        digits.width = std::max(0, directive.width.value_or(0) - 1);
        return text[0] + padded(text.substr(1), digits, '0');
    }
    return padded(text, directive, directive.zero ? '0' : ' ');
}

/// One value by one directive.
class Formatter
{
public:
    Formatter(const Directive &directive, char32_t verb)
        : m_directive(directive)
        , m_verb(verb)
    {
    }

    std::string format(const Value &value) const
    {
        if (m_verb == U'T')
            return padded(truncated(typeName(value), m_directive), m_directive);
        if (value.isNothing())
            return m_verb == U'v' ? padded("<nil>", m_directive) : badVerb(value);
        if (const bool *truth = value.as<bool>())
            return m_verb == U't' || m_verb == U'v' ? padded(*truth ? "true" : "false", m_directive) : badVerb(value);
        if (const auto *number = value.as<std::int64_t>())
            return integer(*number, value);
        if (const double *number = value.as<double>())
            return std::u32string_view(U"veEfFgG").find(m_verb) != std::u32string_view::npos
                       ? realText(*number, m_directive, verb())
                       : badVerb(value);
        if (const auto *text = value.as<std::string>())
            return textValue(*text, value);
        if (const auto *html = value.as<HtmlText>())
            return textValue(html->text, value);
        return other(value);
    }

private:
    char verb() const { return static_cast<char>(m_verb); }

    std::string badVerb(const Value &value) const
    {
        std::string out = "%!";
        appendRune(out, m_verb);
        if (value.isNothing())
            return out + "(<nil>)";
        const bool known = m_verb != U'v' && m_verb != U'T';
        return out + "(" + typeName(value) + "=" +
               (known ? Formatter(m_directive, U'v').format(value) : sprint(std::array{value})) + ")";
    }

    std::string integer(std::int64_t number, const Value &value) const
    {
        switch (m_verb) {
        case U'v':
        case U'd':
        case U'b':
        case U'o':
        case U'O':
        case U'x':
        case U'X':
            return integerInBase(number, m_directive, verb());
        case U'c': {
            std::string text;
            appendRune(text, number < 0 || number > 0x10FFFF ? 0xFFFD : static_cast<char32_t>(number));
            return padded(text, m_directive);
        }
        case U'q':
            return padded(quotedRune(number), m_directive);
        case U'U':
            return unicodeText(number, m_directive);
        default:
            return badVerb(value);
        }
    }

    std::string textValue(const std::string &text, const Value &value) const
    {
        switch (m_verb) {
        case U'v':
            if (m_directive.sharp)
                return padded(metrics::quoted(text), m_directive);
            [[fallthrough]];
        case U's':
            return padded(truncated(text, m_directive), m_directive, m_directive.zero ? '0' : ' ');
        case U'x':
        case U'X':
            return hexText(text, m_directive, verb());
        case U'q': {
            const std::string shown = truncated(text, m_directive);
            const bool raw = m_directive.sharp && shown.find_first_of("`\n\r") == std::string::npos;
            return padded(raw ? "`" + shown + "`" : metrics::quoted(shown), m_directive);
        }
        default:
            return badVerb(value);
        }
    }

    std::string other(const Value &value) const
    {
        if (const auto *month = value.as<MonthValue>();
            month && std::u32string_view(U"dboOxXcU").find(m_verb) != std::u32string_view::npos)
            return integer(month->month, value);
        if (const auto *day = value.as<WeekdayValue>();
            day && std::u32string_view(U"dboOxXcU").find(m_verb) != std::u32string_view::npos)
            return integer(day->day, value);
        if (const auto *map = value.as<std::shared_ptr<const StringMap>>())
            return elements(**map, [](const std::string &text) { return Value{text}; });
        if (const auto *map = value.as<std::shared_ptr<const AnyMap>>())
            return elements((*map)->entries, [](const Value &held) { return held; });
        if (const auto *data = value.as<std::shared_ptr<const AlertData>>())
            return "{" + format(Value{std::make_shared<const StringMap>((*data)->labels)}) + " " +
                   format(Value{std::make_shared<const StringMap>((*data)->externalLabels)}) + " " +
                   format(Value{(*data)->externalUrl}) + " " + format(Value{(*data)->value}) + "}";
        return std::u32string_view(U"vs").find(m_verb) != std::u32string_view::npos
                   ? padded(truncated(sprint(std::array{value}), m_directive), m_directive)
                   : badVerb(value);
    }

    /// A map takes the verb to its keys and values.
    template <typename Map, typename ToValue>
    std::string elements(const Map &map, ToValue toValue) const
    {
        std::string out;
        for (const auto &[key, held] : map)
            out += (out.empty() ? "" : " ") + format(Value{key}) + ":" + format(toValue(held));
        return "map[" + out + "]";
    }

    const Directive &m_directive;
    char32_t m_verb;
};

/// Walks over a format. The next argument, or one that [n] names, goes to each verb.
class Walk
{
public:
    Walk(std::string_view format, std::span<const Value> values)
        : m_format(format)
        , m_values(values)
    {
    }

    std::string run()
    {
        while (m_at < m_format.size()) {
            const std::size_t percent = std::min(m_format.find('%', m_at), m_format.size());
            m_out += m_format.substr(m_at, percent - m_at);
            m_at = percent + 1;
            if (percent < m_format.size())
                directive();
        }
        if (!m_reordered && m_argument < m_values.size())
            extra();
        return std::move(m_out);
    }

private:
    char peek() const { return m_at < m_format.size() ? m_format[m_at] : '\0'; }

    void directive()
    {
        Directive directive;
        m_goodIndex = true;
        m_afterIndex = false;
        flags(directive);
        argumentIndex();
        width(directive);
        precision(directive);
        if (!m_afterIndex)
            argumentIndex();
        if (m_at >= m_format.size()) {
            m_out += "%!(NOVERB)";
            return;
        }
        const Rune verb = firstRune(m_format.substr(m_at));
        m_at += verb.bytes;
        apply(directive, verb.character);
    }

    void apply(const Directive &directive, char32_t verb)
    {
        if (verb == U'%') {
            m_out += '%';
            return;
        }
        if (!m_goodIndex || m_argument >= m_values.size()) {
            m_out += "%!";
            appendRune(m_out, verb);
            m_out += m_goodIndex ? "(MISSING)" : "(BADINDEX)";
            return;
        }
        m_out += Formatter(directive, verb).format(m_values[m_argument++]);
    }

    void flags(Directive &directive)
    {
        for (;; ++m_at) {
            switch (peek()) {
            case '#':
                directive.sharp = true;
                break;
            case '0':
                directive.zero = !directive.minus;
                break;
            case '+':
                directive.plus = true;
                break;
            case '-':
                directive.minus = true;
                directive.zero = false;
                break;
            case ' ':
                directive.space = true;
                break;
            default:
                return;
            }
        }
    }

    std::optional<int> number()
    {
        std::optional<int> value;
        while (peek() >= '0' && peek() <= '9') {
            value = value.value_or(0) * 10 + (peek() - '0');
            ++m_at;
            if (*value > mostWidth)
                return std::nullopt;
        }
        return value;
    }

    /// [3]: the third argument is next.
    void argumentIndex()
    {
        if (peek() != '[')
            return;
        m_reordered = true;
        const std::size_t close = m_format.find(']', m_at);
        if (close == std::string_view::npos) {
            m_goodIndex = false;
            ++m_at;
            return;
        }
        ++m_at;
        const auto index = number();
        const bool good = index && m_at == close && *index >= 1 && static_cast<std::size_t>(*index) <= m_values.size();
        m_at = close + 1;
        if (good) {
            m_argument = static_cast<std::size_t>(*index - 1);
            m_afterIndex = true;
        } else {
            m_goodIndex = false;
        }
    }

    std::optional<int> starred()
    {
        ++m_at;
        m_afterIndex = false;
        if (m_argument >= m_values.size())
            return std::nullopt;
        const auto *value = m_values[m_argument++].as<std::int64_t>();
        return value && std::abs(*value) <= mostWidth ? std::optional(static_cast<int>(*value)) : std::nullopt;
    }

    void width(Directive &directive)
    {
        if (peek() != '*') {
            directive.width = number();
            if (m_afterIndex && directive.width)
                m_goodIndex = false;
            return;
        }
        directive.width = starred();
        if (!directive.width)
            m_out += "%!(BADWIDTH)";
        if (directive.width.value_or(0) < 0) {
            directive.width = -*directive.width;
            directive.minus = true;
            directive.zero = false;
        }
    }

    void precision(Directive &directive)
    {
        if (peek() != '.' || m_at + 1 > m_format.size())
            return;
        ++m_at;
        if (m_afterIndex)
            m_goodIndex = false;
        argumentIndex();
        if (peek() != '*') {
            directive.precision = number().value_or(0);
            return;
        }
        directive.precision = starred();
        if (directive.precision.value_or(-1) < 0) {
            directive.precision.reset();
            m_out += "%!(BADPREC)";
        }
    }

    void extra()
    {
        m_out += "%!(EXTRA ";
        for (std::size_t i = m_argument; i < m_values.size(); ++i) {
            m_out += i > m_argument ? ", " : "";
            m_out += m_values[i].isNothing() ? std::string("<nil>")
                                             : typeName(m_values[i]) + "=" + sprint(m_values.subspan(i, 1));
        }
        m_out += ")";
    }

    std::string_view m_format;
    std::span<const Value> m_values;
    std::string m_out;
    std::size_t m_at = 0;
    std::size_t m_argument = 0;
    bool m_reordered = false;
    bool m_goodIndex = true;
    bool m_afterIndex = false;
};

} // namespace

std::string sprintf(std::string_view format, std::span<const Value> values)
{
    return Walk(format, values).run();
}

} // namespace surgedeck::rules::templates
