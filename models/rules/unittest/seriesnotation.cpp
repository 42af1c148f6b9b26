// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/unittest/seriesnotation.h"

#include "models/metrics/quoting.h"
#include "models/metrics/sample.h"
#include "models/rules/goliterals.h"

#include <algorithm>
#include <array>

namespace surgedeck::rules {

namespace {

using metrics::Compat;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string lowerCase(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// Words of the language that are no names of metrics; all others are.
bool isReserved(std::string_view word)
{
    constexpr std::array<std::string_view, 8> reserved{"atan2",    "bool", "group_left", "group_right",
                                                       "ignoring", "inf",  "nan",        "on"};
    return std::ranges::find(reserved, lowerCase(word)) != reserved.end();
}

/// Reads from left to right; the first error ends everything.
class Reading
{
public:
    Reading(std::string_view text, Compat compat)
        : m_text(text)
        , m_compat(compat)
    {
    }

    std::optional<metrics::EngineError> error() const { return m_error; }
    bool failed() const { return m_error.has_value(); }

    WrittenLabels metric(bool seriesFollows)
    {
        if (!seriesFollows)
            skipBlanks();
        std::string name = metricName();
        // A series has no blank between its name and the brace.
        if (!seriesFollows)
            skipBlanks();
        WrittenLabels labels;
        if (peek() == '{')
            labels = labelSet(name);
        if (!name.empty()) {
            std::erase_if(labels, [](const metrics::Label &label) {
                return label.name == metrics::nameLabel || label.value.empty();
            });
            labels.push_back({std::string(metrics::nameLabel), std::move(name)});
        }
        std::ranges::stable_sort(labels, {}, &metrics::Label::name);
        return labels;
    }

    void expectEnd()
    {
        skipBlanks();
        if (!failed() && !atEnd())
            unexpected("behind the series");
    }

    void values(std::vector<std::optional<double>> &values, std::size_t most)
    {
        m_most = most;
        while (!failed() && !atEnd()) {
            if (!isBlank(peek()))
                return unexpected("in the values");
            while (isBlank(peek()))
                ++m_at;
            if (!atEnd())
                item(values);
        }
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    void skipBlanks()
    {
        while (isBlank(peek()))
            ++m_at;
        if (peek() == '#') {
            while (!atEnd() && peek() != '\n')
                ++m_at;
            skipBlanks();
        }
    }

    void fail(std::string what)
    {
        if (!m_error)
            m_error = {metrics::ErrorType::BadData, std::move(what), static_cast<int>(m_at)};
    }
    void unexpected(const char *where)
    {
        const std::size_t length = atEnd() ? 0 : firstRune(m_text.substr(m_at)).bytes;
        fail(atEnd() ? std::string("unexpected end ") + where
                     : "unexpected " + metrics::quoted(m_text.substr(m_at, length)) + " " + where);
    }

    std::string_view word(bool withColons)
    {
        const std::size_t begin = m_at;
        while (isLetter(peek()) || isDigit(peek()) || (withColons && peek() == ':'))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    std::string metricName()
    {
        if (!isLetter(peek()) && peek() != ':')
            return {};
        const std::size_t begin = m_at;
        const std::string name(word(true));
        if (isReserved(name)) {
            m_at = begin;
            fail(metrics::quoted(name) + " can not be the name of a metric here");
        }
        return name;
    }

    WrittenLabels labelSet(std::string &name)
    {
        WrittenLabels labels;
        ++m_at;
        skipBlanks();
        while (!failed() && peek() != '}') {
            label(labels, name);
            skipBlanks();
            if (peek() == ',')
                ++m_at;
            else if (peek() != '}' && !failed())
                unexpected("in the label set, expected \",\" or \"}\"");
            skipBlanks();
        }
        ++m_at;
        return labels;
    }

    void label(WrittenLabels &labels, std::string &name)
    {
        const bool quotedName = m_compat == Compat::V3 && (peek() == '"' || peek() == '\'' || peek() == '`');
        if (!quotedName && !isLetter(peek()))
            return unexpected("in the label set, expected a name or \"}\"");
        const std::string key = quotedName ? text() : std::string(word(false));
        skipBlanks();
        if (quotedName && peek() != '=' && name.empty()) { // {"a metric's name"}
            name = key;
            return;
        }
        if (peek() != '=')
            return unexpected("in the label set, expected \"=\"");
        ++m_at;
        skipBlanks();
        labels.push_back({key, text()});
    }

    std::string text()
    {
        const char quote = peek();
        if (quote != '"' && quote != '\'' && quote != '`') {
            unexpected("in the label set, expected a text in quotes");
            return {};
        }
        const std::size_t begin = m_at++;
        while (!atEnd() && peek() != quote && (quote == '`' || peek() != '\n'))
            m_at += peek() == '\\' && quote != '`' ? 2 : 1;
        if (m_at >= m_text.size() || peek() != quote) {
            m_at = begin;
            fail("this text is never closed");
            return {};
        }
        ++m_at;
        // Go has no texts in single quotes, but its escapes are the same.
        auto value = unquoteAny(m_text.substr(begin, m_at - begin));
        if (!value)
            fail("there is an unknown escape in this text");
        return value.value_or(std::string());
    }

    /// unquoteGo() takes one character only in single quotes.
    static std::optional<std::string> unquoteAny(std::string_view literal)
    {
        if (literal.front() != '\'')
            return unquoteGo(literal);
        std::string doubled = "\"";
        for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
            if (literal[i] == '\\' && literal[i + 1] == '\'') {
                doubled += '\'';
                ++i;
            } else if (literal[i] == '\\' && literal[i + 1] == '"') {
                return std::nullopt;
            } else if (literal[i] == '\\') {
                doubled += literal.substr(i, 2);
                ++i;
            } else if (literal[i] == '"') {
                doubled += "\\\"";
            } else {
                doubled += literal[i];
            }
        }
        return unquoteGo(doubled + "\"");
    }

    // Values.

    void item(std::vector<std::optional<double>> &values)
    {
        if (peek() == '_')
            return blanks(values);
        const auto first = value();
        if (!first)
            return;
        double step = 0;
        const bool steps = peek() == '+' || peek() == '-';
        if (steps) {
            const bool negative = m_text[m_at++] == '-';
            const auto size = number();
            if (!size)
                return;
            step = negative ? -*size : *size;
        }
        if (peek() != 'x')
            return steps ? unexpected("in the values, expected \"x\"") : add(values, *first, 1);
        ++m_at;
        const auto times = repetition();
        if (!times)
            return;
        double next = *first;
        for (std::uint64_t i = 0; i <= *times && !failed(); ++i, next += step)
            add(values, next, 1);
    }

    void blanks(std::vector<std::optional<double>> &values)
    {
        ++m_at;
        if (peek() != 'x')
            return add(values, std::nullopt, 1);
        ++m_at;
        if (const auto times = repetition())
            add(values, std::nullopt, *times);
    }

    void add(std::vector<std::optional<double>> &values, std::optional<double> value, std::uint64_t times)
    {
        if (times > m_most - std::min(m_most, values.size()))
            return fail("these are too many values");
        values.insert(values.end(), times, value);
    }

    std::optional<double> value()
    {
        if (peek() == '+' || peek() == '-') {
            const bool negative = m_text[m_at++] == '-';
            const auto size = number();
            return size ? std::optional(negative ? -*size : *size) : std::nullopt;
        }
        if (isLetter(peek())) {
            const std::size_t begin = m_at;
            if (word(true) == "stale")
                return metrics::staleMarker();
            m_at = begin;
        }
        return number();
    }

    /// Digits and exponent, or the words inf and nan. Hexadecimal is none: its x repeats.
    std::optional<double> number()
    {
        const std::size_t begin = m_at;
        if (isLetter(peek())) {
            const std::string name = lowerCase(word(true));
            if (name == "inf" || name == "nan")
                return *parseGoFloat(name);
            m_at = begin;
            unexpected("in the values, expected a number or \"stale\"");
            return std::nullopt;
        }
        if (peek() == '{') {
            fail("native histograms are not supported");
            return std::nullopt;
        }
        scanDigits();
        const std::string_view digits = m_text.substr(begin, m_at - begin);
        const bool ends = peek() == 'x' || (!isLetter(peek()) && !isDigit(peek()));
        std::optional<double> value;
        if (const auto integer = parseGoInt(digits))
            value = static_cast<double>(*integer);
        else
            value = parseGoFloat(digits);
        if (value && ends)
            return value;
        m_at = digits.empty() ? m_at : begin;
        if (digits.empty())
            unexpected("in the values");
        else
            fail("bad number " + metrics::quoted(digits));
        return std::nullopt;
    }

    void scanDigits()
    {
        const auto run = [this] {
            while (isDigit(peek()) || (peek() == '_' && m_compat == Compat::V3))
                ++m_at;
        };
        if (!isDigit(peek()) && !(peek() == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])))
            return;
        run();
        if (peek() == '.') {
            ++m_at;
            run();
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            run();
        }
    }

    std::optional<std::uint64_t> repetition()
    {
        const std::size_t begin = m_at;
        std::uint64_t times = 0;
        while (isDigit(peek())) {
            times = std::min<std::uint64_t>(times * 10 + static_cast<std::uint64_t>(peek() - '0'), m_most + 1);
            ++m_at;
        }
        if (m_at > begin && !isLetter(peek()) && peek() != '.')
            return times;
        m_at = begin;
        fail("behind \"x\" a whole number says how often the value is repeated");
        return std::nullopt;
    }

    std::string_view m_text;
    Compat m_compat;
    std::size_t m_at = 0;
    std::size_t m_most = 0;
    std::optional<metrics::EngineError> m_error;
};

} // namespace

metrics::Outcome<WrittenLabels> parseMetric(std::string_view text, Compat compat)
{
    Reading reading(text, compat);
    WrittenLabels labels = reading.metric(false);
    reading.expectEnd();
    if (reading.failed())
        return *reading.error();
    return labels;
}

metrics::Outcome<SeriesLine> parseSeriesLine(std::string_view text, Compat compat, std::size_t most)
{
    Reading reading(text, compat);
    SeriesLine line;
    line.labels = reading.metric(true);
    if (!reading.failed())
        reading.values(line.values, most);
    if (reading.failed())
        return *reading.error();
    return line;
}

} // namespace surgedeck::rules
