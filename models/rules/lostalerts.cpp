// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/lostalerts.h"

#include <algorithm>

namespace surgedeck::rules {

namespace {

constexpr std::size_t mostLost = 1'000;
constexpr std::int64_t lookbackMs = 300'000;

/// The target that the alert is about is known and does not answer.
bool targetIsGone(const metrics::Labels &labels, std::int64_t timeMs, const metrics::Storage &storage)
{
    const std::string instance(labels.get("instance"));
    if (instance.empty())
        return false;
    std::vector<metrics::Matcher> matchers;
    const auto add = [&](const char *name, const std::string &value) {
        if (auto matcher = metrics::Matcher::make(metrics::MatchType::Equal, name, value))
            matchers.push_back(*std::move(matcher));
    };
    add("__name__", "up");
    add("instance", instance);
    if (labels.has("job"))
        add("job", std::string(labels.get("job")));
    const auto targets = storage.select(matchers, timeMs - lookbackMs, timeMs);
    // Without an answering one: down, or no longer a target. Stale markers are NaN and equal nothing.
    return std::ranges::none_of(targets, [](const metrics::SeriesSamples &target) {
        return !target.values.empty() && target.values.back() == 1;
    });
}

bool hasData(const Rule &rule, const AlertInstance &instance, std::int64_t timeMs, const RuleSurroundings &surroundings)
{
    if (surroundings.elsewhere)
        return true; // the server that was asked is all there is to ask
    const auto result = metrics::evaluateInstant(*rule.parsed, surroundings.storage, timeMs, surroundings.options);
    if (!result || !result->newestSampleMs)
        return false;
    return !targetIsGone(instance.labels, timeMs, surroundings.storage);
}

} // namespace

void LostAlerts::update(const GroupState &state, std::int64_t timeMs, const RuleSurroundings &surroundings)
{
    const auto &rules = state.group().rules;
    const auto isRaised = [&](const Lost &lost) {
        const auto &alerts = state.states()[lost.rule].alerts;
        return std::ranges::any_of(alerts, [&](const auto &entry) {
            return entry.second.labels == lost.instance.labels && entry.second.state != AlertInstance::State::Inactive;
        });
    };
    std::erase_if(m_lost, [&](const Lost &lost) {
        return isRaised(lost) || hasData(rules[lost.rule], lost.instance, timeMs, surroundings);
    });
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (const auto &[labels, instance] : state.states()[i].alerts)
            if (instance.state == AlertInstance::State::Inactive && instance.resolvedAtMs == timeMs &&
                m_lost.size() < mostLost && !hasData(rules[i], instance, timeMs, surroundings))
                m_lost.push_back({i, instance});
}

} // namespace surgedeck::rules
