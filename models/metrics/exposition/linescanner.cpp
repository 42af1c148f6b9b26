// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/linescanner.h"

#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/numbers.h"
#include "models/metrics/quoting.h"

#include <algorithm>

namespace surgedeck::metrics {

std::string shownText(std::string_view text)
{
    constexpr std::size_t longest = 60;
    if (text.size() <= longest)
        return quoted(text);
    std::size_t size = longest;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    return quoted(text.substr(0, size)) + "...";
}

const ScannedLabel *ScannedSample::label(std::string_view wanted) const
{
    const auto found =
        std::find_if(labels.begin(), labels.end(), [&](const ScannedLabel &each) { return each.name == wanted; });
    return found == labels.end() ? nullptr : &*found;
}

PagePlace LineScanner::placeOf(std::size_t at) const
{
    if (at < m_placedAt) {
        m_placedAt = 0;
        m_placedColumn = 1;
    }
    for (; m_placedAt < at; ++m_placedAt)
        m_placedColumn += (static_cast<unsigned char>(m_line[m_placedAt]) & 0xc0) != 0x80;
    return {m_number, m_placedColumn};
}

bool LineScanner::fail(const char *rule, std::string message)
{
    return failAt(m_at, rule, std::move(message));
}

bool LineScanner::failAt(std::size_t at, const char *rule, std::string message)
{
    m_problems.error(placeOf(at), rule, std::move(message));
    return false;
}

bool LineScanner::take(std::string_view text)
{
    const bool found = rest().starts_with(text);
    m_at += found ? text.size() : 0;
    return found;
}

std::size_t LineScanner::skipBlanks()
{
    const std::size_t before = m_at;
    while (!atEnd() && (m_line[m_at] == ' ' || m_line[m_at] == '\t'))
        ++m_at;
    return m_at - before;
}

bool LineScanner::name(Names kind, std::string &out)
{
    const bool isMetric = kind == Names::Metric;
    const std::size_t begin = m_at;
    if (!atEnd() && isClass(m_line[m_at], isMetric ? MetricBegin : LabelBegin)) {
        while (!atEnd() && isClass(m_line[m_at], isMetric ? MetricPart : LabelPart))
            ++m_at;
        out = m_line.substr(begin, m_at - begin);
        return true;
    }
    const std::string found =
        atEnd() ? "the end of the line" : shownText(rest().substr(0, std::max<std::size_t>(1, utf8Length(rest()))));
    return fail(isMetric ? "metric-name" : "label-name",
                std::string(isMetric ? "a metric name begins with a letter, an underscore or a colon"
                                     : "a label name begins with a letter or an underscore") +
                    ", not with " + found);
}

bool LineScanner::quotedValue(std::string &out)
{
    if (!take("\""))
        return fail("label-value", "a label value stands in double quotes");
    out.clear();
    const std::size_t begin = m_at;
    while (!atEnd() && m_line[m_at] != '"') {
        const char c = m_line[m_at];
        const char next = c == '\\' && m_at + 1 < m_line.size() ? m_line[m_at + 1] : '\0';
        if (next == 'n' || next == '"' || next == '\\') {
            out += next == 'n' ? '\n' : next;
            m_at += 2;
            continue;
        }
        if (c == '\\')
            warn("undefined-escape", "only \\\\, \\\" and \\n are defined; write \\\\ for a backslash");
        out += c;
        ++m_at;
    }
    if (!take("\""))
        return failAt(begin - 1, "label-value", "this label value does not end in its line");
    return true;
}

std::string_view LineScanner::token()
{
    const std::size_t end = std::min(m_line.find_first_of(" \t", m_at), m_line.size());
    const std::string_view text = m_line.substr(m_at, end - m_at);
    m_at = end;
    return text;
}

bool LineScanner::number(const char *what, ScannedNumber &out)
{
    const std::size_t begin = m_at;
    const std::string_view text = token();
    out.place = placeOf(begin);
    const std::optional<double> value = numberOf(text);
    if (!value) {
        const std::string shown = text.empty() ? "nothing" : shownText(text);
        return failAt(begin, "number", std::string(what) + " must be a decimal number that fits 64 bits, not " + shown);
    }
    out.value = *value;
    return true;
}

} // namespace surgedeck::metrics
