// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/domain/sourcesettings.h"
#include "models/metrics/ast.h"
#include "models/metrics/evaluate/watchedquery.h"
#include "models/metrics/store/sharedsamples.h"
#include "models/metrics/youngstore.h"

#include <deque>

namespace surgedeck {

/// The watched expressions of a source, evaluated over what was scraped: a step costs what has come since the last one.
/// Worker thread of its source.
class LocalExpressions
{
public:
    LocalExpressions(const SourceSettings &settings, std::shared_ptr<metrics::SharedSamples> samples);

    /// Reads what earlier sessions left into the store, at its first call. Before the first sample is appended.
    void loadEarlier();
    /// What was before this session, and then every hour what was around this time last week: a few expressions a call,
    /// and nothing when all is told.
    std::vector<MetricHistory> earlier(WallTime now, const std::stop_token &stop);
    /// Those that are due, at one time. A wrong expression is the error of its own value.
    MetricSample evaluate(WallTime now, const std::stop_token &stop);
    /// What could not be read of what earlier sessions left.
    QStringList problems() const;

private:
    struct Watched
    {
        QString key;
        std::optional<metrics::WatchedQuery> query; ///< nullopt: it does not parse
        QString error;
        std::string text;
        Milliseconds every{0};
        std::vector<std::int64_t> windowsMs{};
        std::optional<WallTime> last{};
    };
    WatchedValue valueOf(Watched &watched, WallTime now, const std::stop_token &stop) const;
    metrics::Outcome<metrics::QueryResult> resultOf(Watched &watched, WallTime now, const std::stop_token &stop) const;
    metrics::ExprPtr shortened(const Watched &watched, WallTime now) const;

    std::optional<MetricHistory> historyOf(const Watched &watched, WallTime until, const std::stop_token &stop) const;
    std::optional<MetricHistory> lastWeekOf(const Watched &watched, const std::stop_token &stop) const;
    void openLastWeek(WallTime now);
    std::deque<std::size_t> allWithHistory() const;

    std::shared_ptr<metrics::SharedSamples> m_samples;
    metrics::Compat m_compat;
    std::vector<Watched> m_watched;
    metrics::StoreCover m_cover;
    std::optional<std::deque<std::size_t>> m_untold;    ///< whose history was not told; nullopt: nothing is loaded yet
    std::shared_ptr<metrics::SharedSamples> m_lastWeek; ///< what was kept of then, while it is told; nullptr: it is not
    std::deque<std::size_t> m_untoldOfLastWeek;
    std::optional<WallTime> m_lastWeekLooked;
};

/// Answers from what was scraped. See MetricReader.
class LocalReader final : public MetricReader
{
public:
    LocalReader(std::shared_ptr<const metrics::SharedSamples> samples, metrics::Compat compat)
        : m_samples(std::move(samples))
        , m_compat(compat)
    {
    }
    Result<Matrix> range(const RangeQuery &query, std::stop_token stop) override;

private:
    std::shared_ptr<const metrics::SharedSamples> m_samples;
    metrics::Compat m_compat;
};

} // namespace surgedeck
