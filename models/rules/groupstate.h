// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"
#include "models/rules/rulefile.h"
#include "models/rules/samplesink.h"

#include <functional>
#include <map>
#include <set>

namespace surgedeck::rules {

/// One alert of an alerting rule: the rule holds for these labels, or did until a short while ago.
struct AlertInstance
{
    enum class State
    {
        Inactive, ///< resolved; kept for 15 minutes
        Pending,
        Firing
    };

    State state = State::Pending;
    metrics::Labels labels; ///< alertname and the expanded labels of the rule included
    std::vector<metrics::Label> annotations;
    double value = 0;
    std::int64_t activeAtMs = 0;
    std::optional<std::int64_t> firedAtMs, resolvedAtMs, keepFiringSinceMs;
};

/// What a rule left behind at its last evaluation.
struct RuleState
{
    std::string error; ///< why the last evaluation failed; empty: it did not
    std::map<metrics::Labels, AlertInstance> alerts;
    std::set<metrics::Labels> series; ///< that it wrote last time: those that are missing next time become stale
};

/// What an evaluation reads, writes and shows to templates.
struct RuleSurroundings
{
    const metrics::Storage &storage;
    SampleSink &sink; ///< what it takes, `storage` shows
    metrics::EngineOptions options;
    metrics::Labels externalLabels;
    std::string externalUrl;                ///< $externalURL
    std::optional<std::string> functionUrl; ///< of the template functions externalURL and pathPrefix
    std::int64_t queryOffsetMs = 0;         ///< where the group names none
    /// Who evaluates expressions instead of our engine over `storage`. Empty: nobody.
    std::function<metrics::Outcome<std::vector<metrics::ResultSeries>>(const metrics::Expr &, std::int64_t timeMs)>
        elsewhere{};
    /// The same for the expressions of `query` in templates, which are known as texts only.
    std::function<metrics::Outcome<std::vector<metrics::ResultSeries>>(const std::string &)> queryElsewhere{};
};

/// A group of rules and what it remembers between evaluations, by the semantics of Prometheus (rules/group.go,
/// alerting.go): rules in order, each sees what those before it wrote; an alert is pending until it has held for `for`,
/// fires until it has been gone for keep_firing_for, and stays known as resolved for 15 minutes; the series ALERTS and
/// ALERTS_FOR_STATE tell of it. Time is told from outside. One thread.
class GroupState
{
public:
    explicit GroupState(std::shared_ptr<const RuleGroup> group);

    void evaluate(std::int64_t timeMs, const RuleSurroundings &surroundings);

    const RuleGroup &group() const { return *m_group; }
    /// As many as the group has rules, in their order.
    const std::vector<RuleState> &states() const { return m_states; }

private:
    std::shared_ptr<const RuleGroup> m_group;
    std::vector<RuleState> m_states;
};

/// The vector of an expression as rules take it: a scalar is one sample without labels. Error: also for what is
/// neither.
metrics::Outcome<std::vector<metrics::ResultSeries>> ruleVector(const metrics::Expr &expression, std::int64_t timeMs,
                                                                const RuleSurroundings &surroundings);

} // namespace surgedeck::rules
