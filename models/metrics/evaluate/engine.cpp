// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/engine.h"

#include "models/metrics/evaluate/columns.h"
#include "models/metrics/evaluate/instant.h"
#include "models/metrics/evaluate/selectors.h"
#include "models/metrics/evaluate/treedepth.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

// The words of the Prometheus API for a type.
std::string documentedType(ValueType type)
{
    switch (type) {
    case ValueType::Vector:
        return "instant vector";
    case ValueType::Matrix:
        return "range vector";
    case ValueType::String:
        return "string";
    case ValueType::Scalar:
        break;
    }
    return "scalar";
}

EngineError badData(std::string message)
{
    return EngineError{ErrorType::BadData, std::move(message)};
}

// Deeper than any expression that people write; what recursion may use of the stack.
constexpr std::size_t mostDepth = 1000;

// A hundred thousand years either way: sums of times stay within their type.
constexpr std::int64_t latestMs = 3'200'000'000'000'000;

std::optional<EngineError> refused(const Expr &expression, const EvaluationTimes &times)
{
    if (times.startMs < -latestMs || times.endMs > latestMs)
        return badData("time is out of range");
    if (treeDepth(expression) > mostDepth)
        return badData("expression is nested too deeply");
    return std::nullopt;
}

Outcome<QueryResult> finished(const Evaluation &evaluation, QueryResult result)
{
    if (evaluation.error())
        return *evaluation.error();
    result.warnings = evaluation.warnings();
    result.infos = evaluation.infos();
    result.newestSampleMs = evaluation.newestSampleMs();
    return result;
}

ResultSeries seriesOf(const Identity &identity, std::span<const double> values, const Steps &steps)
{
    ResultSeries series{identity.labels(), {}};
    const auto present =
        static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double v) { return !isAbsent(v); }));
    series.points.reserve(present);
    for (std::size_t step = 0; step < values.size(); ++step) {
        if (!isAbsent(values[step]))
            series.points.push_back(Sample{steps.at(step), values[step]});
    }
    return series;
}

std::vector<ResultSeries> columnsAsSeries(Evaluation &evaluation, const Expr &expression, const Steps &steps)
{
    std::vector<ResultSeries> all;
    streamColumns(evaluation, expression, steps, [&](const Identity &identity, std::span<double> values) {
        ResultSeries series = seriesOf(identity, values, steps);
        if (!series.points.empty() && evaluation.hold(series.points.size()))
            all.push_back(std::move(series));
    });
    return all;
}

bool byLabels(const ResultSeries &a, const ResultSeries &b)
{
    return a.labels < b.labels;
}

std::vector<ResultSeries> rangesAsSeries(Evaluation &evaluation, const Expr &expression, const Steps &steps)
{
    std::vector<ResultSeries> all;
    const RangeShape shape = rangeShape(expression);
    const std::int64_t endMs = ShiftedTimes(shape.shift, steps, evaluation.query()).first();
    const std::int64_t oldestMs = endMs - shape.rangeMs + (evaluation.isV2() ? 0 : 1);
    const auto takeRange = [&](const RangeSeries &range) {
        ResultSeries series{range.identity.labels(), {}};
        for (std::size_t i = 0; i < range.timesMs.size(); ++i) {
            if (range.timesMs[i] >= oldestMs && range.timesMs[i] <= endMs)
                series.points.push_back(Sample{range.timesMs[i], range.values[i]});
        }
        if (!series.points.empty() && evaluation.hold(series.points.size()))
            all.push_back(std::move(series));
    };
    streamRanges(evaluation, expression, steps, {takeRange, ScanOrder::Any});
    std::stable_sort(all.begin(), all.end(), byLabels);
    return all;
}

} // namespace

Outcome<QueryResult> evaluateInstantWith(const InstantQuery &query, Substitutes *substitutes)
{
    const Expr &expression = query.expression;
    const EvaluationTimes times{query.timeMs, query.timeMs, 1};
    if (const auto error = refused(expression, times))
        return *error;
    Evaluation evaluation(query.storage, query.options, times);
    evaluation.setSubstitutes(substitutes);
    const Steps steps{query.timeMs, 1, 1};
    QueryResult result;
    result.type = expression.type;
    if (expression.type == ValueType::String)
        result.text = std::get<StringLiteral>(unwrapped(expression).node).value;
    else if (expression.type == ValueType::Matrix)
        result.series = rangesAsSeries(evaluation, expression, steps);
    else
        result.series = columnsAsSeries(evaluation, expression, steps);
    return finished(evaluation, std::move(result));
}

Outcome<QueryResult> evaluateInstant(const Expr &expression, const Storage &storage, std::int64_t timeMs,
                                     const EngineOptions &options)
{
    return evaluateInstantWith(InstantQuery{expression, storage, timeMs, options}, nullptr);
}

Outcome<QueryResult> evaluateRange(const Expr &expression, const Storage &storage, EvaluationTimes times,
                                   const EngineOptions &options)
{
    if (const auto error = refused(expression, times))
        return *error;
    if (expression.type != ValueType::Scalar && expression.type != ValueType::Vector) {
        return badData("invalid expression type \"" + documentedType(expression.type) +
                       "\" for range query, must be Scalar or instant Vector");
    }
    if (times.stepMs <= 0) {
        return badData("zero or negative query resolution step widths are not accepted. "
                       "Try a positive integer");
    }
    if (times.endMs < times.startMs)
        return badData("end timestamp must not be before start time");
    const auto points = (static_cast<std::uint64_t>(times.endMs) - static_cast<std::uint64_t>(times.startMs)) /
                        static_cast<std::uint64_t>(times.stepMs);
    if (points > options.mostPoints) {
        return badData("exceeded maximum resolution of 11,000 points per timeseries. "
                       "Try decreasing the query resolution (?step=XX)");
    }
    Evaluation evaluation(storage, options, times);
    const Steps steps{times.startMs, times.stepMs, static_cast<std::size_t>(points) + 1};
    QueryResult result;
    result.type = ValueType::Matrix;
    result.series = columnsAsSeries(evaluation, expression, steps);
    std::stable_sort(result.series.begin(), result.series.end(), byLabels);
    return finished(evaluation, std::move(result));
}

} // namespace surgedeck::metrics
