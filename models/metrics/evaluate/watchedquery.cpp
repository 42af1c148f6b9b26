// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/watchedquery.h"

#include "models/metrics/evaluate/instant.h"
#include "models/metrics/evaluate/substitutes.h"
#include "models/metrics/evaluate/treedepth.h"
#include "models/metrics/evaluate/watchedleaf.h"

#include <limits>
#include <unordered_map>

namespace surgedeck::metrics {

namespace {

std::vector<const Expr *> childrenOf(const Expr &expression)
{
    std::vector<const Expr *> children;
    forEachChild(expression, [&](const Expr &child) { children.push_back(&child); });
    return children;
}

} // namespace

struct WatchedQuery::Parts final : Substitutes
{
    Parts(std::string theText, ExprPtr theExpression, const SampleStore &theStore, EngineOptions theOptions)
        : text(std::move(theText))
        , expression(std::move(theExpression))
        , store(theStore)
        , options(std::move(theOptions))
    {
        options.text = text;
        remember(*expression);
    }

    // Everything but what stands inside of a sub-query, whose steps are not ours.
    void remember(const Expr &root)
    {
        std::vector<const Expr *> open{&root};
        while (!open.empty()) {
            const Expr *each = open.back();
            open.pop_back();
            if (std::holds_alternative<Subquery>(each->node))
                continue;
            auto leaf = WatchedLeaf::make(store, *each, options.compat);
            for (const Expr *part : leaf ? leaf->evaluated() : childrenOf(*each))
                open.push_back(part);
            if (leaf)
                leaves.emplace(each, std::move(leaf));
        }
    }

    bool stream(Evaluation &evaluation, const Expr &part, const Steps &steps, const TakeColumn &take) override
    {
        if (steps.count != 1 || steps.startMs != currentMs)
            return false;
        const auto leaf = leaves.find(&part);
        return leaf != leaves.end() && leaf->second->stream(evaluation, currentMs, take);
    }

    const std::string text;
    const ExprPtr expression;
    const SampleStore &store;
    EngineOptions options;
    std::unordered_map<const Expr *, std::unique_ptr<WatchedLeaf>> leaves;
    std::int64_t currentMs = std::numeric_limits<std::int64_t>::min();
};

Outcome<WatchedQuery> WatchedQuery::make(const std::string &text, const SampleStore &store, EngineOptions options)
{
    auto expression = parseExpression(text, options.compat);
    if (!expression)
        return expression.error();
    return WatchedQuery(std::make_unique<Parts>(text, std::move(expression).value(), store, std::move(options)));
}

WatchedQuery::WatchedQuery(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

WatchedQuery::WatchedQuery(WatchedQuery &&) noexcept = default;
WatchedQuery &WatchedQuery::operator=(WatchedQuery &&) noexcept = default;
WatchedQuery::~WatchedQuery() = default;

Outcome<QueryResult> WatchedQuery::at(std::int64_t timeMs)
{
    Parts &parts = *m_parts;
    if (timeMs < parts.currentMs)
        return evaluateInstant(*parts.expression, parts.store, timeMs, parts.options);
    parts.currentMs = timeMs;
    return evaluateInstantWith(InstantQuery{*parts.expression, parts.store, timeMs, parts.options}, &parts);
}

void WatchedQuery::setInterrupted(std::function<std::optional<ErrorType>()> interrupted)
{
    m_parts->options.interrupted = std::move(interrupted);
}

const Expr &WatchedQuery::expression() const
{
    return *m_parts->expression;
}

} // namespace surgedeck::metrics
