// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/scrapetarget.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int newInAnHour = 2; // times the most samples of a page: a deploy renames them all once
constexpr const char *ownNames[] = {"up", "scrape_duration_seconds", "scrape_samples_scraped",
                                    "scrape_samples_post_metric_relabeling", "scrape_series_added"};

metrics::PageFormat formatOf(const QString &contentType)
{
    return contentType.trimmed().startsWith(QLatin1String("application/openmetrics-text"), Qt::CaseInsensitive)
               ? metrics::PageFormat::OpenMetrics
               : metrics::PageFormat::Text;
}

/// 404 and the like have a body that is no page.
std::optional<Error> refusalOf(const HttpAnswer &answer)
{
    if (answer.status == 200)
        return std::nullopt;
    const bool denied = answer.status == 401 || answer.status == 403;
    return Error{denied ? Error::Kind::Auth : Error::Kind::Protocol,
                 QStringLiteral("the server answers with status %1").arg(answer.status)};
}

} // namespace

/// Adds the labels of the target to each series that a page shows for the first time.
class ScrapeTarget::Resolver final : public metrics::SeriesResolver
{
public:
    Resolver(const metrics::Labels &labels, const Rules &rules, metrics::SharedSamples &samples)
        : m_labels(labels)
        , m_pageWins(rules.conflict == LabelConflict::PageWins)
        , m_mostNew(newInAnHour * rules.sampleLimit)
        , m_allowance(m_mostNew)
        , m_samples(samples)
    {
    }

    /// A page begins.
    void begin(std::int64_t timeMs)
    {
        added = dropped = 0;
        const double passed = m_lastMs && timeMs > *m_lastMs ? static_cast<double>(timeMs - *m_lastMs) : 0;
        m_allowance = std::min(m_mostNew, m_allowance + m_mostNew * passed / 3'600'000);
        m_lastMs = timeMs;
    }

    metrics::SeriesRef seriesFor(std::span<const metrics::LabelView> labels) override
    {
        metrics::Labels whole;
        for (const metrics::LabelView &label : labels)
            put(whole, label);
        for (const metrics::Label &label : m_labels)
            if (!m_pageWins || !whole.has(label.name))
                whole.set(label.name, label.value);
        m_views.clear();
        for (const metrics::Label &label : whole)
            m_views.push_back({label.name, label.value});
        metrics::SharedSamples::Appending store(m_samples);
        if (const auto known = store->known(m_views))
            return *known;
        if (m_allowance < 1) {
            ++dropped;
            return {};
        }
        m_allowance -= 1;
        ++added;
        return store->seriesFor(m_views);
    }

    std::size_t added = 0; ///< to the store, by this page
    std::size_t dropped = 0;

private:
    void put(metrics::Labels &whole, const metrics::LabelView &label)
    {
        std::string name(label.name);
        if (!m_pageWins)
            while (m_labels.has(name) || (name != label.name && whole.has(name)))
                name = "exported_" + name;
        whole.set(name, label.value);
    }

    metrics::Labels m_labels;
    bool m_pageWins;
    double m_mostNew;
    double m_allowance; ///< for series that are new; grows with time
    std::optional<std::int64_t> m_lastMs;
    metrics::SharedSamples &m_samples;
    std::vector<metrics::LabelView> m_views;
};

ScrapeTarget::ScrapeTarget(ScrapeAddress address, Rules rules, metrics::SharedSamples &samples, ScrapeScratch &scratch)
    : m_address(std::move(address))
    , m_rules(rules)
    , m_samples(&samples)
    , m_resolver(std::make_unique<Resolver>(m_address.labels, m_rules, samples))
    , m_scratch(&scratch)
{
    for (const char *name : ownNames) {
        metrics::Labels labels = m_address.labels;
        labels.set(metrics::nameLabel, name);
        m_own.push_back(metrics::SharedSamples::Appending(*m_samples)->seriesFor(labels));
    }
}

ScrapeTarget::~ScrapeTarget() = default;
ScrapeTarget::ScrapeTarget(ScrapeTarget &&) noexcept = default;
ScrapeTarget &ScrapeTarget::operator=(ScrapeTarget &&) noexcept = default;

ScrapeTarget::Report ScrapeTarget::take(const HttpOutcome &outcome, WallTime at)
{
    Report report;
    report.at = at;
    const std::int64_t timeMs = at.time_since_epoch().count();
    m_resolver->begin(timeMs);
    report.error = outcome.answer ? refusalOf(*outcome.answer) : std::optional(outcome.answer.error());
    if (!report.error)
        report.error = read(*outcome.answer, timeMs, report);
    if (report.error && m_reader) {
        markStale(m_reader->tracked(), timeMs);
        m_reader->forget();
    }
    tellOfScrape(report, outcome.totalMs / 1000, timeMs);
    return report;
}

