// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/localexpressions.h"

#include "models/metrics/youngstore.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr std::size_t mostSamples = 20'000'000; ///< that one evaluation may load
constexpr std::size_t mostKept = 32'000'000;    ///< samples of the windows of all expressions together, 256 MB
constexpr qsizetype longestExpression = 65'536;
constexpr Milliseconds youngMargin{500}; ///< the first page may have come a little before we looked

std::function<std::optional<metrics::ErrorType>()> unless(std::stop_token stop)
{
    return [stop = std::move(stop)] {
        return stop.stop_requested() ? std::optional(metrics::ErrorType::Canceled) : std::nullopt;
    };
}

metrics::EngineOptions optionsFor(metrics::Compat compat, std::stop_token stop)
{
    metrics::EngineOptions options;
    options.compat = compat;
    options.mostSamples = mostSamples;
    options.interrupted = unless(std::move(stop));
    return options;
}

Error errorOf(const metrics::EngineError &error)
{
    using Type = metrics::ErrorType;
    const auto kind = error.type == Type::Canceled  ? Error::Kind::Cancelled
                      : error.type == Type::Timeout ? Error::Kind::Timeout
                                                    : Error::Kind::Config;
    return {kind, QString::fromStdString(error.message)};
}

metrics::Compat compatOf(const SourceSettings &settings)
{
    return settings.promqlCompat == 2 ? metrics::Compat::V2 : metrics::Compat::V3;
}

WallTime timeOf(std::int64_t ms)
{
    return WallTime(Milliseconds(ms));
}

} // namespace

LocalExpressions::LocalExpressions(const SourceSettings &settings,
                                   std::shared_ptr<const metrics::SharedSamples> samples)
    : m_samples(std::move(samples))
    , m_compat(compatOf(settings))
{
    metrics::EngineOptions options = optionsFor(m_compat, {});
    options.mostKeptSamples = mostKept / std::max<std::size_t>(4, settings.expressions.size());
    for (const WatchedExpression &wanted : settings.expressions) {
        Watched watched{wanted.key, std::nullopt, {}, wanted.expression.left(longestExpression).toStdString(), wanted.every};
        auto query = metrics::WatchedQuery::make(watched.text, m_samples->reading(), options);
        if (const auto parsed = metrics::parseExpression(watched.text, m_compat))
            watched.longestWindowMs = metrics::longestWindowMs(**parsed);
        if (query)
            watched.query = std::move(query).value();
        else
            watched.error = QString::fromStdString(query.error().message);
        m_watched.push_back(std::move(watched));
    }
}

MetricSample LocalExpressions::evaluate(WallTime now, const std::stop_token &stop)
{
    MetricSample sample{now, {}};
    if (!m_firstSample)
        if (const auto newest = m_samples->reading().newestTimeMs())
            m_firstSample = timeOf(*newest);
    for (Watched &watched : m_watched) {
        if (watched.last && now >= *watched.last && now - *watched.last < watched.every)
            continue;
        watched.last = now;
        sample.values.push_back(valueOf(watched, now, stop));
    }
    return sample;
}

/// nullptr: the store is old enough.
metrics::ExprPtr LocalExpressions::shortened(const Watched &watched, WallTime now) const
{
    const std::int64_t age = m_firstSample ? (now - *m_firstSample + youngMargin).count() : 0;
    if (age <= 0 || watched.longestWindowMs <= age)
        return nullptr;
    auto parsed = metrics::parseExpression(watched.text, m_compat);
    if (!parsed)
        return nullptr;
    metrics::shortenWindows(**parsed, age);
    return std::move(parsed).value();
}

metrics::Outcome<metrics::QueryResult> LocalExpressions::resultOf(Watched &watched, WallTime now,
                                                                  const std::stop_token &stop) const
{
    const std::int64_t timeMs = now.time_since_epoch().count();
    if (const metrics::ExprPtr young = shortened(watched, now))
        return metrics::evaluateInstant(*young, m_samples->reading(), timeMs, optionsFor(m_compat, stop));
    watched.query->setInterrupted(unless(stop));
    return watched.query->at(timeMs);
}

WatchedValue LocalExpressions::valueOf(Watched &watched, WallTime now, const std::stop_token &stop) const
{
    WatchedValue value;
    value.key = watched.key;
    value.error = watched.error;
    if (!watched.query)
        return value;
    const auto result = resultOf(watched, now, stop);
    if (!result) {
        value.error = QString::fromStdString(result.error().message);
        return value;
    }
    if (result->newestSampleMs)
        value.newestSample = timeOf(*result->newestSampleMs);
    if (!result->warnings.empty())
        value.remark = QString::fromStdString(result->warnings.front());
    if (result->type == metrics::ValueType::String || result->type == metrics::ValueType::Matrix)
        value.error = QStringLiteral("the expression gives no number");
    else if (result->series.size() > 1)
        value.error = QStringLiteral("the expression gives %1 values where one is meant: aggregate it")
                          .arg(result->series.size());
    else if (!result->series.empty() && !result->series.front().points.empty() &&
             !std::isnan(result->series.front().points.front().value))
        value.value = result->series.front().points.front().value;
    return value;
}

Result<Matrix> LocalReader::range(const RangeQuery &query, std::stop_token stop)
{
    const auto parsed = metrics::parseExpression(query.expression.left(longestExpression).toStdString(), m_compat);
    if (!parsed)
        return errorOf(parsed.error());
    const metrics::EvaluationTimes times{query.start.time_since_epoch().count(), query.end.time_since_epoch().count(),
                                         query.step.count()};
    const auto result =
        metrics::evaluateRange(**parsed, m_samples->reading(), times, optionsFor(m_compat, std::move(stop)));
    if (!result)
        return errorOf(result.error());
    Matrix matrix;
    for (const metrics::ResultSeries &series : result->series) {
        MetricSeries &made = matrix.emplace_back();
        for (const metrics::Label &label : series.labels)
            made.labels.emplace_back(QString::fromStdString(label.name), QString::fromStdString(label.value));
        for (const metrics::Sample &point : series.points)
            made.points.push_back({timeOf(point.timeMs), point.value});
    }
    return matrix;
}

} // namespace surgedeck
