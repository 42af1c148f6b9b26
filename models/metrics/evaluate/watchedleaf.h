// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/grouping.h"
#include "models/metrics/evaluate/groupstates.h"
#include "models/metrics/evaluate/instantleaf.h"
#include "models/metrics/evaluate/windowleaf.h"

#include <memory>
#include <variant>

namespace surgedeck::metrics {

/// A part of a watched query that reads the store: a selector, or a function of a range, with or without an aggregation
/// around it. Steps cost what has come since the last one.
class WatchedLeaf
{
public:
    /// nullptr when the expression is no such part.
    static std::unique_ptr<WatchedLeaf> make(const SampleStore &store, const Expr &expression, Compat compat);

    /// What it has evaluated at every step: the scalars among the arguments of its function.
    std::vector<const Expr *> evaluated() const;
    /// Gives its series at a time not earlier than the last; false: it has to be evaluated.
    bool stream(Evaluation &evaluation, std::int64_t timeMs, const TakeColumn &take);

private:
    using Leaf = std::variant<WindowLeaf, InstantLeaf>;
    template <typename... Arguments>
    explicit WatchedLeaf(Arguments &&...arguments)
        : m_leaf(std::forward<Arguments>(arguments)...)
    {
    }
    static std::unique_ptr<WatchedLeaf> makeLeaf(const SampleStore &store, const Expr &expression);

    void streamSeries(const TakeColumn &take);
    void streamGroups(Evaluation &evaluation, const TakeColumn &take);
    void regroup(Evaluation &evaluation);

    const LeafSeries &series() const;
    const std::vector<double> &values() const;

    Leaf m_leaf;
    const Call *m_call = nullptr; ///< of a window
    bool m_dropsName = false;
    // Of an aggregation.
    const Aggregate *m_aggregate = nullptr;
    std::unique_ptr<GroupStates> m_states;
    std::unique_ptr<Grouping> m_grouping;
    std::uint64_t m_grouped = 0; ///< generation of the series that are grouped
    std::vector<std::uint32_t> m_groups;
    std::vector<std::uint32_t> m_order;
    std::vector<std::size_t> m_groupOrder;
    std::vector<double> m_results;
    // Of names that are no counter's.
    std::uint64_t m_named = 0; ///< generation of the series that were looked at
    std::vector<std::uint32_t> m_strangers;
};

} // namespace surgedeck::metrics
