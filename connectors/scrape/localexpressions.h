// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/domain/sourcesettings.h"
#include "models/metrics/ast.h"
#include "models/metrics/evaluate/watchedquery.h"
#include "models/metrics/store/sharedsamples.h"

namespace surgedeck {

/// The watched expressions of a source, evaluated over what was scraped: a step costs what has come since the last one.
/// Worker thread of its source.
class LocalExpressions
{
public:
    LocalExpressions(const SourceSettings &settings, std::shared_ptr<const metrics::SharedSamples> samples);

    /// Those that are due, at one time. A wrong expression is the error of its own value.
    MetricSample evaluate(WallTime now, const std::stop_token &stop);

private:
    struct Watched
    {
        QString key;
        std::optional<metrics::WatchedQuery> query; ///< nullopt: it does not parse
        QString error;
        std::string text;
        Milliseconds every{0};
        std::int64_t longestWindowMs = 0;
        std::optional<WallTime> last{};
    };
    WatchedValue valueOf(Watched &watched, WallTime now, const std::stop_token &stop) const;
    metrics::Outcome<metrics::QueryResult> resultOf(Watched &watched, WallTime now, const std::stop_token &stop) const;
    metrics::ExprPtr shortened(const Watched &watched, WallTime now) const;

    std::shared_ptr<const metrics::SharedSamples> m_samples;
    metrics::Compat m_compat;
    std::vector<Watched> m_watched;
    std::optional<WallTime> m_firstSample; ///< about: when the store was first seen not to be empty
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
