// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/incidentheadline.h"

#include "models/base/safetext.h"
#include "models/incident/incident.h"
#include "models/items/incidentfacts.h"
#include "widgets/theme/statusshape.h"

namespace surgedeck {

IncidentHeadline incidentHeadline(const Platform &platform)
{
    const IncidentFacts bar = incidentFacts(platform);
    IncidentHeadline headline;
    headline.health = bar.health;
    headline.chip = stateWord(bar.health);
    headline.title = bar.title;
    headline.subtitle = bar.subtitle;
    for (const IncidentFact &fact : bar.facts)
        headline.facts << Fact{fact.label, fact.value, fact.unit, fact.isWords, fact.explanation};
    return headline;
}

IncidentHeadline declaredHeadline(const IncidentHeadline &measured, const Incident &incident)
{
    const QString dot = QStringLiteral(" \u00b7 ");
    const auto lead = incident.roles.find(QStringLiteral("commander"));
    QStringList facts{QStringLiteral("SEV %1").arg(incident.severity), toWord(incident.state)};
    if (lead != incident.roles.end() && !lead->second.person.isEmpty())
        facts << SafeText::of(lead->second.person).singleLine(40);
    IncidentHeadline headline = measured;
    headline.title = SafeText::of(incident.title).singleLine(100);
    headline.subtitle = incident.id + dot + facts.join(dot);
    return headline;
}

} // namespace surgedeck
