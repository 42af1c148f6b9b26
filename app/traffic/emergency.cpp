// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traffic/emergency.h"

#include "app/incidents/incidentstore.h"
#include "models/shift/evacuation.h"

namespace surgedeck {

namespace {

bool isOpen(IncidentState state)
{
    return state != IncidentState::Resolved && state != IncidentState::InReview && state != IncidentState::Closed;
}

} // namespace

QString openSevOne(const Workspace &workspace)
{
    const auto book = IncidentStore(workspace.name).read();
    if (!book)
        return {};
    for (const Incident *incident : book->incidents())
        if (incident->severity == 1 && isOpen(incident->state))
            return incident->id;
    return {};
}

Result<QString> aloneBecause(const QString &incident, const RouteConfig &route, const RouteMeasures &measures,
                             int percent)
{
    if (incident.isEmpty())
        return Error{Error::Kind::Refused, QStringLiteral("no sev1 is open")};
    SURGEDECK_TRY(worse, healthierCanary(route, measures, percent));
    return QStringLiteral("%1 (sev1), %2").arg(incident, worse);
}

} // namespace surgedeck
