// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/groupstate.h"

namespace surgedeck::rules {

/// Alerts that fired and whose data then went away. Prometheus takes that for resolved (prometheus#14085); here they
/// are lost until there is data again that says otherwise. What counts as gone: none of the selectors of the rule
/// touches a sample any more, or the target that the alert names by `instance` does not answer (`up`). One group's; its
/// worker.
class LostAlerts
{
public:
    /// To be called after each evaluation of `state`, with the same time and surroundings.
    void update(const GroupState &state, std::int64_t timeMs, const RuleSurroundings &surroundings);

    struct Lost
    {
        std::size_t rule = 0;
        AlertInstance instance;
    };
    const std::vector<Lost> &all() const { return m_lost; }

private:
    std::vector<Lost> m_lost;
};

} // namespace surgedeck::rules
