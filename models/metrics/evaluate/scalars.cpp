// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/columns.h"
#include "models/metrics/evaluate/operators.h"
#include "models/metrics/functionsignatures.h"

#include <limits>
#include <numbers>

namespace surgedeck::metrics {

namespace {

// scalar(vector): its one value, NaN when there is none or more than one.
std::vector<double> scalarOfVector(Evaluation &evaluation, const Expr &vector, const Steps &steps)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> column(steps.count, nan);
    std::vector<std::size_t> found(steps.count, 0);
    streamColumns(evaluation, vector, steps, [&](const Identity &, std::span<double> values) {
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (!isAbsent(values[step]))
                column[step] = ++found[step] == 1 ? values[step] : nan;
        }
    });
    return column;
}

std::vector<double> scalarCall(Evaluation &evaluation, const Call &call, const Steps &steps)
{
    const std::string_view name = call.function->name;
    if (name == "scalar")
        return scalarOfVector(evaluation, *call.arguments.front(), steps);
    std::vector<double> column(steps.count, std::numbers::pi);
    if (name == "time") {
        for (std::size_t step = 0; step < steps.count; ++step)
            column[step] = static_cast<double>(steps.at(step)) / 1000;
    } else if (name != "pi") {
        evaluation.fail("unknown function \"" + std::string(name) + "\"");
    }
    return column;
}

std::vector<double> scalarBinary(Evaluation &evaluation, const Binary &binary, const Steps &steps)
{
    std::vector<double> left = scalarColumn(evaluation, *binary.left, steps);
    const std::vector<double> right = scalarColumn(evaluation, *binary.right, steps);
    for (std::size_t step = 0; step < steps.count; ++step)
        left[step] = combined(binary.op, left[step], right[step]);
    return left;
}

std::vector<double> negated(std::vector<double> column)
{
    for (double &value : column)
        value = -value;
    return column;
}

} // namespace

std::vector<double> scalarColumn(Evaluation &evaluation, const Expr &expression, const Steps &steps)
{
    const Expr &inner = unwrapped(expression);
    if (const auto *literal = std::get_if<NumberLiteral>(&inner.node))
        return std::vector<double>(steps.count, literal->value);
    if (const auto *negation = std::get_if<Negation>(&inner.node))
        return negated(scalarColumn(evaluation, *negation->inner, steps));
    if (const auto *binary = std::get_if<Binary>(&inner.node))
        return scalarBinary(evaluation, *binary, steps);
    if (const auto *call = std::get_if<Call>(&inner.node))
        return scalarCall(evaluation, *call, steps);
    evaluation.fail("expression is no scalar");
    return std::vector<double>(steps.count, 0);
}

} // namespace surgedeck::metrics
