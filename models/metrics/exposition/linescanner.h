// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/problemlist.h"

#include <optional>

namespace surgedeck::metrics {

/// A label with the place of its name.
struct ScannedLabel
{
    std::string name;
    std::string value;
    PagePlace place;
};

struct ScannedNumber
{
    double value = 0;
    PagePlace place;
};

struct ScannedExemplar
{
    std::vector<ScannedLabel> labels;
    ScannedNumber value;
    PagePlace place;
};

/// A line with a sample, before anybody asks what it means.
struct ScannedSample
{
    std::string name;
    PagePlace place;
    std::vector<ScannedLabel> labels; ///< in the order of the page, empty values too
    ScannedNumber value;
    std::optional<ScannedNumber> timestamp; ///< seconds or milliseconds, as the format has it
    std::optional<ScannedExemplar> exemplar;

    const ScannedLabel *label(std::string_view wanted) const;
};

/// Walks over one line of a page. The first thing that is wrong with its syntax is reported, and ends the line.
class LineScanner
{
public:
    LineScanner(std::string_view line, int number, PageProblems &problems)
        : m_line(line)
        , m_number(number)
        , m_problems(problems)
    {
    }

    bool atEnd() const { return m_at == m_line.size(); }
    char peek() const { return atEnd() ? '\n' : m_line[m_at]; }
    std::string_view rest() const { return m_line.substr(m_at); }
    PagePlace place() const { return placeOf(m_at); }
    PagePlace placeOf(std::size_t at) const;
    void skip(std::size_t count) { m_at += count; }
    bool take(std::string_view text);
    /// Blanks and tabs; how many there were.
    std::size_t skipBlanks();

    enum class Names
    {
        Metric, ///< may hold colons
        Label
    };
    bool name(Names kind, std::string &out);
    /// A value in double quotes. Undefined escapes are warned of.
    bool quotedValue(std::string &out);
    /// Up to the next blank or tab.
    std::string_view token();
    bool number(const char *what, ScannedNumber &out);

    /// Always false.
    bool fail(const char *rule, std::string message);
    bool failAt(std::size_t at, const char *rule, std::string message);
    void warn(const char *rule, std::string message) { m_problems.warn(place(), rule, std::move(message)); }

private:
    std::string_view m_line;
    std::size_t m_at = 0;
    int m_number;
    PageProblems &m_problems;
    mutable std::size_t m_placedAt = 0; // columns are counted from here: places are asked for in order, mostly
    mutable int m_placedColumn = 1;
};

/// Text from a page, fit to stand in a message: quoted, cut.
std::string shownText(std::string_view text);

} // namespace surgedeck::metrics
