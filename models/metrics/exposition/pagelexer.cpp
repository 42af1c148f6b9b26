// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/pagelexer.h"

#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/numbers.h"
#include "models/metrics/quoting.h"

#include <algorithm>

namespace surgedeck::metrics {

bool PageLexer::readName(const char *&at, Names kind, std::string_view &name)
{
    const bool isMetric = kind == Names::Metric;
    if (at == m_end || !isClass(*at, isMetric ? MetricBegin : LabelBegin))
        return fail(isMetric ? "expected a metric name" : "expected a label name");
    const unsigned part = isMetric ? MetricPart : LabelPart;
    const char *const begin = at;
    do {
        ++at;
    } while (at < m_end && isClass(*at, part));
    name = {begin, static_cast<std::size_t>(at - begin)};
    return name.size() <= m_limits.nameBytes ||
           fail("a name is longer than " + std::to_string(m_limits.nameBytes) + " bytes");
}

bool PageLexer::readQuotedName(const char *&at, std::string_view &name)
{
    if (!readQuoted(at, LineBreaks::Refused, name))
        return false;
    if (name.empty())
        return fail("a name is empty");
    return name.size() <= m_limits.nameBytes ||
           fail("a name is longer than " + std::to_string(m_limits.nameBytes) + " bytes");
}

bool PageLexer::readFamilyName(const char *&at)
{
    return at < m_end && *at == '"' ? readQuotedName(at, m_name) : readName(at, Names::Metric, m_name);
}

bool PageLexer::nameMetric(std::string_view name)
{
    if (!m_name.empty())
        return fail("the name of the metric stands twice");
    m_name = name;
    return true;
}

bool PageLexer::readQuoted(const char *&at, LineBreaks breaks, std::string_view &value)
{
    if (at == m_end || *at != '"')
        return fail("expected a label value in double quotes");
    const char *const begin = at + 1;
    const char *end = begin;
    bool hasEscapes = false;
    bool isAscii = true;
    for (;; ++end) {
        end = plainEnd(end, m_end);
        if (end == m_end || (*end == '\n' && breaks == LineBreaks::Refused) ||
            static_cast<std::size_t>(end - begin) > m_limits.lineBytes)
            return fail("a label value does not end");
        if (*end == '"')
            break;
        if (*end == '\\') {
            hasEscapes = true;
            if (++end == m_end || *end == '\n')
                return fail("a label value does not end");
        }
        isAscii = isAscii && static_cast<unsigned char>(*end) < 0x80;
    }
    value = {begin, static_cast<std::size_t>(end - begin)};
    if (!isAscii && utf8End(value) != value.size())
        return fail("a label value is not UTF-8");
    if (value.size() > m_limits.valueBytes)
        return fail("a label value is longer than " + std::to_string(m_limits.valueBytes) + " bytes");
    if (hasEscapes)
        value = unescaped(value);
    at = end + 1;
    return true;
}

std::string_view PageLexer::unescaped(std::string_view text)
{
    if (m_decodedCount == m_decoded.size())
        m_decoded.emplace_back();
    std::string &out = m_decoded[m_decodedCount++];
    out.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        if (next == 'n' || next == '"' || next == '\\') {
            out += next == 'n' ? '\n' : next;
            ++i;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool PageLexer::addLabel(LabelView label)
{
    if (m_labels.size() == m_limits.labels)
        return fail("a sample has more than " + std::to_string(m_limits.labels) + " labels");
    m_labels.push_back(label);
    return true;
}

bool PageLexer::fits(const char *at, const char *end)
{
    return static_cast<std::size_t>(end - at) <= m_limits.lineBytes ||
           fail("a line is longer than " + std::to_string(m_limits.lineBytes) + " bytes");
}

bool PageLexer::readWhole(const char *&at, const char *tokenEnd, double &value)
{
    if (readNumber(at, tokenEnd, value) != tokenEnd)
        return fail("expected a number, not " +
                    quoted({at, std::min<std::size_t>(40, static_cast<std::size_t>(tokenEnd - at))}));
    at = tokenEnd;
    return true;
}

std::unique_ptr<PageLexer> PageLexer::make(PageFormat format, std::string_view page, const PageLimits &limits)
{
    return format == PageFormat::Text ? makeTextLexer(page, limits) : makeOpenMetricsLexer(page, limits);
}

} // namespace surgedeck::metrics
