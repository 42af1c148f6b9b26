// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/operators.h"

#include <cmath>

namespace surgedeck::metrics {

namespace {

bool holds(BinaryOp op, double left, double right)
{
    switch (op) {
    case BinaryOp::Equal:
        return left == right;
    case BinaryOp::NotEqual:
        return left != right;
    case BinaryOp::Less:
        return left < right;
    case BinaryOp::LessEqual:
        return left <= right;
    case BinaryOp::Greater:
        return left > right;
    case BinaryOp::GreaterEqual:
        return left >= right;
    default:
        return false;
    }
}

// One vector, one scalar; a filter keeps the value of the vector, on whichever side it stands.
void combineWithScalar(const Binary &binary, std::span<double> values, std::span<const double> scalars)
{
    const bool vectorIsLeft = binary.left->type == ValueType::Vector;
    const bool filters = isComparison(binary.op) && !binary.returnBool;
    for (std::size_t step = 0; step < values.size(); ++step) {
        double &value = values[step];
        if (isAbsent(value))
            continue;
        const double result =
            vectorIsLeft ? combined(binary.op, value, scalars[step]) : combined(binary.op, scalars[step], value);
        if (!filters)
            value = result;
        else if (result == 0)
            value = absentValue();
    }
}

bool anyPresent(std::span<const double> values)
{
    for (const double value : values) {
        if (!isAbsent(value))
            return true;
    }
    return false;
}

void streamWithScalar(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take)
{
    const bool vectorIsLeft = binary.left->type == ValueType::Vector;
    const Expr &vector = vectorIsLeft ? *binary.left : *binary.right;
    const std::vector<double> scalars = scalarColumn(evaluation, vectorIsLeft ? *binary.right : *binary.left, steps);
    const bool keeps = keepsName(evaluation, binary);
    const auto combineAndTake = [&](const Identity &identity, std::span<double> values) {
        combineWithScalar(binary, values, scalars);
        if (anyPresent(values))
            take(keeps ? identity : identity.withoutName(), values);
    };
    if (keeps || hasOneName(vector)) {
        streamColumns(evaluation, vector, steps, {combineAndTake, take.order()});
        return;
    }
    std::vector<Row> rows;
    streamColumns(evaluation, vector, steps, [&](const Identity &identity, std::span<double> values) {
        combineWithScalar(binary, values, scalars);
        if (anyPresent(values) && evaluation.hold(values.size()))
            rows.push_back(Row{identity.withoutName(), std::vector<double>(values.begin(), values.end())});
    });
    for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::ErrorAtOneStep))
        take(row.identity, row.values);
}

} // namespace

bool isComparison(BinaryOp op)
{
    return op >= BinaryOp::Equal && op <= BinaryOp::GreaterEqual;
}

bool isSetOperator(BinaryOp op)
{
    return op >= BinaryOp::And;
}

double combined(BinaryOp op, double left, double right)
{
    switch (op) {
    case BinaryOp::Add:
        return left + right;
    case BinaryOp::Sub:
        return left - right;
    case BinaryOp::Mul:
        return left * right;
    case BinaryOp::Div:
        return left / right;
    case BinaryOp::Mod:
        return std::fmod(left, right);
    case BinaryOp::Pow:
        return std::pow(left, right);
    case BinaryOp::Atan2:
        return std::atan2(left, right);
    default:
        return holds(op, left, right) ? 1 : 0;
    }
}

bool keepsName(const Evaluation &evaluation, const Binary &binary)
{
    if (isComparison(binary.op))
        return !binary.returnBool;
    return isSetOperator(binary.op) || (binary.op == BinaryOp::Atan2 && evaluation.isV2());
}

void streamBinary(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take)
{
    if (binary.left->type != ValueType::Vector || binary.right->type != ValueType::Vector)
        streamWithScalar(evaluation, binary, steps, take);
    else if (isSetOperator(binary.op))
        streamSet(evaluation, binary, steps, take);
    else
        streamMatched(evaluation, binary, steps, take);
}

} // namespace surgedeck::metrics
