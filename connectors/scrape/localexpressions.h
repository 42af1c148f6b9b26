// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/domain/sourcesettings.h"
#include "models/metrics/ast.h"
#include "models/metrics/engine.h"
#include "models/metrics/store/sharedsamples.h"

namespace surgedeck {

/// The watched expressions of a source, parsed once and evaluated over what was scraped. Worker thread of its source.
class LocalExpressions
{
public:
    LocalExpressions(const SourceSettings &settings, std::shared_ptr<const metrics::SharedSamples> samples);

    /// All of them at one time. A wrong expression is the error of its own value.
    MetricSample evaluate(WallTime now, std::stop_token stop) const;

private:
    struct Watched
    {
        QString key;
        std::string text;
        metrics::ExprPtr expression;
        QString error;
    };
    WatchedValue valueOf(const Watched &watched, WallTime now, const metrics::EngineOptions &options) const;

    std::shared_ptr<const metrics::SharedSamples> m_samples;
    metrics::Compat m_compat;
    std::vector<Watched> m_watched;
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
