// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/scrapetarget.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostSeries = 20'000; // of one target, over its life
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
    Resolver(const metrics::Labels &labels, LabelConflict conflict, metrics::SharedSamples &samples)
        : m_labels(labels)
        , m_pageWins(conflict == LabelConflict::PageWins)
        , m_samples(samples)
    {
    }

    metrics::SeriesRef seriesFor(std::span<const metrics::LabelView> labels) override
    {
        if (m_made >= mostSeries) {
            ++dropped;
            return {};
        }
        metrics::Labels whole;
        for (const metrics::LabelView &label : labels)
            put(whole, label);
        for (const metrics::Label &label : m_labels)
            if (!m_pageWins || !whole.has(label.name))
                whole.set(label.name, label.value);
        ++m_made;
        ++added;
        return metrics::SharedSamples::Appending(m_samples)->seriesFor(whole);
    }

    std::size_t added = 0; ///< since it was set to 0
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
    metrics::SharedSamples &m_samples;
    std::size_t m_made = 0;
};

ScrapeTarget::ScrapeTarget(ScrapeAddress address, LabelConflict conflict, metrics::SharedSamples &samples,
                           ScrapeScratch &scratch)
    : m_address(std::move(address))
    , m_samples(&samples)
    , m_resolver(std::make_unique<Resolver>(m_address.labels, conflict, samples))
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
    m_resolver->added = m_resolver->dropped = 0;
    report.error = outcome.answer ? refusalOf(*outcome.answer) : std::optional(outcome.answer.error());
    if (!report.error)
        report.error = read(*outcome.answer, timeMs, report);
    if (report.error && m_reader) {
        markStale(m_reader->tracked(), timeMs);
        m_reader->forget();
    }
    report.droppedSeries = m_resolver->dropped;
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
    report.same = !body.empty() && body == m_reader->lastPage();
    m_scratch->page.assign(body);
    if (const auto error = m_reader->read(m_scratch->page, {timeMs, true, 600'000}, *m_resolver, m_scratch->result))
        return Error{Error::Kind::Protocol, QStringLiteral("the page is no metrics: line %1, column %2: %3")
                                                .arg(error->line)
                                                .arg(error->column)
                                                .arg(QString::fromStdString(error->message).left(200))};
    report.samples = m_scratch->result.counts.samples;
    append(timeMs);
    return std::nullopt;
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
