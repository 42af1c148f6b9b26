// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/alarmhistory.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr std::size_t mostEpisodes = 5'000;
}

bool isActive(const Alarm &alarm)
{
    return alarm.state == AlarmState::Firing || alarm.state == AlarmState::Acknowledged ||
           alarm.state == AlarmState::SourceLost;
}

void AlarmHistory::observe(const std::vector<Alarm> &alarms, WallTime now)
{
    if (!m_since)
        m_since = now;
    std::map<QString, const Alarm *> active;
    for (const Alarm &alarm : alarms)
        if (isActive(alarm))
            active.emplace(alarm.id, &alarm);
    for (std::size_t i = 0; i < m_episodes.size(); ++i) {
        const AlarmEpisode &episode = m_episodes[i];
        if (episode.over)
            continue;
        const auto still = active.find(episode.id);
        if (still == active.end()) {
            m_episodes.change(i).over = now;
            continue;
        }
        if (still->second->severity > episode.worst)
            m_episodes.change(i).worst = still->second->severity;
        active.erase(still);
    }
    for (const auto &[id, alarm] : active)
        m_episodes.append({id, alarm->name, alarm->severity, alarm->since, std::nullopt});
    while (!m_episodes.empty() && ((m_episodes.front().over && now - *m_episodes.front().over > span) ||
                                   m_episodes.size() > mostEpisodes))
        m_episodes.dropFirst();
    const int rate = raisedWithin(rateSpan, now);
    m_peak = std::max(m_peak, rate);
    if (!m_floodSince && rate > floodBegins)
        m_floodSince = now;
    else if (m_floodSince && rate < floodEnds)
        m_floodSince.reset();
}

int AlarmHistory::raisedWithin(Milliseconds before, WallTime now) const
{
    return static_cast<int>(std::count_if(m_episodes.begin(), m_episodes.end(), [&](const AlarmEpisode &episode) {
        return now - episode.raised <= before;
    }));
}

std::optional<AlarmHistory::Flood> AlarmHistory::flood() const
{
    if (!m_floodSince)
        return std::nullopt;
    const auto count = std::count_if(m_episodes.begin(), m_episodes.end(), [&](const AlarmEpisode &episode) {
        return episode.raised > *m_floodSince - rateSpan;
    });
    return Flood{*m_floodSince, static_cast<int>(count)};
}

const AlarmEpisode *AlarmHistory::lastOver() const
{
    const AlarmEpisode *last = nullptr;
    for (const AlarmEpisode &episode : m_episodes)
        if (episode.over && (!last || *episode.over >= *last->over))
            last = &episode;
    return last;
}

} // namespace surgedeck
