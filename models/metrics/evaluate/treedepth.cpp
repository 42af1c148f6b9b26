// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/treedepth.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

struct Children
{
    const std::function<void(const Expr &)> &each;

    void operator()(const NumberLiteral &) const {}
    void operator()(const StringLiteral &) const {}
    void operator()(const VectorSelector &) const {}
    void operator()(const MatrixSelector &) const {}
    void operator()(const Subquery &subquery) const { give(subquery.inner); }
    void operator()(const Paren &paren) const { give(paren.inner); }
    void operator()(const Negation &negation) const { give(negation.inner); }
    void operator()(const Binary &binary) const
    {
        give(binary.left);
        give(binary.right);
    }
    void operator()(const Aggregate &aggregate) const
    {
        give(aggregate.inner);
        give(aggregate.parameter);
    }
    void operator()(const Call &call) const
    {
        for (const ExprPtr &argument : call.arguments)
            give(argument);
    }

    void give(const ExprPtr &child) const
    {
        if (child)
            each(*child);
    }
};

} // namespace

void forEachChild(const Expr &expression, const std::function<void(const Expr &)> &each)
{
    std::visit([&](const auto &node) { Children{each}(node); }, expression.node);
}

std::size_t treeDepth(const Expr &expression)
{
    struct Visit
    {
        const Expr *expression;
        std::size_t depth;
    };
    std::vector<Visit> open{{&expression, 1}};
    std::size_t deepest = 0;
    while (!open.empty()) {
        const Visit visit = open.back();
        open.pop_back();
        deepest = std::max(deepest, visit.depth);
        forEachChild(*visit.expression, [&](const Expr &child) { open.push_back({&child, visit.depth + 1}); });
    }
    return deepest;
}

} // namespace surgedeck::metrics
