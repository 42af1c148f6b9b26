// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/ruleset.h"

#include <algorithm>
#include <numeric>

namespace surgedeck::rules {

namespace {
constexpr int mostRules = 10'000;
constexpr std::int64_t shortestIntervalMs = 1'000; ///< the console looks once a second
} // namespace

int RuleSet::rules() const
{
    return std::accumulate(groups.begin(), groups.end(), 0,
                           [](int sum, const auto &group) { return sum + static_cast<int>(group->rules.size()); });
}

void addRuleFile(RuleSet &set, const QByteArray &bytes, const QString &name)
{
    RuleFileReading reading = readRuleFile(bytes, name, RuleSyntax::Either);
    const auto wrong = std::ranges::find(reading.problems, Problem::Level::Error, &Problem::level);
    if (wrong != reading.problems.end()) {
        set.faults.emplace_back(
            name, QStringLiteral("%1:%2: %3").arg(wrong->at.line).arg(wrong->at.column).arg(wrong->message));
        return;
    }
    for (RuleGroup &group : reading.groups) {
        if (set.rules() + static_cast<int>(group.rules.size()) > mostRules) {
            set.faults.emplace_back(name,
                                    QStringLiteral("more than %1 rules: the rest is not evaluated").arg(mostRules));
            return;
        }
        set.groups.push_back(std::make_shared<const RuleGroup>(std::move(group)));
    }
}

GroupSchedule::GroupSchedule(const RuleSet &set)
{
    for (const auto &group : set.groups)
        m_entries.push_back(
            {std::max(group->intervalMs > 0 ? group->intervalMs : set.defaultIntervalMs, shortestIntervalMs), -1});
}

bool GroupSchedule::isDue(std::size_t group, std::int64_t nowMs) const
{
    return slot(group, nowMs) != m_entries[group].lastSlot;
}

std::int64_t GroupSchedule::longestMs() const
{
    std::int64_t longest = 0;
    for (const Entry &entry : m_entries)
        longest = std::max(longest, entry.intervalMs);
    return longest;
}

} // namespace surgedeck::rules
