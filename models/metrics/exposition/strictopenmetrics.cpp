// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/familychecks.h"
#include "models/metrics/exposition/strictlines.h"

#include <cmath>

namespace surgedeck::metrics {

namespace {

/// The ABNF of OpenMetrics, line by line.
class OpenMetricsPage
{
public:
    StrictPage read(std::string_view text)
    {
        if (text.starts_with("\xef\xbb\xbf"))
            m_problems.error({1, 1}, "byte-order-mark", "a page does not begin with a byte order mark");
        PageLines lines(text);
        while (const std::optional<std::string_view> line = lines.next())
            readLine(*line, lines.number());
        m_families.finish();
        if (!m_ended)
            m_problems.error({lines.number() + 1, 1}, "missing-eof",
                             "the last line of a page is # EOF; without it the page may be cut off");
        m_page.problems = m_problems.take();
        return std::move(m_page);
    }

private:
    void readLine(std::string_view line, int number)
    {
        LineScanner scanner(line, number, m_problems);
        if (m_ended) {
            if (!m_toldEnd)
                scanner.fail("after-eof", "nothing follows # EOF");
            m_toldEnd = true;
            return;
        }
        if (line == "# EOF") {
            m_ended = true;
        } else if (line.empty()) {
            scanner.fail("blank-line", "a page has no blank lines");
        } else if (checkCharacters(scanner)) {
            if (line.starts_with('#'))
                readMetadata(scanner);
            else
                readSample(scanner);
        }
    }

    static bool checkCharacters(LineScanner &scanner)
    {
        const std::string_view line = scanner.rest();
        if (const std::size_t end = utf8End(line); end != line.size())
            return scanner.failAt(end, "encoding", "this is not UTF-8");
        if (line.ends_with('\r'))
            return scanner.failAt(line.size() - 1, "line-ending",
                                  "lines end with a line feed alone, without a carriage return");
        return true;
    }

    void readMetadata(LineScanner &scanner)
    {
        const PagePlace begin = scanner.place();
        std::string_view keyword;
        for (const std::string_view each : {"# TYPE ", "# UNIT ", "# HELP "}) {
            if (scanner.take(each))
                keyword = each;
        }
        if (keyword.empty()) {
            scanner.fail("comment", "a line that begins with # is # TYPE, # UNIT, # HELP or # EOF, with single blanks");
            return;
        }
        std::string family;
        if (!scanner.name(LineScanner::Names::Metric, family))
            return;
        if (!scanner.take(" ")) {
            scanner.fail("metadata", "a single blank and a text follow the name, also when the text is empty");
            return;
        }
        const std::string text(scanner.rest());
        if (keyword == "# TYPE ")
            readType(scanner, begin, family);
        else if (keyword == "# UNIT ")
            readUnit(scanner, begin, family);
        else
            readHelp(scanner, begin, family);
    }

    void readType(LineScanner &scanner, PagePlace begin, const std::string &family)
    {
        const std::optional<FamilyType> type = familyTypeOf(scanner.rest());
        if (!type)
            scanner.fail(
                "type",
                "the type is counter, gauge, histogram, gaugehistogram, stateset, info, summary or unknown, not " +
                    shownText(scanner.rest()));
        m_families.type(family, begin, type);
    }

    void readUnit(LineScanner &scanner, PagePlace begin, const std::string &family)
    {
        const std::string_view unit = scanner.rest();
        for (std::size_t i = 0; i < unit.size(); ++i) {
            if (!isClass(unit[i], MetricPart)) {
                scanner.skip(i);
                scanner.fail("unit", "a unit has letters, digits, underscores and colons alone");
                return;
            }
        }
        m_families.unit(family, begin, std::string(unit));
    }

    void readHelp(LineScanner &scanner, PagePlace begin, const std::string &family)
    {
        const std::string_view text = scanner.rest();
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char next = i + 1 < text.size() ? text[i + 1] : '\0';
            if (text[i] == '\\' && (next == 'n' || next == '"' || next == '\\')) {
                ++i;
            } else if (text[i] == '\\' || text[i] == '"') {
                scanner.skip(i);
                scanner.warn("help-escape",
                             text[i] == '"' ? "a double quote is written \\\"" : "a backslash is written \\\\");
                break;
            }
        }
        m_families.help(family, begin);
    }

