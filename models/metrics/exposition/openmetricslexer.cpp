// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/numbers.h"
#include "models/metrics/exposition/pagelexer.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace surgedeck::metrics {

namespace {

constexpr std::array<std::string_view, 8> types = {"counter", "gauge",    "histogram", "gaugehistogram",
                                                   "summary", "stateset", "info",      "unknown"};

/// OpenMetrics 1.0 as Prometheus reads it: one blank between tokens, nothing else between lines, "# EOF" at the end.
class OpenMetricsLexer final : public PageLexer
{
public:
    OpenMetricsLexer(std::string_view page, const PageLimits &limits)
        : PageLexer(page, limits)
    {
    }

    Item next(const char *&at) override
    {
        if (at == m_end) {
            fail("the page does not end with # EOF");
            return Item::Error;
        }
        if (*at == '#')
            return readComment(at);
        const char *const begin = at;
        return readSample(at) && fits(begin, at) ? Item::Sample : Item::Error;
    }

private:
    bool take(const char *&at, std::string_view word) const
    {
        const bool found = std::string_view(at, static_cast<std::size_t>(m_end - at)).starts_with(word);
        at += found ? word.size() : 0;
        return found;
    }

    Item readComment(const char *&at)
    {
        const char *const begin = at;
        if (take(at, "# EOF")) {
            at += at < m_end && *at == '\n';
            if (at != m_end)
                fail("something follows # EOF");
            return at == m_end ? Item::End : Item::Error;
        }
        for (const std::string_view keyword : {"# HELP ", "# TYPE ", "# UNIT "}) {
            if (take(at, keyword))
                return readMetadata(at, keyword[2]) && fits(begin, at) ? Item::Other : Item::Error;
        }
        fail("a line that begins with # must be HELP, TYPE, UNIT or EOF");
        return Item::Error;
    }

    bool readMetadata(const char *&at, char kind)
    {
        if (!readFamilyName(at))
            return false;
        const char *const end = std::find(at, m_end, '\n');
        if (end == m_end)
            return fail("the line does not end");
        if (at == end || *at != ' ')
            return fail("expected a blank and a text after the name");
        const std::string_view text(at + 1, static_cast<std::size_t>(end - at - 1));
        if (kind == 'T' && std::find(types.begin(), types.end(), text) == types.end())
            return fail("unknown type of metric");
        if (kind == 'H' && utf8End(text) != text.size())
            return fail("a help text is not UTF-8");
        if (kind == 'U' && !text.empty() && !isUnitOf(text, m_name))
            return fail("unit " + quoted(text.substr(0, 80)) + " is no suffix of the name");
        at = end + 1;
        return true;
    }

    static bool isUnitOf(std::string_view unit, std::string_view name)
    {
        return name.size() > unit.size() && name.ends_with(unit) && name[name.size() - unit.size() - 1] == '_';
    }

    // A blank and the token behind it, up to the next blank or the end of the line.
    bool readToken(const char *&at, const char *&tokenEnd, const char *expected)
    {
        if (at == m_end || *at != ' ')
            return fail(expected);
        tokenEnd = ++at;
        while (tokenEnd < m_end && *tokenEnd != ' ' && *tokenEnd != '\n')
            ++tokenEnd;
        return tokenEnd != at || fail(expected);
    }

    bool readSample(const char *&at)
    {
        beginSample();
        if (*at != '{' && !readName(at, Names::Metric, m_name))
            return false;
        if (at < m_end && *at == '{' && !readLabels(++at, KeepLabels::Yes))
            return false;
        if (m_name.empty())
            return fail("the sample has no name");
        const char *token = nullptr;
        if (!readToken(at, token, "expected a blank and a value"))
            return false;
        m_valueAt = at;
        if (!readWhole(at, token, m_value))
            return false;
        if (take(at, " # {"))
            return readExemplar(at);
        if (at < m_end && *at == ' ') {
            double seconds = 0;
            if (!readTime(at, seconds))
                return false;
            m_timeMs = millisecondsOf(seconds);
            if (take(at, " # {"))
                return readExemplar(at);
        }
        return endLine(at);
    }

    bool readTime(const char *&at, double &seconds)
    {
        const char *token = nullptr;
        if (!readToken(at, token, "expected a timestamp") || !readWhole(at, token, seconds))
            return false;
        return std::isfinite(seconds) || fail("a timestamp must be finite");
    }

    bool readExemplar(const char *&at)
    {
        if (!readLabels(at, KeepLabels::No))
            return false;
        const char *token = nullptr;
        double ignored = 0;
        if (!readToken(at, token, "expected a blank and the value of the exemplar") || !readWhole(at, token, ignored))
            return false;
        if (at < m_end && *at == ' ' && !readTime(at, ignored))
            return false;
        return endLine(at);
    }

    bool endLine(const char *&at)
    {
        if (at == m_end)
            return fail("the page does not end with # EOF");
        if (*at != '\n')
            return fail("expected the end of the line");
        ++at;
        return true;
    }

    enum class KeepLabels
    {
        Yes,
        No
    };
    bool readLabels(const char *&at, KeepLabels keep)
    {
        std::size_t count = 0;
        bool mayEnd = true; // not behind a comma
        while (at == m_end || *at != '}' || !mayEnd) {
            if (++count > m_limits.labels + 1) // one may be the name of the metric
                return fail("too many labels");
            if (!readLabel(at, keep))
                return false;
            mayEnd = at == m_end || *at != ',';
            if (!mayEnd)
                ++at;
            else if (at == m_end || *at != '}')
                return fail("expected a comma or the closing brace");
        }
        ++at;
        return true;
    }

    bool readLabel(const char *&at, KeepLabels keep)
    {
        LabelView label;
        const bool isQuoted = at < m_end && *at == '"';
        if (isQuoted ? !readQuotedName(at, label.name) : !readName(at, Names::Label, label.name))
            return false;
        if (isQuoted && keep == KeepLabels::Yes && (at == m_end || *at != '='))
            return nameMetric(label.name);
        if (at == m_end || *at != '=')
            return fail("expected =");
        if (!readQuoted(++at, LineBreaks::Refused, label.value))
            return false;
        return keep == KeepLabels::No || addLabel(label);
    }
};

} // namespace

std::unique_ptr<PageLexer> makeOpenMetricsLexer(std::string_view page, const PageLimits &limits)
{
    return std::make_unique<OpenMetricsLexer>(page, limits);
}

} // namespace surgedeck::metrics
