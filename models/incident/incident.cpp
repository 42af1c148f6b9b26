// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/incident/incident.h"

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

constexpr std::array stateWords = {"declared", "investigating", "identified", "mitigating",
                                   "watching", "resolved",      "in_review",  "closed"};
constexpr std::array milestoneWords = {"started",    "detected",  "acknowledged", "declared",
                                       "identified", "mitigated", "resolved",     "closed"};

template <typename Value, std::size_t count>
std::optional<Value> find(const std::array<const char *, count> &words, const QString &word)
{
    for (std::size_t i = 0; i < count; ++i)
        if (word == QLatin1String(words[i]))
            return static_cast<Value>(i);
    return std::nullopt;
}

} // namespace

QString toWord(IncidentState state)
{
    return QLatin1String(stateWords[static_cast<std::size_t>(state)]);
}

std::optional<IncidentState> incidentStateOf(const QString &word)
{
    return find<IncidentState>(stateWords, word);
}

QString toWord(Milestone milestone)
{
    return QLatin1String(milestoneWords[static_cast<std::size_t>(milestone)]);
}

std::optional<Milestone> milestoneOf(const QString &word)
{
    return find<Milestone>(milestoneWords, word);
}

const std::vector<QString> &incidentRoles()
{
    static const std::vector<QString> roles{
        QStringLiteral("commander"), QStringLiteral("deputy"),   QStringLiteral("operations"),
        QStringLiteral("scribe"),    QStringLiteral("internal"), QStringLiteral("communications"),
        QStringLiteral("expert"),    QStringLiteral("observer"), QStringLiteral("reviewer")};
    return roles;
}

std::optional<WallTime> Incident::when(Milestone milestone) const
{
    const auto found = milestones.find(milestone);
    return found == milestones.end() ? std::nullopt : std::optional(found->second);
}

WallTime Incident::began() const
{
    WallTime first = WallTime::max();
    for (const auto &[milestone, at] : milestones)
        first = std::min(first, at);
    return first == WallTime::max() ? WallTime() : first;
}

} // namespace surgedeck
