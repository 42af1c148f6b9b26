// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthhold.h"

namespace surgedeck {

namespace {

bool lasted(std::optional<WallTime> &since, bool holds, WallTime now, Milliseconds enough)
{
    if (!holds) {
        since.reset();
        return false;
    }
    if (!since)
        since = now;
    return now - *since >= enough;
}

} // namespace

Health HealthHold::update(Health raw, WallTime now)
{
    if (!m_current || raw == Health::Unknown || *m_current == Health::Unknown) {
        m_worseSince.reset();
        m_betterSince.reset();
        m_current = raw;
        return raw;
    }
    const bool worse = lasted(m_worseSince, raw > *m_current, now, m_hold);
    const bool better = lasted(m_betterSince, raw < *m_current, now, m_clear);
    if (worse || better) {
        m_current = raw;
        m_worseSince.reset();
        m_betterSince.reset();
    }
    return *m_current;
}

} // namespace surgedeck
