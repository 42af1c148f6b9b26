// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/operators.h"
#include "models/metrics/evaluate/signature.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

// At which steps a side has anything with a signature.
using Presence = std::vector<char>;

std::vector<Presence> presenceOf(std::span<const Row> rows, Signatures &signatures, const Steps &steps)
{
    std::vector<Presence> presence;
    for (const Row &row : rows) {
        const std::size_t signature = signatures.numberOf(row.identity);
        if (signature >= presence.size())
            presence.resize(signature + 1, Presence(steps.count, 0));
        for (std::size_t step = 0; step < steps.count; ++step)
            presence[signature][step] =
                static_cast<char>(presence[signature][step] | (isAbsent(row.values[step]) ? 0 : 1));
    }
    return presence;
}

// Takes out of `rows` what the other side has (or has not) at the same step.
void filter(std::vector<Row> &rows, Signatures &signatures, const std::vector<Presence> &other, bool keepMatching)
{
    for (Row &row : rows) {
        const std::size_t signature = signatures.numberOf(row.identity);
        for (std::size_t step = 0; step < row.values.size(); ++step) {
            const bool matches = signature < other.size() && other[signature][step] != 0;
            if (matches != keepMatching)
                row.values[step] = absentValue();
        }
    }
    std::erase_if(rows, [](const Row &row) { return std::all_of(row.values.begin(), row.values.end(), isAbsent); });
}

} // namespace

void streamSet(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take)
{
    std::vector<Row> left = collectRows(evaluation, *binary.left, steps);
    std::vector<Row> right = collectRows(evaluation, *binary.right, steps);
    if (!evaluation.proceed(steps.count * (left.size() + right.size())))
        return;
    Signatures signatures(binary.matching);
    if (binary.op != BinaryOp::Or) {
        const std::vector<Presence> presence = presenceOf(right, signatures, steps);
        filter(left, signatures, presence, binary.op == BinaryOp::And);
    } else {
        const std::vector<Presence> presence = presenceOf(left, signatures, steps);
        filter(right, signatures, presence, false);
        left.insert(left.end(), std::make_move_iterator(right.begin()), std::make_move_iterator(right.end()));
        left = mergedRows(evaluation, std::move(left), SameLabels::ErrorAtOneStep);
    }
    for (Row &row : left)
        take(row.identity, row.values);
}

} // namespace surgedeck::metrics
