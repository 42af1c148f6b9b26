// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/alarmflow.h"

#include <algorithm>
#include <set>

namespace surgedeck {

namespace {

constexpr std::chrono::minutes rateWindow{10};
constexpr std::chrono::minutes flapWindow{15};
constexpr int floodAbove = 10;
constexpr int floodEndsBelow = 5;
constexpr std::size_t leastFlaps = 4;
constexpr std::size_t mostTimes = 10'000;

void forget(std::deque<WallTime> &times, WallTime before)
{
    while (!times.empty() && (times.front() <= before || times.size() > mostTimes))
        times.pop_front();
}

bool isRaised(const Alarm &alarm)
{
    return alarm.state != AlarmState::Pending && alarm.state != AlarmState::Resolved;
}

/// Follows causes up to the first of them that is raised.
QString firstCause(const QString &id, const AlarmCauses &causes, const std::set<QString> &raised)
{
    QString cause = id;
    std::set<QString> passed{id};
    for (auto next = causes.find(cause); next != causes.end() && raised.contains(next->second);
         next = causes.find(cause)) {
        if (!passed.insert(next->second).second)
            return id; // a circle
        cause = next->second;
    }
    return cause;
}

} // namespace

void AlarmFlow::update(const std::vector<Alarm> &alarms, WallTime now)
{
    std::set<QString> raised;
    for (const Alarm &alarm : alarms)
        if (isRaised(alarm))
            raised.insert(alarm.id);
    int newOnes = 0;
    for (const QString &id : raised) {
        if (std::exchange(m_on[id], true))
            continue;
        ++newOnes;
        m_raised.push_back(now);
        m_transitions[id].push_back(now);
    }
    for (auto &[id, on] : m_on)
        if (on && !raised.contains(id)) {
            on = false;
            m_transitions[id].push_back(now);
        }
    forget(m_raised, now - rateWindow);
    for (auto &[id, times] : m_transitions)
        forget(times, now - flapWindow);
    std::erase_if(m_transitions, [](const auto &entry) { return entry.second.empty(); });
    std::erase_if(m_on, [this](const auto &entry) { return !entry.second && !m_transitions.contains(entry.first); });
    m_active = static_cast<int>(raised.size());
    m_peak = std::max(m_peak, raisedLately());
    if (!m_floodSince && raisedLately() > floodAbove) {
        m_floodSince = now;
        m_raisedInFlood = raisedLately();
    } else if (m_floodSince) {
        m_raisedInFlood += newOnes;
        if (raisedLately() < floodEndsBelow) {
            m_floodSince.reset();
            m_raisedInFlood = 0;
        }
    }
}

int AlarmFlow::flaps(const QString &alarmId) const
{
    const auto found = m_transitions.find(alarmId);
    const bool flaps = found != m_transitions.end() && found->second.size() >= leastFlaps;
    return flaps ? static_cast<int>(found->second.size()) : 0;
}

AlarmRows groupedAlarms(const std::vector<Alarm> &alarms, const AlarmCauses &causes, const AlarmFlow &flow,
                        std::size_t most)
{
    std::set<QString> raised;
    for (const Alarm &alarm : alarms)
        if (isRaised(alarm))
            raised.insert(alarm.id);
    AlarmRows result;
    std::map<QString, std::size_t> rowOf;
    std::vector<const Alarm *> followers;
    for (const Alarm &alarm : alarms) {
        if (isRaised(alarm) && firstCause(alarm.id, causes, raised) != alarm.id) {
            followers.push_back(&alarm);
            continue;
        }
        rowOf[alarm.id] = result.rows.size();
        result.rows.push_back({alarm, flow.flaps(alarm.id), {}});
    }
    for (const Alarm *follower : followers)
        result.rows[rowOf.at(firstCause(follower->id, causes, raised))].consequences.push_back(*follower);
    if (result.rows.size() > most) {
        result.beyond = static_cast<int>(result.rows.size() - most);
        result.rows.resize(most);
    }
    return result;
}

} // namespace surgedeck
