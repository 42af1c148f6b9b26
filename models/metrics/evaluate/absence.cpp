// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/absence.h"

#include <algorithm>
#include <set>

namespace surgedeck::metrics {

Labels labelsOfAbsent(const Expr &expression)
{
    const Expr &inner = unwrappedForSelector(expression);
    const VectorSelector *selector = std::get_if<VectorSelector>(&inner.node);
    if (const auto *matrix = std::get_if<MatrixSelector>(&inner.node))
        selector = &matrix->selector;
    Labels labels;
    if (!selector)
        return labels;
    std::set<std::string> seen;
    for (const Matcher &matcher : selector->matchers) {
        if (matcher.name() == nameLabel)
            continue;
        // A second `=` on a label takes it away; anything else only takes away what was there (functions.go).
        const bool tells = matcher.type() == MatchType::Equal && seen.insert(matcher.name()).second;
        labels.set(matcher.name(), tells ? matcher.value() : std::string());
    }
    return labels;
}

void streamAbsent(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const Expr &argument = *call.arguments.front();
    std::vector<double> column(steps.count, 1);
    streamColumns(evaluation, argument, steps, [&](const Identity &, std::span<double> values) {
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (!isAbsent(values[step]))
                column[step] = absentValue();
        }
    });
    if (!evaluation.failed() && !std::all_of(column.begin(), column.end(), isAbsent))
        take(Identity(labelsOfAbsent(argument)), column);
}

} // namespace surgedeck::metrics
