// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/youngstore.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

/// Calls `visit` with every range of the tree. The parser bounds its depth.
template <typename Visit>
void ranges(Expr &expression, const Visit &visit)
{
    const auto down = [&](ExprPtr &child) {
        if (child)
            ranges(*child, visit);
    };
    if (auto *selector = std::get_if<MatrixSelector>(&expression.node)) {
        visit(selector->rangeMs);
    } else if (auto *subquery = std::get_if<Subquery>(&expression.node)) {
        visit(subquery->rangeMs);
        down(subquery->inner);
    } else if (auto *paren = std::get_if<Paren>(&expression.node)) {
        down(paren->inner);
    } else if (auto *negation = std::get_if<Negation>(&expression.node)) {
        down(negation->inner);
    } else if (auto *binary = std::get_if<Binary>(&expression.node)) {
        down(binary->left);
        down(binary->right);
    } else if (auto *aggregate = std::get_if<Aggregate>(&expression.node)) {
        down(aggregate->inner);
        down(aggregate->parameter);
    } else if (auto *call = std::get_if<Call>(&expression.node)) {
        for (ExprPtr &argument : call->arguments)
            down(argument);
    }
}

} // namespace

std::int64_t longestWindowMs(const Expr &expression)
{
    std::int64_t longest = 0;
    // Only read: one walk serves both.
    ranges(const_cast<Expr &>(expression), [&](const std::int64_t &rangeMs) { longest = std::max(longest, rangeMs); });
    return longest;
}

void shortenWindows(Expr &expression, std::int64_t mostMs)
{
    ranges(expression, [&](std::int64_t &rangeMs) { rangeMs = std::min(rangeMs, mostMs); });
}

} // namespace surgedeck::metrics
