// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/tonerules.h"

namespace surgedeck {

namespace {

/// Firing, and neither taken nor silenced.
bool asksForSomebody(const Alarm &alarm)
{
    return alarm.state == AlarmState::Firing || alarm.state == AlarmState::SourceLost;
}

} // namespace

Tone ToneRules::due(const std::vector<Alarm> &alarms, Rate rate, WallTime now)
{
    Tone wanted = Tone::None;
    std::set<QString> degraded;
    for (const Alarm &alarm : alarms) {
        if (!asksForSomebody(alarm))
            continue;
        if (alarm.severity == Health::Critical)
            wanted = Tone::Urgent;
        if (alarm.severity != Health::Degraded)
            continue;
        degraded.insert(alarm.id);
        if (wanted == Tone::None && !m_heard.contains(alarm.id))
            wanted = Tone::Soft;
    }
    const Milliseconds pause = rate == Rate::Flood ? repeatInFlood : repeat;
    m_heard = std::move(degraded);
    if (wanted == Tone::None || (m_last && now - *m_last < pause))
        return Tone::None;
    m_last = now;
    return wanted;
}

} // namespace surgedeck