std::optional<Error> ScrapeTarget::read(const HttpAnswer &answer, std::int64_t timeMs, Report &report)
{
    const metrics::PageFormat format = formatOf(answer.contentType);
    if (!m_reader || format != m_format) {
        if (m_reader)
            markStale(m_reader->tracked(), timeMs);
        m_reader = std::make_unique<metrics::ScrapeReader>(format);
        m_format = format;
    }
    const std::string_view body(answer.body.constData(), static_cast<std::size_t>(answer.body.size()));
    if (auto error = tooMuch(body))
        return error;
    report.same = !body.empty() && body == m_reader->lastPage();
    m_scratch->page.assign(body);
    if (const auto error = m_reader->read(m_scratch->page, {timeMs, true, 600'000}, *m_resolver, m_scratch->result))
        return Error{Error::Kind::Protocol, QStringLiteral("the page is no metrics: line %1, column %2: %3")
                                                .arg(error->line)
                                                .arg(error->column)
                                                .arg(QString::fromStdString(error->message).left(200))};
    report.samples = m_scratch->result.counts.samples;
    if (auto error = refused(report.samples)) {
        // The reader knows the new page already: what only the old one had ends here, the rest with all that it tracks.
        markStale(m_scratch->result.vanished, timeMs);
        return error;
    }
    m_goodBytes = body.size();
    append(timeMs);
    return std::nullopt;
}

/// Before anything is read: a page beyond the limit costs nothing but its bytes. One that is hardly larger than the
/// last good one is not counted: reading it counts its samples anyway.
std::optional<Error> ScrapeTarget::tooMuch(std::string_view body) const
{
    if (body.size() <= m_goodBytes + m_goodBytes / 8)
        return std::nullopt;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < body.size();) {
        lines += body[at] != '#' && body[at] != '\n' ? 1 : 0;
        const std::size_t end = body.find('\n', at);
        at = end == std::string_view::npos ? body.size() : end + 1;
    }
    return beyondLimit(lines);
}

std::optional<Error> ScrapeTarget::refused(std::size_t samples) const
{
    if (m_resolver->dropped > 0)
        return Error{
            Error::Kind::Protocol,
            QStringLiteral("the page has %1 series more than may be new (%2 in an hour): is a label flooding it?")
                .arg(m_resolver->dropped)
                .arg(newInAnHour * m_rules.sampleLimit)};
    return beyondLimit(samples);
}

std::optional<Error> ScrapeTarget::beyondLimit(std::size_t samples) const
{
    if (samples <= static_cast<std::size_t>(m_rules.sampleLimit))
        return std::nullopt;
    return Error{Error::Kind::Protocol,
                 QStringLiteral("the page has %1 samples; sample_limit is %2").arg(samples).arg(m_rules.sampleLimit)};
}

void ScrapeTarget::append(std::int64_t timeMs)
{
    std::vector<metrics::AppendResult> results;
    metrics::SharedSamples::Appending(*m_samples)->append(m_scratch->result.samples, &results);
    markStale(m_scratch->result.vanished, timeMs);
    // A series whose history has left the store has lost its number: the next page asks for a new one.
    if (std::ranges::find(results, metrics::AppendResult::UnknownSeries) != results.end())
        m_reader->forget();
}

void ScrapeTarget::markStale(const std::vector<metrics::SeriesRef> &series, std::int64_t timeMs)
{
    std::vector<metrics::BatchSample> markers;
    markers.reserve(series.size());
    for (const metrics::SeriesRef ref : series)
        markers.push_back({ref, {timeMs, metrics::staleMarker()}});
    metrics::SharedSamples::Appending(*m_samples)->append(markers);
}

void ScrapeTarget::tellOfScrape(const Report &report, double seconds, std::int64_t timeMs)
{
    const double samples = report.error ? 0 : static_cast<double>(report.samples);
    const double values[] = {report.error ? 0.0 : 1.0, seconds, samples, samples,
                             report.error ? 0.0 : static_cast<double>(m_resolver->added)};
    for (std::size_t i = 0; i < m_own.size(); ++i) {
        const metrics::BatchSample sample{m_own[i], {timeMs, values[i]}};
        std::vector<metrics::AppendResult> result;
        metrics::SharedSamples::Appending(*m_samples)->append(std::span(&sample, 1), &result);
        if (!result.empty() && result.front() == metrics::AppendResult::UnknownSeries) {
            metrics::Labels labels = m_address.labels;
            labels.set(metrics::nameLabel, ownNames[i]);
            metrics::SharedSamples::Appending store(*m_samples);
            m_own[i] = store->seriesFor(labels);
            store->append(m_own[i], {timeMs, values[i]});
        }
    }
}

void ScrapeTarget::end(WallTime at)
{
    const std::int64_t timeMs = at.time_since_epoch().count();
    if (m_reader)
        markStale(m_reader->tracked(), timeMs);
    markStale(m_own, timeMs);
    m_reader.reset();
}

} // namespace surgedeck
