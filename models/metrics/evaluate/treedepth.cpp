// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/treedepth.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

struct Children
{
    std::vector<const Expr *> list;

    void operator()(const NumberLiteral &) {}
    void operator()(const StringLiteral &) {}
    void operator()(const VectorSelector &) {}
    void operator()(const MatrixSelector &) {}
    void operator()(const Subquery &subquery) { add(subquery.inner); }
    void operator()(const Paren &paren) { add(paren.inner); }
    void operator()(const Negation &negation) { add(negation.inner); }
    void operator()(const Binary &binary)
    {
        add(binary.left);
        add(binary.right);
    }
    void operator()(const Aggregate &aggregate)
    {
        add(aggregate.inner);
        add(aggregate.parameter);
    }
    void operator()(const Call &call)
    {
        for (const ExprPtr &argument : call.arguments)
            add(argument);
    }

private:
    void add(const ExprPtr &child)
    {
        if (child)
            list.push_back(child.get());
    }
};

} // namespace

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
        Children children;
        std::visit([&](const auto &node) { children(node); }, visit.expression->node);
        for (const Expr *child : children.list)
            open.push_back({child, visit.depth + 1});
    }
    return deepest;
}

} // namespace surgedeck::metrics
