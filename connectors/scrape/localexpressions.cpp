// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/localexpressions.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr std::size_t mostSamples = 20'000'000; ///< that one evaluation may load
constexpr std::size_t mostKept = 32'000'000;    ///< samples of the windows of all expressions together, 256 MB
constexpr qsizetype longestExpression = 65'536;
constexpr std::size_t historiesAtOnce = 2; ///< a poll
constexpr std::chrono::hours historySpan{1};
constexpr Milliseconds historyStep{10'000};
constexpr Milliseconds lastWeekStep{30'000}; ///< what is usual needs no detail
constexpr Milliseconds week{7 * 24 * 3'600'000LL};

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

LocalExpressions::LocalExpressions(const SourceSettings &settings, std::shared_ptr<metrics::SharedSamples> samples)
    : m_samples(std::move(samples))
    , m_compat(compatOf(settings))
{
    metrics::EngineOptions options = optionsFor(m_compat, {});
    options.mostKeptSamples = mostKept / std::max<std::size_t>(4, settings.expressions.size());
    for (const WatchedExpression &wanted : settings.expressions) {
        Watched watched{
            wanted.key, std::nullopt, {}, wanted.expression.left(longestExpression).toStdString(), wanted.every};
        auto query = metrics::WatchedQuery::make(watched.text, m_samples->reading(), options);
        if (const auto parsed = metrics::parseExpression(watched.text, m_compat))
            watched.windowsMs = metrics::windowsOf(**parsed);
        if (query)
            watched.query = std::move(query).value();
        else
            watched.error = QString::fromStdString(query.error().message);
        m_watched.push_back(std::move(watched));
    }
}

void LocalExpressions::loadEarlier()
{
    if (m_untold)
        return;
    const metrics::EarlierSamples &loaded = m_samples->loadEarlier();
    m_cover.setEarlier(loaded.stretches);
    m_untold = loaded.stretches.empty() ? std::deque<std::size_t>() : allWithHistory();
}

std::deque<std::size_t> LocalExpressions::allWithHistory() const
{
    std::deque<std::size_t> all;
    for (std::size_t i = 0; i < m_watched.size(); ++i)
        if (m_watched[i].query && m_watched[i].every == Milliseconds{0})
            all.push_back(i);
    return all;
}

std::vector<MetricHistory> LocalExpressions::earlier(WallTime now, const std::stop_token &stop)
{
    std::vector<MetricHistory> told;
    for (std::size_t i = 0; i < historiesAtOnce && m_untold && !m_untold->empty(); ++i) {
        if (auto history = historyOf(m_watched[m_untold->front()], now, stop))
            told.push_back(*std::move(history));
        m_untold->pop_front();
    }
    const bool isNext = told.empty() && m_untold && m_untold->empty();
    if (isNext && m_untoldOfLastWeek.empty())
        openLastWeek(now);
    for (std::size_t i = 0; isNext && i < historiesAtOnce && !m_untoldOfLastWeek.empty(); ++i) {
        if (auto history = lastWeekOf(m_watched[m_untoldOfLastWeek.front()], stop))
            told.push_back(*std::move(history));
        m_untoldOfLastWeek.pop_front();
    }
    return told;
}

/// Reads what was kept of then, once an hour; an hour more than is told, for the windows of expressions.
void LocalExpressions::openLastWeek(WallTime now)
{
    m_lastWeek.reset();
    if (m_lastWeekLooked && now >= *m_lastWeekLooked && now - *m_lastWeekLooked < historySpan)
        return;
    m_lastWeekLooked = now;
    metrics::StoreLimits limits;
    limits.retentionMs = 6 * Milliseconds(historySpan).count();
    const auto then = std::make_shared<metrics::SharedSamples>(limits);
    const auto ms = [](WallTime time) { return std::int64_t{time.time_since_epoch().count()}; };
    m_samples->loadPast(*metrics::SharedSamples::Appending(*then).operator->(),
                        {ms(now - week - 2 * historySpan), ms(now - week + historySpan)});
    if (!then->reading().newestTimeMs())
        return;
    m_lastWeek = then;
    m_untoldOfLastWeek = allWithHistory();
}

std::optional<MetricHistory> LocalExpressions::lastWeekOf(const Watched &watched, const std::stop_token &stop) const
{
    const WallTime then = *m_lastWeekLooked - week;
    LocalReader reader(m_lastWeek, m_compat);
    const auto matrix = reader.range(
        {QString::fromStdString(watched.text), then - historySpan, then + historySpan, lastWeekStep}, stop);
    if (!matrix || matrix->size() != 1)
        return std::nullopt;
    MetricHistory history{watched.key, {}, week};
    for (const MetricPoint &point : matrix->front().points)
        if (!std::isnan(point.value))
            history.points.push_back(point);
    return history.points.empty() ? std::nullopt : std::optional(std::move(history));
}

/// nullopt: there is none. Moments whose windows were not covered are left out: they would look like an outage.
std::optional<MetricHistory> LocalExpressions::historyOf(const Watched &watched, WallTime until,
                                                         const std::stop_token &stop) const
{
    LocalReader reader(m_samples, m_compat);
    const RangeQuery query{QString::fromStdString(watched.text), until - historySpan, until, historyStep};
    const auto matrix = reader.range(query, stop);
    if (!matrix || matrix->size() != 1)
        return std::nullopt;
    MetricHistory history{watched.key, {}, {}};
    for (const MetricPoint &point : matrix->front().points)
        if (!std::isnan(point.value) && m_cover.coversAll(point.time.time_since_epoch().count(), watched.windowsMs))
            history.points.push_back(point);
    return history.points.empty() ? std::nullopt : std::optional(std::move(history));
}

QStringList LocalExpressions::problems() const
{
    QStringList all;
    if (m_untold)
        for (const std::string &problem : m_samples->loadEarlier().problems)
            all << QString::fromStdString(problem);
    return all;
}

MetricSample LocalExpressions::evaluate(WallTime now, const std::stop_token &stop)
{
    MetricSample sample{now, {}};
    m_cover.note(m_samples->reading().newestTimeMs());
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
    const std::int64_t nowMs = now.time_since_epoch().count();
    if (m_cover.coversAll(nowMs, watched.windowsMs))
        return nullptr;
    auto parsed = metrics::parseExpression(watched.text, m_compat);
    if (!parsed)
        return nullptr;
    metrics::shortenWindows(**parsed, m_cover, nowMs);
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
