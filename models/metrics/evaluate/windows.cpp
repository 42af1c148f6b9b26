// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/windows.h"

#include "models/metrics/evaluate/absence.h"
#include "models/metrics/evaluate/ratecolumns.h"
#include "models/metrics/evaluate/windowplan.h"
#include "models/metrics/functionsignatures.h"
#include "models/metrics/quoting.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

constexpr NamedWindowFunction windowFunctions[] = {
    {"rate", rateOf},
    {"increase", increaseOf},
    {"delta", deltaOf},
    {"irate", irateOf},
    {"idelta", ideltaOf},
    {"deriv", derivOf},
    {"predict_linear", predictLinearOf},
    {"holt_winters", holtWintersOf},
    {"double_exponential_smoothing", holtWintersOf},
    {"sum_over_time", sumOverTime},
    {"avg_over_time", averageOverTime},
    {"count_over_time", countOverTime},
    {"last_over_time", lastOverTime, true},
    {"min_over_time", minimumOverTime},
    {"max_over_time", maximumOverTime},
    {"present_over_time", presentOverTime},
    {"quantile_over_time", quantileOverTime},
    {"stddev_over_time", deviationOverTime},
    {"stdvar_over_time", varianceOverTime},
    {"changes", changesOf},
    {"resets", resetsOf},
};

// Calls give(step, window) for every step with a sample.
void walkWindows(const WindowPlan &plan, const RangeSeries &series, auto give)
{
    const std::vector<WindowBounds> &bounds = plan.bounds();
    for (std::size_t step = 0; step < bounds.size(); ++step) {
        if (bounds[step].isEmpty())
            continue;
        const std::size_t size = bounds[step].end - bounds[step].first;
        const std::int64_t endMs = plan.endMs(step);
        give(step,
             Window{series.timesMs.subspan(bounds[step].first, size), series.values.subspan(bounds[step].first, size),
                    endMs - plan.rangeMs(), endMs, plan.evaluationMs(step)});
    }
}

const Expr &rangeArgument(const Call &call)
{
    return **std::find_if(call.arguments.begin(), call.arguments.end(),
                          [](const ExprPtr &argument) { return isRange(*argument); });
}

// The scalar arguments in order, a column each.
std::vector<std::vector<double>> scalarArguments(Evaluation &evaluation, const Call &call, const Steps &steps)
{
    std::vector<std::vector<double>> columns;
    for (const ExprPtr &argument : call.arguments) {
        if (!isRange(*argument) && !evaluation.failed())
            columns.push_back(scalarColumn(evaluation, *argument, steps));
    }
    return columns;
}

bool rangeHasOneName(const Expr &range)
{
    const Expr &inner = unwrapped(range);
    if (const auto *matrix = std::get_if<MatrixSelector>(&inner.node))
        return hasOneName(matrix->selector);
    return hasOneName(*std::get<Subquery>(inner.node).inner);
}

bool endsLikeCounter(std::string_view name)
{
    return name.ends_with("_total") || name.ends_with("_sum") || name.ends_with("_count") || name.ends_with("_bucket");
}

bool wantsCounter(const Call &call)
{
    return call.function->name == "rate" || call.function->name == "increase";
}

} // namespace

const NamedWindowFunction *windowFunction(std::string_view name)
{
    const auto at = std::find_if(std::begin(windowFunctions), std::end(windowFunctions),
                                 [&](const NamedWindowFunction &function) { return function.name == name; });
    return at == std::end(windowFunctions) ? nullptr : at;
}

namespace {

void streamRates(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const Expr &range = rangeArgument(call);
    WindowPlan plan(rangeShape(range), steps, evaluation);
    RateColumns rates(*rateKind(call.function->name), evaluation.options().compat);
    std::vector<double> column(steps.count);
    const auto takeSeries = [&](const RangeSeries &series) {
        if (plan.adopt(series.timesMs))
            rates.prepare(plan, series.timesMs);
        if (rates.fill(plan, series, column) && evaluation.proceed(series.timesMs.size()))
            take(series.identity, column);
    };
    streamRanges(evaluation, range, steps, {takeSeries, take.order()});
}

// Series by series; what the results are called is up to the receiver.
void streamWindows(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const NamedWindowFunction &function = *windowFunction(call.function->name);
    const Expr &range = rangeArgument(call);
    WindowPlan plan(rangeShape(range), steps, evaluation);
    const auto scalars = scalarArguments(evaluation, call, steps);
    WindowCall windowCall{evaluation, call};
    std::vector<double> column;
    const auto takeSeries = [&](const RangeSeries &series) {
        plan.adopt(series.timesMs);
        column.assign(steps.count, absentValue());
        bool hasValue = false;
        walkWindows(plan, series, [&](std::size_t step, const Window &window) {
            for (std::size_t i = 0; i < scalars.size(); ++i)
                windowCall.scalars[i] = scalars[i][step];
            column[step] = function.evaluate(window, windowCall);
            hasValue = hasValue || !isAbsent(column[step]);
        });
        if (hasValue && evaluation.proceed(series.timesMs.size()))
            take(series.identity, column);
    };
    if (!evaluation.failed())
        streamRanges(evaluation, range, steps, {takeSeries, take.order()});
}

} // namespace

bool isStrangeCounter(const Call &call, std::string_view metricName)
{
    return wantsCounter(call) && !metricName.empty() && !endsLikeCounter(metricName);
}

void noteCounterName(Evaluation &evaluation, const Call &call, std::string_view metricName)
{
    if (evaluation.isV2() || !isStrangeCounter(call, metricName))
        return;
    evaluation.inform("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " +
                          quoted(metricName),
                      rangeArgument(call).range);
}

void streamWindowCall(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const Expr &range = rangeArgument(call);
    const bool keepsName = windowFunction(call.function->name)->keepsName;
    const bool mayCollide = !keepsName && !rangeHasOneName(range);
    std::vector<Row> rows;
    const auto takeNamed = [&](const Identity &identity, std::span<double> values) {
        noteCounterName(evaluation, call, identity.metricName());
        if (!mayCollide)
            take(keepsName ? identity : identity.withoutName(), values);
        else if (evaluation.hold(values.size()))
            rows.push_back(Row{identity.withoutName(), std::vector<double>(values.begin(), values.end())});
    };
    const auto stream = rateKind(call.function->name) ? streamRates : streamWindows;
    stream(evaluation, call, steps, {takeNamed, take.order()});
    // Prometheus looks at the whole result: equal labels are an error even at different steps.
    for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::Error))
        take(row.identity, row.values);
}

void streamAbsentOverTime(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const Expr &range = rangeArgument(call);
    WindowPlan plan(rangeShape(range), steps, evaluation);
    std::vector<double> column(steps.count, 1);
    const auto takeSeries = [&](const RangeSeries &series) {
        plan.adopt(series.timesMs);
        for (std::size_t step = 0; step < steps.count; ++step) {
            if (!plan.bounds()[step].isEmpty())
                column[step] = absentValue();
        }
    };
    streamRanges(evaluation, range, steps, {takeSeries, ScanOrder::Any});
    if (!evaluation.failed() && !std::all_of(column.begin(), column.end(), isAbsent))
        take(Identity(labelsOfAbsent(range)), column);
}

} // namespace surgedeck::metrics
