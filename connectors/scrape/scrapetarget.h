// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/sourcesettings.h"
#include "models/metrics/exposition/scrapereader.h"
#include "models/metrics/labels.h"
#include "models/metrics/store/sharedsamples.h"

namespace surgedeck {

/// Which page, and what its series are called besides what the page says.
struct ScrapeAddress
{
    QString url;            ///< whole: "http://app1:9100/metrics"
    metrics::Labels labels; ///< with job and instance
    bool operator==(const ScrapeAddress &) const = default;
};

/// What reading a page takes, one for all targets of a source: between two pages nobody needs it.
struct ScrapeScratch
{
    metrics::ScrapeResult result;
    std::string page;
};

/// Whose label counts where both the target and its page have one: honor_labels of Prometheus.
enum class LabelConflict
{
    TargetWins,
    PageWins
};

/// The pages of one target, put into the store as Prometheus does it: labels of the target win (what the page says
/// becomes exported_job), five series about the scrape itself, stale markers for what is gone. Worker thread of its
/// source. Source: promql.md 33 to 37 in short, scrape/scrape.go of Prometheus 2.42 at length.
class ScrapeTarget
{
public:
    struct Report
    {
        std::optional<Error> error;
        std::size_t samples = 0;
        WallTime at{};
        bool same = false; ///< byte for byte the page before
    };

    /// How the pages of a source are read.
    struct Rules
    {
        LabelConflict conflict = LabelConflict::TargetWins;
        int sampleLimit = 20'000; ///< of a page; one that has more fails. Twice as many series may be new in an hour
    };

    /// `samples` and `scratch` must outlive it.
    ScrapeTarget(ScrapeAddress address, Rules rules, metrics::SharedSamples &samples, ScrapeScratch &scratch);
    ~ScrapeTarget();
    ScrapeTarget(ScrapeTarget &&) noexcept;
    ScrapeTarget &operator=(ScrapeTarget &&) noexcept;

    const ScrapeAddress &address() const { return m_address; }
    /// What a request brought that was started at `at`.
    Report take(const HttpOutcome &outcome, WallTime at);
    /// The target is not asked any more: what it brought ends here.
    void end(WallTime at);

private:
    class Resolver;

    std::optional<Error> read(const HttpAnswer &answer, std::int64_t timeMs, Report &report);
    std::optional<Error> tooMuch(std::string_view body) const;
    std::optional<Error> refused(std::size_t samples) const;
    std::optional<Error> beyondLimit(std::size_t samples) const;
    void append(std::int64_t timeMs);
    void markStale(const std::vector<metrics::SeriesRef> &series, std::int64_t timeMs);
    void tellOfScrape(const Report &report, double seconds, std::int64_t timeMs);

    ScrapeAddress m_address;
    Rules m_rules;
    metrics::SharedSamples *m_samples;
    std::unique_ptr<Resolver> m_resolver;
    std::unique_ptr<metrics::ScrapeReader> m_reader;
    metrics::PageFormat m_format = metrics::PageFormat::Text;
    std::size_t m_goodBytes = 0; ///< of the last page that was stored
    ScrapeScratch *m_scratch;
    std::vector<metrics::SeriesRef> m_own; ///< up and the others, in the order of tellOfScrape
};

} // namespace surgedeck
