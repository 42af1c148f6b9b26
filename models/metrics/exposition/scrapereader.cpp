// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/scrapereader.h"

#include "models/metrics/exposition/numbers.h"
#include "models/metrics/labels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace surgedeck::metrics {

namespace {
constexpr std::uint32_t sizeMask = (1u << 30) - 1;
}

/// One page on its way through.
class ScrapeReader::Reading
{
public:
    Reading(const ScrapeReader &reader, std::string_view page, const ScrapeOptions &options, ScrapeResult &result)
        : m_format(reader.m_format)
        , m_limits(reader.m_limits)
        , m_last(reader.m_last)
        , m_page(page)
        , m_options(options)
        , m_result(result)
        , m_at(page.data())
        , m_end(page.data() + page.size())
    {
    }

    std::optional<PageError> run(SeriesResolver &resolver)
    {
        m_resolver = &resolver;
        while (!m_ended && !m_error) {
            if (!takeKnown())
                takeAny();
        }
        return std::move(m_error);
    }

    std::size_t tracked() const { return m_tracked; }
    void findVanished();

private:
    bool takeKnown();
    bool takeRest(const char *&at, std::optional<std::int64_t> &timeMs) const;
    void takeAny();
    void takeSample(const char *begin);
    const PageLine *lineOf(std::string_view beginning);
    std::optional<SeriesRef> resolve(const char *begin);
    void keep(PageLine line, double value, std::optional<std::int64_t> timeMs);
    void keepOther(const char *begin);
    std::string_view beginningOf(const PageLine &line) const
    {
        return std::string_view(m_last.text).substr(line.begin, line.size);
    }
    void fail(const char *at, std::string message) { m_error = errorAt(m_page, at, std::move(message)); }

    const PageFormat m_format;
    const PageLimits &m_limits;
    const Page &m_last;
    const std::string_view m_page;
    const ScrapeOptions &m_options;
    SeriesResolver *m_resolver = nullptr;
    ScrapeResult &m_result;
    const char *m_at;
    const char *const m_end;
    std::size_t m_tracked = 0;
    std::size_t m_expected = 0;                // the line of the last page that should come now
    std::size_t m_differs = std::string::npos; // the block of comments that did not come as it was
    std::size_t m_inOrder = 0;  // tracked lines of the last page that came again in order, and are tracked again
    bool m_cameInOrder = false; // the line that lineOf() found
    bool m_reordered = false;
    bool m_ended = false;
    std::unique_ptr<PageLexer> m_lexer;
    std::unordered_map<std::string_view, std::size_t> m_places; // of lines of the last page, by their beginning
    std::vector<LabelView> m_labels;
    std::optional<PageError> m_error;
};

// The hot path: one comparison of bytes, one number.
bool ScrapeReader::Reading::takeKnown()
{
    if (m_expected >= m_last.lines.size())
        return false;
    const PageLine &known = m_last.lines[m_expected];
    // A block may be as long as the page: compared with every line of one that resembles it, a page would cost its
    // square.
    if (!known.isSample && std::exchange(m_differs, m_expected) == m_expected)
        return false;
    if (static_cast<std::size_t>(m_end - m_at) < known.size ||
        std::memcmp(m_at, m_last.text.data() + known.begin, known.size) != 0)
        return false;
    const char *const begin = m_at;
    const char *at = m_at + known.size;
    if (!known.isSample) {
        m_at = at;
        ++m_expected;
        keepOther(begin);
        return true;
    }
    double value = 0;
    std::optional<std::int64_t> timeMs;
    at = readNumber(at, m_end, value);
    if (!at || !takeRest(at, timeMs) || static_cast<std::size_t>(at - begin) > m_limits.lineBytes)
        return false;
    m_at = at;
    ++m_expected;
    PageLine line = known;
    line.begin = static_cast<std::uint32_t>(begin - m_page.data());
    line.isTracked = !timeMs || !m_options.honorTimestamps;
    m_inOrder += known.isTracked && line.isTracked;
    ++m_result.counts.known;
    keep(line, value, timeMs);
    return true;
}

