// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/calls.h"

#include "models/metrics/evaluate/absence.h"
#include "models/metrics/evaluate/elementwise.h"
#include "models/metrics/evaluate/selectors.h"
#include "models/metrics/evaluate/windows.h"
#include "models/metrics/functionsignatures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace surgedeck::metrics {

namespace {

using Stream = void (*)(Evaluation &, const Call &, const Steps &, const TakeColumn &);

const Expr &argument(const Call &call, std::size_t index)
{
    return *call.arguments[index];
}

// A function of a vector and of one scalar a step.
void streamWithParameters(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take,
                          const std::function<void(double &value, std::size_t step)> &change)
{
    const auto changeAll = [&](std::span<double> values) {
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (!isAbsent(values[step]))
                change(values[step], step);
        }
    };
    if (!evaluation.failed())
        streamChanged(evaluation, argument(call, 0), steps, {changeAll, take});
}

void streamClamped(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take,
                   std::pair<std::vector<double>, std::vector<double>> limits)
{
    const TakeColumn takePresent(
        [&](const Identity &identity, std::span<double> values) {
            if (!std::all_of(values.begin(), values.end(), isAbsent))
                take(identity, values);
        },
        take.order());
    streamWithParameters(evaluation, call, steps, takePresent, [&](double &value, std::size_t step) {
        const double least = limits.first[step];
        const double most = limits.second[step];
        value = most < least ? absentValue() : goMaximum(least, goMinimum(most, value));
    });
}

constexpr double infinity = std::numeric_limits<double>::infinity();

void streamClamp(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    streamClamped(
        evaluation, call, steps, take,
        {scalarColumn(evaluation, argument(call, 1), steps), scalarColumn(evaluation, argument(call, 2), steps)});
}

void streamClampMin(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    streamClamped(evaluation, call, steps, take,
                  {scalarColumn(evaluation, argument(call, 1), steps), std::vector<double>(steps.count, infinity)});
}

void streamClampMax(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    streamClamped(evaluation, call, steps, take,
                  {std::vector<double>(steps.count, -infinity), scalarColumn(evaluation, argument(call, 1), steps)});
}

// Halves go up; by the inverse, because that is more exact (functions.go, funcRound()).
void streamRound(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const std::vector<double> nearest = call.arguments.size() > 1 ? scalarColumn(evaluation, argument(call, 1), steps)
                                                                  : std::vector<double>(steps.count, 1);
    streamWithParameters(evaluation, call, steps, take, [&](double &value, std::size_t step) {
        const double inverse = 1.0 / nearest[step];
        value = std::floor(value * inverse + 0.5) / inverse;
    });
}

void streamVectorOfScalar(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    std::vector<double> column = scalarColumn(evaluation, argument(call, 0), steps);
    if (!evaluation.failed())
        take(Identity(), column);
}

void streamTimestamp(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const Expr &inner = unwrappedForSelector(argument(call, 0));
    const TakeColumn takeNameless(
        [&](const Identity &identity, std::span<double> values) { take(identity.withoutName(), values); },
        take.order());
    const auto *selector = std::get_if<VectorSelector>(&inner.node);
    if (selector && hasOneName(inner)) {
        streamTimestamps(evaluation, *selector, steps, takeNameless);
    } else if (selector) {
        std::vector<Row> rows;
        streamTimestamps(evaluation, *selector, steps, [&](const Identity &identity, std::span<double> values) {
            if (evaluation.hold(values.size()))
                rows.push_back(Row{identity.withoutName(), std::vector<double>(values.begin(), values.end())});
        });
        for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::ErrorAtOneStep))
            take(row.identity, row.values);
    } else {
        streamWithParameters(evaluation, call, steps, take, [&](double &value, std::size_t step) {
            value = static_cast<double>(steps.at(step)) / 1000;
        });
    }
}

// Values at the one step in order; NaN at the end either way. At several steps there is no order.
void streamSorted(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    std::vector<Row> rows = collectRows(evaluation, argument(call, 0), steps);
    const bool descending = call.function->name == "sort_desc";
    if (steps.count == 1) {
        std::stable_sort(rows.begin(), rows.end(), [&](const Row &a, const Row &b) {
            const double left = a.values.front();
            const double right = b.values.front();
            if (std::isnan(left) || std::isnan(right))
                return !std::isnan(left) && std::isnan(right);
            return descending ? left > right : left < right;
        });
    }
    for (Row &row : rows)
        take(row.identity, row.values);
}

// Native histograms are not stored: a function of them finds none.
void streamNothing(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &)
{
    for (const ExprPtr &each : call.arguments) {
        if (each->type == ValueType::Vector)
            streamColumns(evaluation, *each, steps, [](const Identity &, std::span<double>) {});
    }
}

struct NamedStream
{
    std::string_view name;
    Stream stream;
};

constexpr NamedStream streams[] = {
    {"absent", streamAbsent},
    {"absent_over_time", streamAbsentOverTime},
    {"clamp", streamClamp},
    {"clamp_max", streamClampMax},
    {"clamp_min", streamClampMin},
    {"histogram_avg", streamNothing},
    {"histogram_count", streamNothing},
    {"histogram_fraction", streamHistogramFraction},
    {"histogram_quantile", streamHistogramQuantile},
    {"histogram_stddev", streamNothing},
    {"histogram_stdvar", streamNothing},
    {"histogram_sum", streamNothing},
    {"label_join", streamLabelJoin},
    {"label_replace", streamLabelReplace},
    {"round", streamRound},
    {"sort", streamSorted},
    {"sort_desc", streamSorted},
    {"timestamp", streamTimestamp},
    {"vector", streamVectorOfScalar},
};

void streamDate(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const ElementFunction function = dateFunction(call.function->name);
    if (call.arguments.empty()) {
        std::vector<double> column(steps.count);
        for (std::size_t step = 0; step < steps.count; ++step)
            column[step] = function(static_cast<double>(steps.at(step) / 1000));
        take(Identity(), column);
    } else {
        streamWithParameters(evaluation, call, steps, take,
                             [&](double &value, std::size_t) { value = function(value); });
    }
}

} // namespace

const std::string &stringArgument(const Call &call, std::size_t index)
{
    return std::get<StringLiteral>(unwrapped(*call.arguments[index]).node).value;
}

void streamCall(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const std::string_view name = call.function->name;
    const auto at = std::find_if(std::begin(streams), std::end(streams),
                                 [&](const NamedStream &stream) { return stream.name == name; });
    if (at != std::end(streams)) {
        at->stream(evaluation, call, steps, take);
    } else if (windowFunction(name)) {
        streamWindowCall(evaluation, call, steps, take);
    } else if (const ElementFunction function = elementFunction(name)) {
        streamWithParameters(evaluation, call, steps, take,
                             [&](double &value, std::size_t) { value = function(value); });
    } else if (dateFunction(name)) {
        streamDate(evaluation, call, steps, take);
    } else {
        evaluation.fail("function \"" + std::string(name) + "\" is not supported");
    }
}

} // namespace surgedeck::metrics
