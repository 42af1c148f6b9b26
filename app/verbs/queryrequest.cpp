// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/queryrequest.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/metrics/data/resultjson.h"
#include "models/metrics/parse/literals.h"

#include <cmath>

namespace surgedeck {

namespace {

using metrics::EngineError;
using metrics::ErrorType;

constexpr std::int64_t mostSteps = 11'000; // web/api/v1/api.go of Prometheus
constexpr std::size_t longestQuery = 65'536;
constexpr auto longestEvaluation = std::chrono::minutes(2);
// What milliseconds may be so that windows and offsets can still be taken off.
constexpr double farthestMs = 4e18;

std::optional<std::int64_t> milliseconds(double seconds)
{
    const double result = std::round(seconds * 1000);
    return std::fabs(result) < farthestMs ? std::optional(static_cast<std::int64_t>(result)) : std::nullopt;
}

std::optional<std::string> rangeProblem(const metrics::EvaluationTimes &times)
{
    if (times.endMs < times.startMs)
        return "invalid parameter \"end\": end timestamp must not be before start time";
    if (times.stepMs <= 0)
        return "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a "
               "positive integer";
    if ((times.endMs - times.startMs) / times.stepMs > mostSteps)
        return "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution "
               "(?step=XX)";
    return std::nullopt;
}

std::optional<EngineError> problemOf(const QueryRequest &request)
{
    if (request.query.size() > longestQuery)
        return EngineError{ErrorType::BadData, "invalid parameter \"query\": longer than 64 KiB"};
    if (request.range) {
        if (auto problem = rangeProblem(request.times))
            return EngineError{ErrorType::BadData, std::move(*problem)};
    }
    return std::nullopt;
}

/// What is wrong with the expression itself. The API of 2.42 names the parameter only for instant queries.
EngineError expressionProblem(const std::string &problem, const QueryRequest &request, metrics::Compat compat)
{
    const bool bare = request.range && compat == metrics::Compat::V2;
    return {ErrorType::BadData, (bare ? "" : "invalid parameter \"query\": ") + problem};
}

metrics::EngineOptions optionsOf(const QueryRequest &request, const QueryDefaults &defaults)
{
    metrics::EngineOptions options = defaults.engine;
    options.text = request.query;
    options.mostPoints = static_cast<std::size_t>(mostSteps) + 1;
    options.interrupted = [begin = SystemClock().monotonic()]() -> std::optional<ErrorType> {
        const bool over = SystemClock().monotonic() - begin > longestEvaluation;
        return over ? std::optional(ErrorType::Timeout) : std::nullopt;
    };
    return options;
}

} // namespace

metrics::Outcome<metrics::QueryResult> evaluate(const QueryRequest &request, const metrics::Storage &storage,
                                                const QueryDefaults &defaults)
{
    if (auto problem = problemOf(request))
        return std::move(*problem);
    const auto expression = metrics::parseExpression(request.query, defaults.engine.compat);
    if (!expression)
        return expressionProblem(metrics::parseErrorText(expression.error(), request.query), request,
                                 defaults.engine.compat);
    const metrics::EngineOptions options = optionsOf(request, defaults);
    if (request.range) {
        auto series = metrics::evaluateRange(**expression, storage, request.times, options);
        if (!series && series.error().type == ErrorType::BadData)
            return expressionProblem(series.error().message, request, defaults.engine.compat);
        return series;
    }
    const std::int64_t time = request.timeMs.value_or(defaults.timeMs);
    auto result = metrics::evaluateInstant(**expression, storage, time, options);
    if (result && result->type == metrics::ValueType::String && result->series.empty())
        result->series.push_back({{}, {{time, 0}}});
    return result;
}

std::optional<std::int64_t> timeOfText(const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber)
        return milliseconds(seconds);
    const auto time = parseRfc3339(text);
    return time ? std::optional<std::int64_t>(time->time_since_epoch().count()) : std::nullopt;
}

std::optional<std::int64_t> spanOfText(const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber)
        return milliseconds(seconds);
    const auto duration = metrics::parseDuration(text.toStdString());
    return duration ? std::optional(*duration) : std::nullopt;
}

} // namespace surgedeck