// What follows a value, where it is as simple as nearly always; the lexer knows the rest.
bool ScrapeReader::Reading::takeRest(const char *&at, std::optional<std::int64_t> &timeMs) const
{
    if (at < m_end && *at == ' ') {
        const char *const begin = ++at;
        const char *const end = std::find(begin, m_end, '\n');
        const std::string_view text(begin, static_cast<std::size_t>(end - begin));
        if (m_format == PageFormat::Text) {
            timeMs = text.find_first_not_of("0123456789") == text.npos ? integerOf(text) : std::nullopt;
        } else if (const auto seconds = numberOf(text); seconds && std::isfinite(*seconds)) {
            timeMs = millisecondsOf(*seconds);
        }
        if (!timeMs)
            return false;
        at = end;
    }
    if (at == m_end)
        return m_format == PageFormat::Text;
    return *at++ == '\n';
}

void ScrapeReader::Reading::takeAny()
{
    if (!m_lexer)
        m_lexer = PageLexer::make(m_format, m_page, m_limits);
    const char *const begin = m_at;
    switch (m_lexer->next(m_at)) {
    case PageLexer::Item::Sample:
        takeSample(begin);
        break;
    case PageLexer::Item::Other:
        keepOther(begin);
        break;
    case PageLexer::Item::End:
        m_ended = true;
        break;
    case PageLexer::Item::Error:
        fail(m_at, m_lexer->error());
    }
}

void ScrapeReader::Reading::takeSample(const char *begin)
{
    PageLine line;
    line.begin = static_cast<std::uint32_t>(begin - m_page.data());
    line.size = static_cast<std::uint32_t>(m_lexer->valueAt() - begin) & sizeMask;
    line.isSample = true;
    line.isTracked = !m_lexer->timeMs() || !m_options.honorTimestamps;
    if (const PageLine *known = lineOf({begin, line.size})) {
        line.series = known->series;
        ++m_result.counts.known;
        m_inOrder += m_cameInOrder && known->isTracked && line.isTracked;
    } else if (const std::optional<SeriesRef> series = resolve(begin)) {
        line.series = *series;
    } else {
        return;
    }
    keep(line, m_lexer->value(), m_lexer->timeMs());
}

// The line of the last page that begins the same: a few lines ahead when some are gone, anywhere when the order
// changed.
const PageLine *ScrapeReader::Reading::lineOf(std::string_view beginning)
{
    constexpr std::size_t window = 8;
    const std::vector<PageLine> &lines = m_last.lines;
    if (lines.empty())
        return nullptr;
    for (std::size_t i = m_expected; i < std::min(lines.size(), m_expected + window); ++i) {
        if (lines[i].isSample && beginningOf(lines[i]) == beginning) {
            m_cameInOrder = i == m_expected;
            m_reordered = m_reordered || !m_cameInOrder;
            m_expected = i + 1;
            return &lines[i];
        }
    }
    if (m_places.empty()) {
        m_places.reserve(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].isSample)
                m_places.emplace(beginningOf(lines[i]), i);
        }
    }
    const auto found = m_places.find(beginning);
    if (found == m_places.end())
        return nullptr;
    m_cameInOrder = false;
    m_reordered = true;
    m_expected = found->second + 1;
    return &lines[found->second];
}

