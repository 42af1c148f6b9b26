// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ruleevaluator.h"
#include "models/rules/lostalerts.h"
#include "models/rules/ruleset.h"

namespace surgedeck::rules {

/// The alerting rules of a workspace whose samples are on a server: their expressions are asked of it, the rest is done
/// here. Nothing can be written there: recording rules are not evaluated, and an alert that reads a series which the
/// files record and the server does not have is a fault, never silence. Expressions of `query` in templates are asked
/// of the server when they are expanded, each text once a turn. See RuleEvaluator.
class RemoteRules final : public RuleEvaluator
{
public:
    explicit RemoteRules(RuleSet set);

    std::vector<QString> questions(WallTime now) override;
    std::optional<RuleAlerts> evaluate(const RuleTurn &turn) override;

private:
    struct Question
    {
        const metrics::Expr *rule = nullptr; ///< nullptr: whether the recorded series exists
        std::string recorded;
    };
    using Vector = metrics::Outcome<std::vector<metrics::ResultSeries>>;

    void ask(const RuleGroup &group, std::vector<QString> &texts);
    std::map<const metrics::Expr *, Vector> answersOf(const RuleTurn &turn) const;
    std::string missingFor(const Rule &rule, const std::set<std::string> &missing) const;

    struct Group
    {
        GroupState state;
        LostAlerts lost;
    };

    RuleSet m_set;
    GroupSchedule m_schedule;
    std::vector<Group> m_groups;
    std::set<std::string> m_recorded;     ///< names that the files record
    std::vector<Question> m_asked;        ///< since questions()
    std::vector<std::size_t> m_dueGroups; ///< since questions()
};

} // namespace surgedeck::rules
