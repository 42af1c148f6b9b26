// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/aggregation.h"
#include "models/metrics/evaluate/gotext.h"
#include "models/metrics/evaluate/grouping.h"
#include "models/metrics/evaluate/labelnames.h"
#include "models/metrics/evaluate/quantile.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <cmath>

namespace surgedeck::metrics {

namespace {

// The series of an aggregation with the members of each group, in order.
struct GroupedRows
{
    std::vector<Row> rows;
    Grouping grouping;
    std::vector<std::vector<std::size_t>> members = {};
};

GroupedRows groupedRows(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps)
{
    GroupedRows result{collectRows(evaluation, *aggregate.inner, steps), Grouping(aggregate)};
    for (std::size_t row = 0; row < result.rows.size(); ++row) {
        const std::size_t group = result.grouping.groupOf(result.rows[row].identity);
        result.members.resize(result.grouping.count());
        result.members[group].push_back(row);
    }
    return result;
}

// Whether every k fits an integer, as Prometheus asks before it looks at any series.
bool areCounts(Evaluation &evaluation, const std::vector<double> &counts)
{
    constexpr double most = 9'223'372'036'854'774'784.0;
    for (const double count : counts) {
        if (std::isnan(count) && !evaluation.isV2())
            evaluation.fail("Parameter value is NaN");
        else if (!(count <= most && count >= -9'223'372'036'854'775'808.0))
            evaluation.fail("Scalar value " + goGeneral(count) +
                            (count < 0 && !evaluation.isV2() ? " underflows int64" : " overflows int64"));
        if (evaluation.failed())
            return false;
    }
    return true;
}

// The rows of one group that have a value at a step, the wanted first; NaN is never wanted.
std::vector<std::size_t> bestAt(const GroupedRows &grouped, std::size_t group, std::size_t step, bool greatest)
{
    std::vector<std::size_t> rows;
    const auto value = [&](std::size_t row) { return grouped.rows[row].values[step]; };
    for (const std::size_t row : grouped.members[group]) {
        if (!isAbsent(value(row)))
            rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        if (std::isnan(value(a)) || std::isnan(value(b)))
            return !std::isnan(value(a)) && std::isnan(value(b));
        return greatest ? value(a) > value(b) : value(a) < value(b);
    });
    return rows;
}

} // namespace

void streamSelection(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take)
{
    const std::vector<double> counts = scalarColumn(evaluation, *aggregate.parameter, steps);
    if (evaluation.failed() || !areCounts(evaluation, counts))
        return;
    GroupedRows grouped = groupedRows(evaluation, aggregate, steps);
    std::vector<std::vector<double>> chosen(grouped.rows.size());
    std::vector<std::size_t> order;
    for (std::size_t group = 0; group < grouped.members.size(); ++group) {
        for (std::size_t step = 0; step < steps.count; ++step) {
            std::vector<std::size_t> best = bestAt(grouped, group, step, aggregate.op == AggregateOp::TopK);
            const double most = std::max(0.0, std::trunc(counts[step]));
            if (static_cast<double>(best.size()) > most)
                best.resize(static_cast<std::size_t>(most));
            for (const std::size_t row : best) {
                if (chosen[row].empty()) {
                    chosen[row].assign(steps.count, absentValue());
                    order.push_back(row);
                }
                chosen[row][step] = grouped.rows[row].values[step];
            }
            if (!evaluation.proceed(grouped.members[group].size() * 8))
                return;
        }
    }
    for (const std::size_t row : order)
        take(grouped.rows[row].identity, chosen[row]);
}

void streamQuantile(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take)
{
    const std::vector<double> quantiles = scalarColumn(evaluation, *aggregate.parameter, steps);
    for (const double quantile : quantiles) {
        if (!isQuantile(quantile)) {
            evaluation.warn("quantile value should be between 0 and 1, got " + goGeneral(quantile),
                            aggregate.parameter->range);
        }
    }
    if (evaluation.failed())
        return;
    const GroupedRows grouped = groupedRows(evaluation, aggregate, steps);
    std::vector<double> column(steps.count);
    std::vector<double> values;
    for (std::size_t group = 0; group < grouped.members.size(); ++group) {
        for (std::size_t step = 0; step < steps.count; ++step) {
            values.clear();
            for (const std::size_t row : grouped.members[group]) {
                if (!isAbsent(grouped.rows[row].values[step]))
                    values.push_back(grouped.rows[row].values[step]);
            }
            column[step] = values.empty() ? absentValue() : quantileOf(quantiles[step], values);
            if (!evaluation.proceed(grouped.members[group].size() * 4))
                return;
        }
        take(grouped.grouping.identity(group), column);
    }
}

void streamCountValues(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take)
{
    const std::string &label = std::get<StringLiteral>(unwrapped(*aggregate.parameter).node).value;
    if (!isLabelName(label, evaluation.options().compat))
        return evaluation.fail("invalid label name " + quoted(label));
    std::vector<std::string> labels = aggregate.grouping;
    if (!aggregate.without)
        labels.push_back(label);
    Grouping grouping(labels, aggregate.without ? Grouping::Kind::Without : Grouping::Kind::By);
    std::vector<std::vector<double>> columns;
    streamColumns(evaluation, *aggregate.inner, steps, [&](const Identity &identity, std::span<double> values) {
        Labels counted = identity.labels();
        for (std::size_t step = 0; step < values.size() && !evaluation.failed(); ++step) {
            if (isAbsent(values[step]))
                continue;
            counted.set(label, goPlain(values[step]));
            const std::size_t group = grouping.groupOf(Identity(counted));
            if (group == columns.size() && evaluation.hold(steps.count))
                columns.emplace_back(steps.count, absentValue());
            if (group < columns.size())
                columns[group][step] = isAbsent(columns[group][step]) ? 1 : columns[group][step] + 1;
            evaluation.proceed(50);
        }
    });
    for (std::size_t group = 0; group < columns.size() && !evaluation.failed(); ++group)
        take(grouping.identity(group), columns[group]);
}

} // namespace surgedeck::metrics
