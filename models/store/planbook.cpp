// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/planbook.h"

#include <algorithm>

namespace surgedeck {

void PlanBook::fold(WallTime at, const QueryPlan &plan)
{
    if (m_plans.size() >= mostDigests && !m_plans.contains(plan.digest)) {
        const auto oldest = std::min_element(m_plans.begin(), m_plans.end(), [](const auto &a, const auto &b) {
            return a.second->back().until < b.second->back().until;
        });
        m_plans.erase(oldest);
    }
    std::vector<KnownPlan> &known = m_plans[plan.digest].change();
    if (!known.empty() && known.back().plan.basis == plan.basis && planShape(known.back().plan) == planShape(plan)) {
        known.back().until = at;
        known.back().plan = plan;
        return;
    }
    known.push_back({at, at, plan});
    if (known.size() > mostPlans)
        known.erase(known.begin());
}

const std::vector<KnownPlan> &PlanBook::history(const QString &digest) const
{
    static const std::vector<KnownPlan> none;
    const auto found = m_plans.find(digest);
    return found == m_plans.end() ? none : *found->second;
}

const KnownPlan *PlanBook::current(const QString &digest) const
{
    const auto &known = history(digest);
    return known.empty() ? nullptr : &known.back();
}

/// A plan for other values is another one without anything having changed on the server.
std::optional<WallTime> PlanBook::changedAt(const QString &digest) const
{
    const auto &known = history(digest);
    for (std::size_t i = known.size(); i > 1; --i) {
        const KnownPlan &later = known[i - 1], &earlier = known[i - 2];
        if (later.plan.basis == earlier.plan.basis && planShape(later.plan) != planShape(earlier.plan))
            return later.since;
    }
    return std::nullopt;
}

} // namespace surgedeck
