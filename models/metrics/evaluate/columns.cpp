// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/columns.h"

#include "models/metrics/evaluate/aggregation.h"
#include "models/metrics/evaluate/calls.h"
#include "models/metrics/evaluate/invariance.h"
#include "models/metrics/evaluate/operators.h"
#include "models/metrics/evaluate/selectors.h"
#include "models/metrics/evaluate/substitutes.h"
#include "models/metrics/functionsignatures.h"

#include <algorithm>
#include <unordered_map>

namespace surgedeck::metrics {

namespace {

template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>; // clang 14, with which we fuzz, does not find it by itself

void streamNegation(Evaluation &evaluation, const Negation &negation, const Steps &steps, const TakeColumn &take)
{
    const auto negate = [](std::span<double> values) {
        for (double &value : values) {
            if (!isAbsent(value))
                value = -value;
        }
    };
    if (hasOneName(*negation.inner)) {
        const auto negateAndTake = [&](const Identity &identity, std::span<double> values) {
            negate(values);
            take(identity.withoutName(), values);
        };
        return streamColumns(evaluation, *negation.inner, steps, {negateAndTake, take.order()});
    }
    std::vector<Row> rows = collectRows(evaluation, *negation.inner, steps);
    for (Row &row : rows) {
        negate(row.values);
        row.identity = row.identity.withoutName();
    }
    for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::Error))
        take(row.identity, row.values);
}

void streamVector(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeColumn &take)
{
    std::visit(Overloaded{
                   [&](const VectorSelector &selector) { streamSelector(evaluation, selector, steps, take); },
                   [&](const Paren &paren) { streamColumns(evaluation, *paren.inner, steps, take); },
                   [&](const Negation &negation) { streamNegation(evaluation, negation, steps, take); },
                   [&](const Binary &binary) { streamBinary(evaluation, binary, steps, take); },
                   [&](const Aggregate &aggregate) { streamAggregate(evaluation, aggregate, steps, take); },
                   [&](const Call &call) { streamCall(evaluation, call, steps, take); },
                   [&](const auto &) { evaluation.fail("expression has no value at a step"); },
               },
               expression.node);
}

// Evaluated once, the same at every step.
void streamInvariant(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeColumn &take)
{
    std::vector<double> column;
    const auto repeatAndTake = [&](const Identity &identity, std::span<double> values) {
        column.assign(steps.count, values.front());
        take(identity, column);
    };
    streamVector(evaluation, expression, steps.first(), {repeatAndTake, take.order()});
}

} // namespace

void streamColumns(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeColumn &take)
{
    if (evaluation.failed())
        return;
    if (evaluation.substitutes() && evaluation.substitutes()->stream(evaluation, expression, steps, take))
        return;
    if (expression.type == ValueType::Scalar) {
        std::vector<double> column = scalarColumn(evaluation, expression, steps);
        if (!evaluation.failed())
            take(Identity(), column);
    } else if (steps.count > 1 && isStepInvariant(expression)) {
        streamInvariant(evaluation, expression, steps, take);
    } else {
        streamVector(evaluation, expression, steps, take);
    }
}

std::vector<Row> collectRows(Evaluation &evaluation, const Expr &expression, const Steps &steps)
{
    std::vector<Row> rows;
    streamColumns(evaluation, expression, steps, [&](const Identity &identity, std::span<double> values) {
        if (evaluation.hold(values.size()))
            rows.push_back(Row{identity, std::vector<double>(values.begin(), values.end())});
    });
    return evaluation.failed() ? std::vector<Row>() : std::move(rows);
}

const Expr &unwrapped(const Expr &expression)
{
    const Expr *inner = &expression;
    while (const auto *paren = std::get_if<Paren>(&inner->node))
        inner = paren->inner.get();
    return *inner;
}

const Expr &unwrappedForSelector(const Expr &expression)
{
    const Expr *inner = &expression;
    for (const Paren *paren = std::get_if<Paren>(&inner->node); paren && !paren->plus;
         paren = std::get_if<Paren>(&inner->node))
        inner = paren->inner.get();
    return *inner;
}

bool hasOneName(const VectorSelector &selector)
{
    return std::any_of(selector.matchers.begin(), selector.matchers.end(), [](const Matcher &matcher) {
        return matcher.name() == nameLabel && matcher.type() == MatchType::Equal;
    });
}

bool hasOneName(const Expr &expression)
{
    const Expr &inner = unwrapped(expression);
    if (const auto *selector = std::get_if<VectorSelector>(&inner.node))
        return hasOneName(*selector);
    if (std::holds_alternative<Negation>(inner.node))
        return true;
    if (const auto *aggregate = std::get_if<Aggregate>(&inner.node)) {
        const bool choosesSeries = aggregate->op == AggregateOp::TopK || aggregate->op == AggregateOp::BottomK;
        if (choosesSeries)
            return hasOneName(*aggregate->inner);
        return aggregate->without || std::find(aggregate->grouping.begin(), aggregate->grouping.end(), nameLabel) ==
                                         aggregate->grouping.end();
    }
    if (const auto *call = std::get_if<Call>(&inner.node)) {
        const std::string_view name = call->function->name;
        const bool keepsNames = name == "last_over_time" || name.starts_with("sort") || name.starts_with("label_");
        return !keepsNames;
    }
    return inner.type == ValueType::Scalar;
}

std::vector<Row> mergedRows(Evaluation &evaluation, std::vector<Row> rows, SameLabels rule)
{
    std::unordered_map<Labels, std::size_t, LabelsHash> places;
    std::vector<Row> merged;
    for (Row &row : rows) {
        const auto [place, isNew] = places.try_emplace(row.identity.labels(), merged.size());
        if (isNew) {
            merged.push_back(std::move(row));
            continue;
        }
        std::vector<double> &values = merged[place->second].values;
        for (std::size_t step = 0; step < values.size(); ++step) {
            const bool bothHere = !isAbsent(values[step]) && !isAbsent(row.values[step]);
            if (bothHere || rule == SameLabels::Error) {
                evaluation.fail("vector cannot contain metrics with the same labelset");
                return {};
            }
            if (isAbsent(values[step]))
                values[step] = row.values[step];
        }
    }
    return evaluation.failed() ? std::vector<Row>() : std::move(merged);
}

} // namespace surgedeck::metrics
