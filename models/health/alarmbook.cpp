// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/alarmbook.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr Milliseconds resolvedShown{60'000};
constexpr std::size_t mostAlarms = 2'000;
} // namespace

void AlarmBook::update(const AlarmInput &input, WallTime now)
{
    auto found = m_entries.find(input.id);
    if (input.health == Health::Unknown) {
        if (found != m_entries.end() && found->second.alarm.state == AlarmState::Firing)
            found->second.alarm.state = AlarmState::SourceLost;
        return;
    }
    if (input.health == Health::Normal) {
        if (found != m_entries.end())
            gone(found, input, now);
        return;
    }
    if (found == m_entries.end()) {
        if (m_entries.size() >= mostAlarms)
            return;
        Entry entry;
        entry.alarm = {input.id, input.name, input.health, AlarmState::Pending, now, input.value, input.unit, input.runbook, {}, {}, {}, {}};
        found = m_entries.emplace(input.id, std::move(entry)).first;
    }
    stillBad(found->second, input, now);
}

void AlarmBook::stillBad(Entry &entry, const AlarmInput &input, WallTime now)
{
    Alarm &alarm = entry.alarm;
    if (alarm.state == AlarmState::Resolved) {
        alarm.state = AlarmState::Pending;
        alarm.since = now;
        alarm.acknowledgedBy.clear();
        alarm.over.reset();
    }
    entry.goneSince.reset();
    alarm.severity = input.health;
    alarm.value = input.value;
    const bool held = now - alarm.since >= input.hold;
    if (alarm.state == AlarmState::SourceLost || (alarm.state == AlarmState::Pending && held))
        alarm.state = AlarmState::Firing;
}

void AlarmBook::gone(std::map<QString, Entry>::iterator found, const AlarmInput &input, WallTime now)
{
    Entry &entry = found->second;
    entry.alarm.value = input.value;
    if (!entry.goneSince)
        entry.goneSince = now;
    const Milliseconds goneFor = now - *entry.goneSince;
    const bool neverFired = entry.alarm.state == AlarmState::Pending;
    const bool shownLongEnough = entry.alarm.state == AlarmState::Resolved && goneFor >= input.clear + resolvedShown;
    if (neverFired || shownLongEnough)
        m_entries.erase(found);
    else if (goneFor >= input.clear && entry.alarm.state != AlarmState::Resolved) {
        entry.alarm.state = AlarmState::Resolved;
        entry.alarm.over = now;
    }
}

void AlarmBook::judge(const Alarm &alarm)
{
    auto found = m_entries.find(alarm.id);
    if (found == m_entries.end()) {
        if (m_entries.size() >= mostAlarms)
            return;
        found = m_entries.emplace(alarm.id, Entry{}).first;
    }
    Entry &entry = found->second;
    const bool sameLife = entry.alarm.state != AlarmState::Resolved && alarm.state != AlarmState::Pending;
    const QString by = sameLife ? entry.alarm.acknowledgedBy : QString();
    entry.alarm = alarm;
    entry.judged = true;
    entry.alarm.acknowledgedBy = by;
    if (!by.isEmpty() && alarm.state == AlarmState::Firing)
        entry.alarm.state = AlarmState::Acknowledged;
}

void AlarmBook::endJudged(const std::set<QString> &still, WallTime now)
{
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        Alarm &alarm = entry->second.alarm;
        const bool ends = entry->second.judged && !still.contains(alarm.id);
        const bool wasShown = alarm.state == AlarmState::Resolved && now - alarm.over.value_or(now) >= resolvedShown;
        if (ends && (alarm.state == AlarmState::Pending || wasShown)) {
            entry = m_entries.erase(entry);
            continue;
        }
        if (ends && alarm.state != AlarmState::Resolved) {
            alarm.state = AlarmState::Resolved;
            alarm.over = now;
        }
        ++entry;
    }
}

bool AlarmBook::acknowledge(const QString &id, const QString &by)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return false;
    Alarm &alarm = found->second.alarm;
    if (alarm.state != AlarmState::Firing && alarm.state != AlarmState::SourceLost)
        return false;
    alarm.state = AlarmState::Acknowledged;
    alarm.acknowledgedBy = by;
    return true;
}

std::vector<Alarm> AlarmBook::alarms() const
{
    std::vector<Alarm> all;
    all.reserve(m_entries.size());
    for (const auto &[id, entry] : m_entries)
        all.push_back(entry.alarm);
    std::sort(all.begin(), all.end(), [](const Alarm &a, const Alarm &b) {
        const bool aResolved = a.state == AlarmState::Resolved;
        const bool bResolved = b.state == AlarmState::Resolved;
        if (aResolved != bResolved)
            return bResolved;
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return a.since != b.since ? a.since > b.since : a.id < b.id;
    });
    return all;
}

Health AlarmBook::worst() const
{
    Health worst = Health::Normal;
    for (const auto &[id, entry] : m_entries)
        if (entry.alarm.state == AlarmState::Firing || entry.alarm.state == AlarmState::Acknowledged
            || entry.alarm.state == AlarmState::SourceLost)
            worst = std::max(worst, entry.alarm.severity);
    return worst;
}

} // namespace surgedeck
