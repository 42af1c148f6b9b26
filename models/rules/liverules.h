// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ruleevaluator.h"
#include "models/metrics/store/sharedsamples.h"
#include "models/metrics/youngstore.h"
#include "models/rules/lostalerts.h"
#include "models/rules/ruleset.h"

namespace surgedeck::rules {

/// The rules of a workspace over what was scraped (while the store is young with windows as short as the store): groups
/// one after the other, recorded series and ALERTS written where the next group and every other expression find them.
/// See RuleEvaluator.
class LiveRules final : public RuleEvaluator
{
public:
    LiveRules(RuleSet set, std::shared_ptr<metrics::SharedSamples> samples);

    std::vector<QString> questions(WallTime) override { return {}; }
    std::optional<RuleAlerts> evaluate(const RuleTurn &turn) override;

private:
    struct Group
    {
        GroupState state;
        LostAlerts lost;
    };

    metrics::Outcome<std::vector<metrics::ResultSeries>> young(const Rule &rule, std::int64_t timeMs,
                                                               const metrics::EngineOptions &options) const;
    void useShortWindows(RuleSurroundings &surroundings, const RuleGroup &group, std::int64_t nowMs);

    RuleSet m_set;
    std::shared_ptr<metrics::SharedSamples> m_samples;
    GroupSchedule m_schedule;
    std::vector<Group> m_groups;
    std::vector<std::int64_t> m_windowsMs; ///< of all rules
    metrics::StoreCover m_cover;
};

/// What groups left behind, in the words of the domain.
void report(RuleAlerts &alerts, const GroupState &state, const LostAlerts &lost);

} // namespace surgedeck::rules
