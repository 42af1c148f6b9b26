// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/sharedseries.h"
#include "models/domain/queryplan.h"

#include <QHash> // std::hash<QString>

#include <unordered_map>
#include <vector>

namespace surgedeck {

/// A plan, and from when to when every EXPLAIN gave it.
struct KnownPlan
{
    WallTime since{};
    WallTime until{};
    QueryPlan plan;
};

/// The plans of the digests of one database, as they were asked for, and how they changed. Plans are one and the same
/// while their shape is (planShape); the estimates kept are the newest. At most 8 plans of a digest, and 500 digests:
/// of more, the one that was not asked for longest is forgotten. GUI thread.
class PlanBook
{
public:
    static constexpr std::size_t mostPlans = 8;
    static constexpr std::size_t mostDigests = 500;

    void fold(WallTime at, const QueryPlan &plan);
    /// Oldest first; empty: never asked for.
    const std::vector<KnownPlan> &history(const QString &digest) const;
    /// nullptr: never asked for.
    const KnownPlan *current(const QString &digest) const;
    /// When the plan took the place of another one that was made in the same way (QueryPlan::basis): between the last
    /// EXPLAIN of the old one and this. nullopt: it never changed, as far as anybody asked.
    std::optional<WallTime> changedAt(const QString &digest) const;

private:
    std::unordered_map<QString, CopyOnWrite<std::vector<KnownPlan>>> m_plans;
};

} // namespace surgedeck
