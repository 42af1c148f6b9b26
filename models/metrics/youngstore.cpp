// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/youngstore.h"

#include <algorithm>
#include <set>

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

constexpr std::int64_t marginMs = 500; // the first page may have come a little before anybody looked

} // namespace

void StoreCover::setEarlier(std::vector<Stretch> earlier)
{
    m_earlier = std::move(earlier);
}

void StoreCover::note(std::optional<std::int64_t> newestMs)
{
    const bool isOurs = newestMs && (m_earlier.empty() || *newestMs > m_earlier.back().toMs);
    if (!m_firstMs && isOurs)
        m_firstMs = newestMs;
}

std::int64_t StoreCover::covered(std::int64_t nowMs, std::int64_t windowMs) const
{
    const std::int64_t fromMs = nowMs - windowMs;
    const auto first =
        std::ranges::find_if(m_earlier, [fromMs](const Stretch &stretch) { return stretch.toMs > fromMs; });
    if (first != m_earlier.end())
        return std::min(windowMs, nowMs - first->fromMs + marginMs);
    const std::int64_t ageMs = m_firstMs ? nowMs - *m_firstMs + marginMs : 0;
    return ageMs > 0 ? std::min(windowMs, ageMs) : windowMs;
}

bool StoreCover::coversAll(std::int64_t nowMs, const std::vector<std::int64_t> &windowsMs) const
{
    return std::ranges::all_of(windowsMs, [&](std::int64_t windowMs) { return covered(nowMs, windowMs) >= windowMs; });
}

std::vector<std::int64_t> windowsOf(const Expr &expression)
{
    std::set<std::int64_t> all;
    // Only read: one walk serves both.
    ranges(const_cast<Expr &>(expression), [&](const std::int64_t &rangeMs) { all.insert(rangeMs); });
    return {all.begin(), all.end()};
}

void shortenWindows(Expr &expression, const StoreCover &cover, std::int64_t nowMs)
{
    ranges(expression, [&](std::int64_t &rangeMs) { rangeMs = cover.covered(nowMs, rangeMs); });
}

} // namespace surgedeck::metrics
