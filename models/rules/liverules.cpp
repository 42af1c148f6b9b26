// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/liverules.h"

#include "models/metrics/youngstore.h"
#include "models/rules/raisedalerts.h"
#include "models/rules/storesink.h"

#include <algorithm>
#include <iterator>

namespace surgedeck::rules {

namespace {
constexpr std::size_t mostSamples = 20'000'000; ///< that one evaluation may load
constexpr std::size_t mostFaults = 50;
} // namespace

LiveRules::LiveRules(RuleSet set, std::shared_ptr<metrics::SharedSamples> samples)
    : m_set(std::move(set))
    , m_samples(std::move(samples))
    , m_schedule(m_set)
{
    for (const auto &group : m_set.groups) {
        m_groups.push_back({GroupState(group), {}});
        for (const Rule &rule : group->rules)
            std::ranges::copy(metrics::windowsOf(*rule.parsed), std::back_inserter(m_windowsMs));
    }
    std::ranges::sort(m_windowsMs);
    const auto repeated = std::ranges::unique(m_windowsMs);
    m_windowsMs.erase(repeated.begin(), repeated.end());
}

metrics::Outcome<std::vector<metrics::ResultSeries>> LiveRules::young(const Rule &rule, std::int64_t timeMs,
                                                                      const metrics::EngineOptions &options) const
{
    auto parsed = metrics::parseExpression(rule.expression, m_set.compat);
    if (!parsed)
        parsed = metrics::parseExpression(rule.expression, metrics::Compat::V2);
    if (!parsed)
        return parsed.error();
    metrics::shortenWindows(**parsed, m_cover, timeMs);
    auto result = metrics::evaluateInstant(**parsed, m_samples->reading(), timeMs, options);
    if (!result)
        return result.error();
    return std::move(result->series);
}

void LiveRules::useShortWindows(RuleSurroundings &surroundings, const RuleGroup &group, std::int64_t nowMs)
{
    surroundings.elsewhere = nullptr;
    if (m_cover.coversAll(nowMs, m_windowsMs))
        return;
    surroundings.elsewhere = [this, &group, options = surroundings.options](
                                 const metrics::Expr &expression,
                                 std::int64_t timeMs) -> metrics::Outcome<std::vector<metrics::ResultSeries>> {
        for (const Rule &rule : group.rules)
            if (rule.parsed.get() == &expression && !m_cover.coversAll(timeMs, metrics::windowsOf(expression)))
                return young(rule, timeMs, options);
        auto result = metrics::evaluateInstant(expression, m_samples->reading(), timeMs, options);
        if (!result)
            return result.error();
        return std::move(result->series);
    };
}

std::optional<RuleAlerts> LiveRules::evaluate(const RuleTurn &turn)
{
    const std::int64_t nowMs = turn.now.time_since_epoch().count();
    StoreSink sink(*m_samples);
    metrics::EngineOptions options;
    options.compat = m_set.compat;
    options.mostSamples = mostSamples;
    options.interrupted = [&turn] {
        return turn.enough && turn.enough() ? std::optional(metrics::ErrorType::Timeout) : std::nullopt;
    };
    RuleSurroundings surroundings{m_samples->reading(), sink, options, {}, {}, std::nullopt, 0, {}};
    m_cover.setEarlier(m_samples->loadEarlier().stretches);
    m_cover.note(m_samples->reading().newestTimeMs());
    bool anyDue = false;
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        if (!m_schedule.isDue(i, nowMs))
            continue;
        if (turn.enough && turn.enough())
            break; // still due at the next poll
        anyDue = true;
        m_schedule.ran(i, nowMs);
        useShortWindows(surroundings, m_groups[i].state.group(), nowMs);
        m_groups[i].state.evaluate(nowMs, surroundings);
        surroundings.elsewhere = nullptr;
        m_groups[i].lost.update(m_groups[i].state, nowMs, surroundings);
    }
    if (!anyDue && !m_groups.empty())
        return std::nullopt;
    RuleAlerts alerts{turn.now, Milliseconds(m_schedule.longestMs()), m_set.rules(), {}, m_set.faults, 0};
    for (const Group &group : m_groups)
        report(alerts, group.state, group.lost);
    keepWorst(alerts);
    return alerts;
}

void report(RuleAlerts &alerts, const GroupState &state, const LostAlerts &lost)
{
    const auto &rules = state.group().rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const RuleState &rule = state.states()[i];
        const bool fails = !rule.error.empty();
        if (fails && alerts.faults.size() < mostFaults)
            alerts.faults.emplace_back(nameOf(state.group(), rules[i]), QString::fromStdString(rule.error).left(500));
        for (const auto &[labels, instance] : rule.alerts) {
            if (instance.state == AlertInstance::State::Inactive)
                continue;
            alerts.alerts.push_back(raisedAlert(instance));
            // A rule that fails keeps the alerts that it had: nobody knows whether they still hold.
            if (fails && alerts.alerts.back().state == AlarmState::Firing)
                alerts.alerts.back().state = AlarmState::SourceLost;
        }
    }
    for (const LostAlerts::Lost &entry : lost.all())
        alerts.alerts.push_back(raisedAlert(entry.instance));
}

} // namespace surgedeck::rules
