// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/numbers.h"
#include "models/metrics/exposition/pagelexer.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

/// Text 0.0.4. Blanks and tabs may stand between any two tokens; commas between labels may be missing, and one may
/// follow the last.
class TextLexer final : public PageLexer
{
public:
    TextLexer(std::string_view page, const PageLimits &limits)
        : PageLexer(page, limits)
    {
    }

    Item next(const char *&at) override
    {
        const char *const lineBegin = at;
        skipBlanks(at);
        if (at == m_end)
            return Item::End;
        if (*at == '\n') {
            ++at;
            return Item::Other;
        }
        if (*at == '#')
            return readComment(at) ? Item::Other : Item::Error;
        if (at != lineBegin) { // the format allows it, every version of Prometheus refuses it
            fail("blanks stand before a metric name");
            return Item::Error;
        }
        return readSample(at) && fits(lineBegin, at) ? Item::Sample : Item::Error;
    }

private:
    void skipBlanks(const char *&at) const
    {
        while (at < m_end && (*at == ' ' || *at == '\t'))
            ++at;
    }

    bool endLine(const char *&at, const char *expected)
    {
        skipBlanks(at);
        if (at < m_end && *at != '\n')
            return fail(expected);
        at += at < m_end;
        return true;
    }

    bool readComment(const char *&at)
    {
        const char *const end = std::find(at, m_end, '\n');
        if (!fits(at, end))
            return false;
        const char *word = at + 1;
        skipBlanks(word);
        const std::string_view rest(word, static_cast<std::size_t>(end - word));
        const bool isHelp = rest.starts_with("HELP") && word > at + 1;
        const bool isType = rest.starts_with("TYPE") && word > at + 1;
        if ((isHelp || isType) && rest.size() > 4 && (rest[4] == ' ' || rest[4] == '\t')) {
            at = word + 4;
            skipBlanks(at);
            if (!readFamilyName(at))
                return false;
            const std::string_view text(at, static_cast<std::size_t>(end - at));
            if (isType ? !isKnownType(text) : utf8End(text) != text.size())
                return fail(isType ? "unknown type of metric" : "a help text is not UTF-8");
        }
        at = end + (end < m_end);
        return true;
    }

    // What follows the name, blank included.
    static bool isKnownType(std::string_view text)
    {
        text.remove_prefix(std::min<std::size_t>(1, text.size()));
        return text == "counter" || text == "gauge" || text == "histogram" || text == "summary" || text == "untyped";
    }

    bool readSample(const char *&at)
    {
        beginSample();
        if (*at != '{' && !readName(at, Names::Metric, m_name))
            return false;
        skipBlanks(at);
        if (at < m_end && *at == '{' && !readLabels(++at))
            return false;
        if (m_name.empty())
            return fail("the sample has no name");
        skipBlanks(at);
        m_valueAt = at;
        const char *token = at;
        while (token < m_end && *token != ' ' && *token != '\t' && *token != '\n' && *token != '{')
            ++token;
        if (!readWhole(at, token, m_value))
            return false;
        skipBlanks(at);
        token = at;
        while (token < m_end && *token >= '0' && *token <= '9')
            ++token;
        if (token > at) {
            m_timeMs = integerOf({at, static_cast<std::size_t>(token - at)});
            if (!m_timeMs)
                return fail("a timestamp is out of range");
            at = token;
        }
        return endLine(at, m_timeMs ? "expected the end of the line" : "expected a timestamp or the end of the line");
    }

    bool readLabels(const char *&at)
    {
        for (skipBlanks(at); at == m_end || *at != '}'; skipBlanks(at)) {
            if (!readLabel(at))
                return false;
            skipBlanks(at);
            if (at < m_end && *at == ',')
                ++at;
        }
        ++at;
        return true;
    }

    bool readLabel(const char *&at)
    {
        LabelView label;
        const bool isQuoted = at < m_end && *at == '"';
        if (isQuoted ? !readQuotedName(at, label.name) : !readName(at, Names::Label, label.name))
            return false;
        skipBlanks(at);
        if (isQuoted && (at == m_end || *at != '='))
            return nameMetric(label.name);
        if (at == m_end || *at != '=')
            return fail("expected =");
        skipBlanks(++at);
        return readQuoted(at, LineBreaks::Taken, label.value) && addLabel(label);
    }
};

} // namespace

std::unique_ptr<PageLexer> makeTextLexer(std::string_view page, const PageLimits &limits)
{
    return std::make_unique<TextLexer>(page, limits);
}

} // namespace surgedeck::metrics
