// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alarmcauses.h"

#include "models/store/alarmhistory.h"
#include "models/store/watched.h"

#include <algorithm>

namespace surgedeck {

namespace {

const Alarm *activeAlarm(const std::vector<Alarm> &alarms, const QString &id)
{
    const auto found =
        std::ranges::find_if(alarms, [&](const Alarm &alarm) { return alarm.id == id && isActive(alarm); });
    return found == alarms.end() ? nullptr : &*found;
}

/// The same id may name a service and an indicator: both explain.
const Alarm *firstRaised(const std::vector<Reference> &on, const std::vector<Alarm> &alarms)
{
    for (const Reference &reference : on)
        for (const QString &id : {QStringLiteral("source/") + reference.id, QStringLiteral("service/") + reference.id,
                                  watched::indicator(reference.id)})
            if (const Alarm *cause = activeAlarm(alarms, id))
                return cause;
    return nullptr;
}

} // namespace

AlarmCauses alarmCauses(const Workspace &workspace, const std::vector<Alarm> &alarms)
{
    AlarmCauses causes;
    const auto add = [&](const QString &id, const std::vector<Reference> &on) {
        const Alarm *alarm = on.empty() ? nullptr : activeAlarm(alarms, id);
        const Alarm *cause = alarm ? firstRaised(on, alarms) : nullptr;
        if (cause && cause->id != id && cause->severity >= alarm->severity)
            causes[id] = cause->id;
    };
    for (const IndicatorConfig &indicator : workspace.indicators)
        add(watched::indicator(indicator.id), indicator.dependsOn);
    for (const ServiceConfig &service : workspace.services)
        add(QStringLiteral("service/") + service.id, service.dependsOn);
    return causes;
}

} // namespace surgedeck
