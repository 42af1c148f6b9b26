// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/calls.h"
#include "models/metrics/evaluate/labelnames.h"
#include "models/metrics/regextemplate.h"
#include "models/metrics/matcher.h"

#include <re2/re2.h>

namespace surgedeck::metrics {

namespace {

// Gives every series new labels; those that become equal become one.
void streamRelabelled(Evaluation &evaluation, const Call &call, const Steps &steps,
                      const std::function<void(Labels &)> &change, const TakeColumn &take)
{
    std::vector<Row> rows = collectRows(evaluation, *call.arguments.front(), steps);
    for (Row &row : rows) {
        Labels labels = row.identity.labels();
        change(labels);
        row.identity = Identity(std::move(labels));
    }
    for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::ErrorAtOneStep))
        take(row.identity, row.values);
}

} // namespace

void streamLabelReplace(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const std::string &target = stringArgument(call, 1);
    const std::string &replacement = stringArgument(call, 2);
    const std::string &source = stringArgument(call, 3);
    const std::string &pattern = stringArgument(call, 4);
    const auto expression = anchoredExpression(pattern, evaluation.isV2() ? Dot::WithoutNewline : Dot::WithNewline);
    if (!expression)
        return evaluation.fail("invalid regular expression in label_replace(): " + pattern);
    if (!isLabelName(target, evaluation.options().compat))
        return evaluation.fail("invalid destination label name in label_replace(): " + target);
    streamRelabelled(
        evaluation, call, steps,
        [&](Labels &labels) {
            if (const auto value = expandedMatch(**expression, replacement, labels.get(source)))
                labels.set(target, *value);
        },
        take);
}

void streamLabelJoin(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const std::string &target = stringArgument(call, 1);
    const std::string &separator = stringArgument(call, 2);
    for (std::size_t i = 3; i < call.arguments.size(); ++i) {
        if (!isLabelName(stringArgument(call, i), evaluation.options().compat))
            return evaluation.fail("invalid source label name in label_join(): " + stringArgument(call, i));
    }
    if (!isLabelName(target, evaluation.options().compat))
        return evaluation.fail("invalid destination label name in label_join(): " + target);
    streamRelabelled(
        evaluation, call, steps,
        [&](Labels &labels) {
            std::string joined;
            for (std::size_t i = 3; i < call.arguments.size(); ++i)
                joined.append(i > 3 ? separator : std::string()).append(labels.get(stringArgument(call, i)));
            labels.set(target, joined);
        },
        take);
}

} // namespace surgedeck::metrics
