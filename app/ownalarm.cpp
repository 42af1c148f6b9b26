// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ownalarm.h"

#include "app/session.h"

namespace surgedeck {

void OwnAlarm::set(WatchSession &session, const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    const Clock &clock = session.clock();
    RuleAlerts alerts{clock.now(), Milliseconds{0}, 0, {}, {}, 0};
    if (!name.isEmpty())
        alerts.alerts.push_back(
            {m_id, name, {}, {}, Health::Attention, AlarmState::Firing, clock.now(), std::nullopt, {}});
    session.receive({{clock.now(), clock.monotonic(), QStringLiteral("surgedeck/") + m_id, alerts}});
}

} // namespace surgedeck