    void readSample(LineScanner &scanner)
    {
        const std::size_t errorsBefore = m_problems.errors();
        ScannedSample sample;
        if (!scan(scanner, sample))
            return;
        checkLabelNames(sample.labels);
        if (sample.exemplar)
            checkLabelsOnce(sample.exemplar->labels, m_problems);
        m_families.sample(sample);
        if (m_problems.errors() == errorsBefore)
            m_page.samples.push_back(strictSampleOf(sample, 1000));
    }

    static bool scan(LineScanner &scanner, ScannedSample &sample)
    {
        sample.place = scanner.place();
        if (!scanner.name(LineScanner::Names::Metric, sample.name))
            return false;
        if (scanner.take("{") && !scanLabels(scanner, sample.labels))
            return false;
        if (!scanner.take(" "))
            return scanner.fail("blank", "a single blank stands before the value");
        if (!scanner.number("a value", sample.value))
            return false;
        if (!scanner.rest().starts_with(" # ") && scanner.take(" ") && !scanTime(scanner, sample.timestamp))
            return false;
        if (scanner.take(" # ") && !scanExemplar(scanner, sample.exemplar))
            return false;
        return scanner.atEnd() ||
               scanner.fail("end-of-line", "expected the end of the line, or an exemplar that begins with \" # {\"");
    }

    static bool scanTime(LineScanner &scanner, std::optional<ScannedNumber> &time)
    {
        ScannedNumber number;
        if (!scanner.number("a timestamp", number))
            return false;
        time = number;
        return std::isfinite(number.value) || scanner.fail("number", "a timestamp must be finite");
    }

    static bool scanExemplar(LineScanner &scanner, std::optional<ScannedExemplar> &exemplar)
    {
        exemplar.emplace();
        exemplar->place = scanner.place();
        if (!scanner.take("{"))
            return scanner.fail("exemplar", "an exemplar begins with its labels in braces, {} when it has none");
        if (!scanLabels(scanner, exemplar->labels))
            return false;
        if (!scanner.take(" "))
            return scanner.fail("blank", "a single blank stands before the value of an exemplar");
        std::optional<ScannedNumber> ignored;
        return scanner.number("the value of an exemplar", exemplar->value) &&
               (!scanner.take(" ") || scanTime(scanner, ignored));
    }

    static bool scanLabels(LineScanner &scanner, std::vector<ScannedLabel> &labels)
    {
        if (scanner.take("}"))
            return true;
        do {
            ScannedLabel label;
            label.place = scanner.place();
            if (!scanner.name(LineScanner::Names::Label, label.name))
                return false;
            if (!scanner.take("="))
                return scanner.fail("label", "= and a value in double quotes follow the name of a label");
            if (!scanner.quotedValue(label.value))
                return false;
            labels.push_back(std::move(label));
        } while (scanner.take(","));
        return scanner.take("}") ||
               scanner.fail("label", "a comma or the closing brace follows a label, without blanks");
    }

    void checkLabelNames(const std::vector<ScannedLabel> &labels)
    {
        checkLabelsOnce(labels, m_problems);
        for (const ScannedLabel &label : labels) {
            if (label.name == nameLabel)
                m_problems.error(label.place, "reserved-label", "the name of the metric stands before the braces");
            else if (label.name.front() == '_')
                m_problems.warn(label.place, "reserved-label",
                                "names of labels that begin with an underscore are reserved");
        }
    }

    PageProblems m_problems;
    FamilyChecks m_families{m_problems};
    StrictPage m_page;
    bool m_ended = false;
    bool m_toldEnd = false;
};

} // namespace

StrictPage readOpenMetricsStrictly(std::string_view page)
{
    return OpenMetricsPage().read(page);
}

} // namespace surgedeck::metrics
