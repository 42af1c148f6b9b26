// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/numbers.h"
#include "models/metrics/exposition/strictlines.h"
#include "models/metrics/exposition/textfamilies.h"

namespace surgedeck::metrics {

namespace {

// A warning of what the format allows and no version of Prometheus takes.
std::string refused(std::string_view what)
{
    std::string text = "the format allows it, but Prometheus refuses ";
    text += what;
    return text;
}

/// The EBNF of the text format 0.0.4, line by line.
class TextPage
{
public:
    StrictPage read(std::string_view text)
    {
        PageLines lines(text);
        while (const std::optional<std::string_view> line = lines.next())
            readLine(*line, lines.number());
        m_families.finish();
        if (!lines.endedWithLineFeed())
            m_problems.warn({lines.number(), 1}, "missing-line-feed", "the last line should end with a line feed");
        m_page.problems = m_problems.take();
        return std::move(m_page);
    }

private:
    void readLine(std::string_view line, int number)
    {
        LineScanner scanner(line, number, m_problems);
        const std::size_t blanks = scanner.skipBlanks();
        if (scanner.atEnd())
            return;
        if (line.ends_with('\r')) {
            scanner.failAt(line.size() - 1, "line-ending",
                           "lines end with a line feed alone, without a carriage return");
            return;
        }
        if (scanner.take("#")) {
            readComment(scanner, line);
            return;
        }
        if (blanks > 0)
            scanner.warn("leading-blanks", refused("blanks before a name"));
        if (const std::size_t end = utf8End(line); end != line.size())
            scanner.failAt(end, "encoding", "this is not UTF-8");
        else
            readSample(scanner);
    }

    void readComment(LineScanner &scanner, std::string_view line)
    {
        if (scanner.skipBlanks() == 0)
            return;
        const PagePlace begin = scanner.place();
        const std::string_view word = scanner.token();
        if (word != "HELP" && word != "TYPE")
            return;
        if (const std::size_t end = utf8End(line); end != line.size()) {
            scanner.failAt(end, "encoding", "this is not UTF-8");
            return;
        }
        if (scanner.atEnd()) {
            scanner.warn("metadata", "the name of a metric follows " + std::string(word));
            return;
        }
        scanner.skipBlanks();
        std::string name;
        if (!scanner.name(LineScanner::Names::Metric, name))
            return;
        if (!scanner.atEnd() && scanner.peek() != ' ' && scanner.peek() != '\t')
            scanner.fail("metric-name", "a metric name has letters, digits, underscores and colons alone");
        else if (word == "HELP")
            readHelp(scanner, begin, name);
        else
            readType(scanner, begin, name);
    }

    void readHelp(LineScanner &scanner, PagePlace begin, const std::string &name)
    {
        scanner.skipBlanks();
        const std::string_view text = scanner.rest();
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '\\')
                continue;
            if (i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == '\\')) {
                ++i;
                continue;
            }
            scanner.skip(i);
            scanner.warn("help-escape", "a backslash is written \\\\");
            break;
        }
        m_families.help(name, begin, text);
    }

    void readType(LineScanner &scanner, PagePlace begin, const std::string &name)
    {
        const std::size_t blanks = scanner.skipBlanks();
        const PagePlace at = scanner.place();
        const std::string_view word = scanner.token();
        const std::optional<FamilyType> type = textTypeOf(word);
        if (!type) {
            m_problems.error(at, "type",
                             "the type is counter, gauge, histogram, summary or untyped, not " +
                                 (word.empty() ? std::string("nothing") : shownText(word)));
            return;
        }
        if (scanner.skipBlanks() > 0 || blanks > 1)
            scanner.warn("type-blanks", refused("more than one blank around the type"));
        if (!scanner.atEnd())
            scanner.fail("type", "nothing follows the type");
        else
            m_families.type(name, begin, *type);
    }

    static std::optional<FamilyType> textTypeOf(std::string_view word)
    {
        if (word == "untyped")
            return FamilyType::Unknown;
        const std::optional<FamilyType> type = familyTypeOf(word);
        const bool isOfText = type == FamilyType::Counter || type == FamilyType::Gauge ||
                              type == FamilyType::Histogram || type == FamilyType::Summary;
        return isOfText ? type : std::nullopt;
    }

    void readSample(LineScanner &scanner)
    {
        const std::size_t errorsBefore = m_problems.errors();
        ScannedSample sample;
        if (!scan(scanner, sample))
            return;
        checkLabelsOnce(sample.labels, m_problems);
        for (const ScannedLabel &label : sample.labels) {
            if (label.name == nameLabel)
                m_problems.error(label.place, "reserved-label", "the name of the metric stands before the braces");
            else if (label.name.starts_with("__"))
                m_problems.warn(label.place, "reserved-label",
                                "names of labels that begin with __ are for internal use");
        }
        m_families.sample(sample);
        if (m_problems.errors() == errorsBefore)
            m_page.samples.push_back(strictSampleOf(sample, 1));
    }

    static bool scan(LineScanner &scanner, ScannedSample &sample)
    {
        sample.place = scanner.place();
        if (!scanner.name(LineScanner::Names::Metric, sample.name))
            return false;
        scanner.skipBlanks();
        if (scanner.take("{") && !scanLabels(scanner, sample.labels))
            return false;
        scanner.skipBlanks();
        if (!scanner.number("a value", sample.value))
            return false;
        scanner.skipBlanks();
        if (!scanner.atEnd() && !scanTime(scanner, sample.timestamp))
            return false;
        scanner.skipBlanks();
        return scanner.atEnd() || scanner.fail("end-of-line", "expected the end of the line behind the timestamp");
    }

    static bool scanTime(LineScanner &scanner, std::optional<ScannedNumber> &time)
    {
        const PagePlace at = scanner.place();
        if (scanner.peek() == '-' || scanner.peek() == '+')
            scanner.warn("timestamp-sign", refused("a timestamp with a sign"));
        LineScanner before = scanner;
        const std::string_view text = scanner.token();
        const std::optional<std::int64_t> milliseconds = integerOf(text);
        if (!milliseconds)
            return before.fail("timestamp", "a timestamp is a whole number of milliseconds, not " + shownText(text));
        time = ScannedNumber{static_cast<double>(*milliseconds), at};
        return true;
    }

    static bool scanLabels(LineScanner &scanner, std::vector<ScannedLabel> &labels)
    {
        scanner.skipBlanks();
        while (!scanner.take("}")) {
            ScannedLabel label;
            label.place = scanner.place();
            if (!scanner.name(LineScanner::Names::Label, label.name))
                return false;
            scanner.skipBlanks();
            if (!scanner.take("="))
                return scanner.fail("label", "= and a value in double quotes follow the name of a label");
            scanner.skipBlanks();
            if (!scanner.quotedValue(label.value))
                return false;
            labels.push_back(std::move(label));
            scanner.skipBlanks();
            if (!scanner.take(",") && scanner.peek() != '}')
                return scanner.fail("label", "a comma or the closing brace follows a label");
            scanner.skipBlanks();
        }
        return true;
    }

    PageProblems m_problems;
    TextFamilies m_families{m_problems};
    StrictPage m_page;
};

} // namespace

StrictPage readTextStrictly(std::string_view page)
{
    return TextPage().read(page);
}

} // namespace surgedeck::metrics
