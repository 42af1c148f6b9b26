// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/moneyatrisk.h"
#include "models/store/platform.h"

namespace surgedeck {

/// One fact of the incident bar. Texts are safe to show.
struct IncidentFact
{
    QString label;
    QString value; ///< empty: not known
    QString unit{};
    bool isWords = false;  ///< a name or a sentence, not a figure
    QString explanation{}; ///< the formula of an estimate, since when a count counts
};

/// What the incident bar says: calm, the facts of a quiet time; else what is wrong, what probably began it, since when and
/// what it costs. Only what has a source is said.
struct IncidentFacts
{
    Health health = Health::Unknown;
    QString title, subtitle;
    std::vector<IncidentFact> facts; ///< the most important first
};

IncidentFacts incidentFacts(const Platform &platform);

/// Orders that are missing since `since`, valued; nullopt: no indicator of the workspace has an order_value.
std::optional<MoneyAtRisk> moneyAtRisk(const Platform &platform, WallTime since);

/// The indicator that counts orders: the first with an order_value. nullptr: none.
const IndicatorConfig *ordersIndicator(const Workspace &workspace);

} // namespace surgedeck
