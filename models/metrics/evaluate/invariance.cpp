// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/invariance.h"

#include "models/metrics/functionsignatures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace surgedeck::metrics {

namespace {

// Those that look at the evaluation time (Prometheus: AtModifierUnsafeFunctions).
bool looksAtTheTime(std::string_view function)
{
    constexpr std::array<std::string_view, 11> names = {"days_in_month", "day_of_month", "day_of_week",   "day_of_year",
                                                        "hour",          "minute",       "month",         "year",
                                                        "time",          "timestamp",    "predict_linear"};
    return std::find(names.begin(), names.end(), function) != names.end();
}

bool isFixed(const TimeShift &shift)
{
    return shift.at != TimeShift::At::None;
}

struct Invariance
{
    bool operator()(const NumberLiteral &) const { return true; }
    bool operator()(const StringLiteral &) const { return true; }
    bool operator()(const VectorSelector &selector) const { return isFixed(selector.shift); }
    bool operator()(const MatrixSelector &matrix) const { return isFixed(matrix.selector.shift); }
    bool operator()(const Subquery &subquery) const { return isFixed(subquery.shift); }
    bool operator()(const Paren &paren) const { return isStepInvariant(*paren.inner); }
    bool operator()(const Negation &negation) const { return isStepInvariant(*negation.inner); }
    bool operator()(const Binary &binary) const
    {
        return isStepInvariant(*binary.left) && isStepInvariant(*binary.right);
    }
    bool operator()(const Aggregate &aggregate) const
    {
        return isStepInvariant(*aggregate.inner) && (!aggregate.parameter || isStepInvariant(*aggregate.parameter));
    }
    bool operator()(const Call &call) const
    {
        return !looksAtTheTime(call.function->name) &&
               std::all_of(call.arguments.begin(), call.arguments.end(),
                           [](const ExprPtr &argument) { return isStepInvariant(*argument); });
    }
};

} // namespace

bool isStepInvariant(const Expr &expression)
{
    return std::visit(Invariance{}, expression.node);
}

} // namespace surgedeck::metrics
