// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/watchedleaf.h"

#include "models/metrics/functionsignatures.h"

#include <algorithm>
#include <numeric>

namespace surgedeck::metrics {

namespace {

bool isFixed(const TimeShift &shift)
{
    return shift.at != TimeShift::At::None;
}

const MatrixSelector *matrixOf(const Call &call)
{
    for (const ExprPtr &argument : call.arguments) {
        if (const auto *matrix = std::get_if<MatrixSelector>(&unwrapped(*argument).node))
            return matrix;
    }
    return nullptr;
}

// Series of different groups in turn: the first of each group, then the second of each, and so on.
std::vector<std::uint32_t> inTurn(std::span<const std::uint32_t> order, std::span<const std::uint32_t> groups,
                                  std::size_t groupCount)
{
    std::vector<std::uint32_t> rank(groups.size());
    std::vector<std::uint32_t> sizes(groupCount, 0);
    for (const std::uint32_t place : order)
        rank[place] = sizes[groups[place]]++;
    std::vector<std::uint32_t> result(order.begin(), order.end());
    std::stable_sort(result.begin(), result.end(), [&](std::uint32_t a, std::uint32_t b) { return rank[a] < rank[b]; });
    return result;
}

} // namespace

std::unique_ptr<WatchedLeaf> WatchedLeaf::makeLeaf(const SampleStore &store, const Expr &expression)
{
    const Expr &inner = unwrapped(expression);
    if (const auto *selector = std::get_if<VectorSelector>(&inner.node)) {
        if (isFixed(selector->shift))
            return nullptr;
        return std::unique_ptr<WatchedLeaf>(new WatchedLeaf(std::in_place_type<InstantLeaf>, store, *selector));
    }
    const auto *call = std::get_if<Call>(&inner.node);
    const NamedWindowFunction *function = call ? windowFunction(call->function->name) : nullptr;
    const MatrixSelector *matrix = function ? matrixOf(*call) : nullptr;
    // Names that may collide when they are dropped are for the evaluator.
    if (!matrix || isFixed(matrix->selector.shift) || !(function->keepsName || hasOneName(matrix->selector)))
        return nullptr;
    auto leaf = std::unique_ptr<WatchedLeaf>(new WatchedLeaf(std::in_place_type<WindowLeaf>, store, *call, *matrix));
    leaf->m_call = call;
    leaf->m_dropsName = !function->keepsName;
    return leaf;
}

std::unique_ptr<WatchedLeaf> WatchedLeaf::make(const SampleStore &store, const Expr &expression, Compat compat)
{
    const auto *aggregate = std::get_if<Aggregate>(&expression.node);
    if (!aggregate)
        return makeLeaf(store, expression);
    auto states = makeGroupStates(aggregate->op, compat);
    auto leaf = states ? makeLeaf(store, *aggregate->inner) : nullptr;
    if (leaf) {
        leaf->m_aggregate = aggregate;
        leaf->m_states = std::move(states);
    }
    return leaf;
}

std::vector<const Expr *> WatchedLeaf::evaluated() const
{
    std::vector<const Expr *> scalars;
    for (std::size_t i = 0; m_call && i < m_call->arguments.size(); ++i) {
        if (!isRange(*m_call->arguments[i]))
            scalars.push_back(m_call->arguments[i].get());
    }
    return scalars;
}

const LeafSeries &WatchedLeaf::series() const
{
    return std::visit([](const auto &leaf) -> const LeafSeries & { return leaf.series(); }, m_leaf);
}

const std::vector<double> &WatchedLeaf::values() const
{
    return std::visit([](const auto &leaf) -> const std::vector<double> & { return leaf.values(); }, m_leaf);
}

bool WatchedLeaf::stream(Evaluation &evaluation, std::int64_t timeMs, const TakeColumn &take)
{
    if (!std::visit([&](auto &leaf) { return leaf.advance(evaluation, timeMs); }, m_leaf))
        return evaluation.failed();
    if (m_call && m_named != series().generation()) {
        m_strangers.clear();
        for (std::uint32_t place = 0; place < series().size(); ++place) {
            if (isStrangeCounter(*m_call, series().identity(place).metricName()))
                m_strangers.push_back(place);
        }
        m_named = series().generation();
    }
    for (const std::uint32_t place : m_strangers) {
        if (!isAbsent(values()[place]))
            noteCounterName(evaluation, *m_call, series().identity(place).metricName());
    }
    if (m_aggregate)
        streamGroups(evaluation, take);
    else
        streamSeries(take);
    return true;
}

// In the order in which a scan of the store would give them: sums depend on it to the last bit.
void WatchedLeaf::streamSeries(const TakeColumn &take)
{
    const bool byLabels = take.order() == ScanOrder::ByLabels;
    for (std::uint32_t i = 0; i < series().size(); ++i) {
        const std::uint32_t place = byLabels ? series().labelOrder()[i] : i;
        double value = values()[place];
        const Identity &identity = series().identity(place);
        if (!isAbsent(value))
            take(m_dropsName ? identity.withoutName() : identity, std::span(&value, 1));
    }
}

void WatchedLeaf::regroup(Evaluation &evaluation)
{
    m_grouping = std::make_unique<Grouping>(*m_aggregate);
    m_groups.clear();
    for (std::size_t place = 0; place < series().size(); ++place) {
        const Identity &identity = series().identity(place);
        const Identity seen = m_dropsName ? identity.withoutName() : identity;
        m_groups.push_back(static_cast<std::uint32_t>(m_grouping->groupOf(seen)));
    }
    std::vector<std::uint32_t> order = series().labelOrder();
    if (!evaluation.isV2()) // as the evaluator scans: see streamAggregate()
        std::iota(order.begin(), order.end(), 0u);
    m_order = inTurn(order, m_groups, m_grouping->count());
    m_groupOrder = m_grouping->inLabelOrder();
    m_grouped = series().generation();
}

void WatchedLeaf::streamGroups(Evaluation &evaluation, const TakeColumn &take)
{
    if (!m_grouping || m_grouped != series().generation())
        regroup(evaluation);
    m_results.resize(m_grouping->count());
    m_states->aggregate({m_groups, m_order, m_grouping->count()}, values(), m_results);
    for (const std::size_t group : m_groupOrder) {
        double value = m_results[group];
        if (!isAbsent(value))
            take(m_grouping->identity(group), std::span(&value, 1));
    }
}

} // namespace surgedeck::metrics
