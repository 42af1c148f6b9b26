// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/incidentheadline.h"

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

} // namespace surgedeck
