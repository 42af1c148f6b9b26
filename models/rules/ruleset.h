// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/rulefile.h"

#include <QString>

namespace surgedeck::rules {

/// The rules of a workspace, read once.
struct RuleSet
{
    std::vector<std::shared_ptr<const RuleGroup>> groups;
    /// Files that can not be used, and why: none of their rules is evaluated, and that must be seen.
    std::vector<std::pair<QString, QString>> faults;
    metrics::Compat compat = metrics::Compat::V3;
    std::int64_t defaultIntervalMs = 5'000; ///< of groups that name none

    bool isEmpty() const { return groups.empty() && faults.empty(); }
    int rules() const;
};

/// Adds the groups of a file; a file with a mistake adds its first one to the faults. Bounded: 10,000 rules in all.
void addRuleFile(RuleSet &set, const QByteArray &bytes, const QString &name);

/// When groups are due: each once in each of its intervals, the first time at once.
class GroupSchedule
{
public:
    explicit GroupSchedule(const RuleSet &set);
    bool isDue(std::size_t group, std::int64_t nowMs) const;
    void ran(std::size_t group, std::int64_t nowMs) { m_entries[group].lastSlot = slot(group, nowMs); }
    std::int64_t longestMs() const;

private:
    struct Entry
    {
        std::int64_t intervalMs = 0;
        std::int64_t lastSlot = -1;
    };
    std::int64_t slot(std::size_t group, std::int64_t nowMs) const { return nowMs / m_entries[group].intervalMs; }

    std::vector<Entry> m_entries;
};

} // namespace surgedeck::rules