std::optional<SeriesRef> ScrapeReader::Reading::resolve(const char *begin)
{
    m_labels.clear();
    m_labels.push_back({nameLabel, m_lexer->name()});
    for (const LabelView &label : m_lexer->labels())
        m_labels.push_back(label);
    std::sort(m_labels.begin(), m_labels.end(), [](const LabelView &a, const LabelView &b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(m_labels.begin(), m_labels.end(),
                                          [](const LabelView &a, const LabelView &b) { return a.name == b.name; });
    if (twice != m_labels.end()) {
        fail(begin, "label " + std::string(twice->name) + " stands twice");
        return std::nullopt;
    }
    std::erase_if(m_labels, [](const LabelView &label) { return label.value.empty(); });
    return m_resolver->seriesFor(m_labels);
}

void ScrapeReader::Reading::keep(PageLine line, double value, std::optional<std::int64_t> timeMs)
{
    line.isTracked = line.isTracked && line.series.isValid();
    m_tracked += line.isTracked;
    m_result.spareLines.push_back(line);
    ScrapeCounts &counts = m_result.counts;
    if (++counts.samples > m_limits.samples)
        fail(m_page.data() + line.begin, "the page has more than " + std::to_string(m_limits.samples) + " samples");
    const std::int64_t at = timeMs && m_options.honorTimestamps ? *timeMs : m_options.timeMs;
    if (!line.series.isValid())
        ++counts.withoutSeries;
    else if (at > m_options.timeMs + m_options.mostAheadMs)
        ++counts.ahead;
    else
        m_result.samples.push_back({line.series, {at, value}});
}

// Lines without samples that follow each other are compared at once next time.
void ScrapeReader::Reading::keepOther(const char *begin)
{
    const auto place = static_cast<std::uint32_t>(begin - m_page.data());
    const auto size = static_cast<std::uint32_t>(m_at - begin);
    if (m_at[-1] != '\n')
        return; // the page ends within a comment, which may go on in the next page
    PageLine line;
    line.begin = place;
    line.size = size & sizeMask;
    std::vector<PageLine> &lines = m_result.spareLines;
    if (!lines.empty() && !lines.back().isSample && lines.back().begin + lines.back().size == place)
        lines.back().size = (lines.back().size + size) & sizeMask;
    else
        lines.push_back(line);
}

PageError errorAt(std::string_view page, const char *at, std::string message)
{
    const std::string_view before = page.substr(0, static_cast<std::size_t>(at - page.data()));
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t lineBegin = before.rfind('\n') + 1;
    return {static_cast<int>(lines) + 1, static_cast<int>(before.size() - lineBegin) + 1, std::move(message)};
}

void ScrapeReader::Reading::findVanished()
{
    if (m_inOrder == m_last.tracked && !m_reordered)
        return;
    const auto key = [](SeriesRef series) { return std::uint64_t{series.generation} << 32 | series.slot; };
    const auto before = [&](SeriesRef a, SeriesRef b) { return key(a) < key(b); };
    const auto trackedOf = [](const std::vector<PageLine> &lines) {
        std::vector<SeriesRef> series;
        for (const PageLine &line : lines) {
            if (line.isTracked)
                series.push_back(line.series);
        }
        return series;
    };
    std::vector<SeriesRef> last = trackedOf(m_last.lines);
    std::vector<SeriesRef> present = trackedOf(m_result.spareLines);
    std::sort(last.begin(), last.end(), before);
    std::sort(present.begin(), present.end(), before);
    last.erase(std::unique(last.begin(), last.end()), last.end());
    std::set_difference(last.begin(), last.end(), present.begin(), present.end(), std::back_inserter(m_result.vanished),
                        before);
}

ScrapeReader::ScrapeReader(PageFormat format, PageLimits limits)
    : m_format(format)
    , m_limits(limits)
{
}

std::optional<PageError> ScrapeReader::read(std::string &page, const ScrapeOptions &options, SeriesResolver &resolver,
                                            ScrapeResult &result)
{
    result.samples.clear();
    result.vanished.clear();
    result.counts = {};
    result.spareLines.clear();
    if (page.size() > m_limits.bytes)
        return PageError{1, 1, "the page is larger than " + std::to_string(m_limits.bytes) + " bytes"};
    Reading reading(*this, page, options, result);
    if (std::optional<PageError> error = reading.run(resolver)) {
        result.samples.clear();
        result.counts = {};
        return error;
    }
    reading.findVanished();
    std::swap(m_last.text, page);
    std::swap(m_last.lines, result.spareLines);
    m_last.tracked = reading.tracked();
    // What served a larger target before.
    if (m_last.lines.capacity() > m_last.lines.size() + m_last.lines.size() / 4 + 16)
        m_last.lines.shrink_to_fit();
    if (m_last.text.capacity() > m_last.text.size() + m_last.text.size() / 4 + 1024)
        m_last.text.shrink_to_fit();
    return std::nullopt;
}

std::vector<SeriesRef> ScrapeReader::tracked() const
{
    std::vector<SeriesRef> series;
    for (const PageLine &line : m_last.lines) {
        if (line.isTracked)
            series.push_back(line.series);
    }
    return series;
}

void ScrapeReader::forget()
{
    m_last = {};
}

std::size_t ScrapeReader::memory() const
{
    return sizeof(*this) + m_last.text.capacity() + m_last.lines.capacity() * sizeof(PageLine);
}

} // namespace surgedeck::metrics
