// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/aggregation.h"

#include "models/metrics/evaluate/accumulators.h"
#include "models/metrics/evaluate/grouping.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

void streamAccumulated(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take)
{
    Grouping grouping(aggregate);
    std::vector<std::unique_ptr<Accumulator>> groups;
    streamColumns(evaluation, *aggregate.inner, steps, [&](const Identity &identity, std::span<double> values) {
        const std::size_t group = grouping.groupOf(identity);
        if (group == groups.size()) {
            if (!evaluation.hold(2 * steps.count))
                return;
            groups.push_back(makeAccumulator(aggregate.op, evaluation.options().compat, steps.count));
        }
        if (group < groups.size())
            groups[group]->add(values);
        evaluation.proceed(steps.count);
    });
    if (evaluation.failed())
        return;
    std::vector<double> column(steps.count);
    for (std::size_t group = 0; group < groups.size(); ++group) {
        groups[group]->result(column);
        take(grouping.identity(group), column);
    }
}

} // namespace

void streamAggregate(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take)
{
    switch (aggregate.op) {
    case AggregateOp::TopK:
    case AggregateOp::BottomK:
        return streamSelection(evaluation, aggregate, steps, take);
    case AggregateOp::Quantile:
        return streamQuantile(evaluation, aggregate, steps, take);
    case AggregateOp::CountValues:
        return streamCountValues(evaluation, aggregate, steps, take);
    case AggregateOp::LimitK:
    case AggregateOp::LimitRatio:
        return evaluation.fail("limitk() and limit_ratio() are experimental and not supported");
    default:
        return streamAccumulated(evaluation, aggregate, steps, take);
    }
}

} // namespace surgedeck::metrics
