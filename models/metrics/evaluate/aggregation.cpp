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
    const auto accumulate = [&](const Identity &identity, std::span<double> values) {
        const std::size_t group = grouping.groupOf(identity);
        if (group == groups.size() && evaluation.hold(2 * steps.count))
            groups.push_back(makeAccumulator(aggregate.op, evaluation.options().compat, steps.count));
        if (group < groups.size())
            groups[group]->add(values);
        evaluation.proceed(steps.count);
    };
    // The sums of 3.x are compensated: the order of the series does not show. Those of 2.42 are plain.
    const ScanOrder order = evaluation.isV2() ? ScanOrder::ByLabels : ScanOrder::Any;
    streamColumns(evaluation, *aggregate.inner, steps, {accumulate, order});
    if (evaluation.failed())
        return;
    std::vector<double> column(steps.count);
    for (const std::size_t group : grouping.inLabelOrder()) {
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
