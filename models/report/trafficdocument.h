// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/shiftstore.h"
#include "models/shift/guardjudge.h"
#include "models/shift/shiftrecord.h"
#include "models/store/platformview.h"

namespace surgedeck {

/// What `traffic show` knows of a route; what is not known is null in the document.
struct RouteFacts
{
    const RouteConfig &route;
    std::optional<Shares> desired;  ///< as the router has it
    std::optional<Shares> observed; ///< as it flows
    std::optional<ShiftRecord> shift;
    std::vector<JudgedGuard> guards;
    RouteState state = RouteState::Unknown;
    QString reason;
    QString runner; ///< who runs it; empty: nobody
};

/// docs/manual, "Traffic": `step` counts the steps that were verified, `steps` are those of the plan.
QJsonObject trafficShowDocument(const RouteFacts &facts);
QJsonObject trafficLogDocument(const QString &route, const std::vector<ShiftLogEntry> &entries);
QJsonObject toJson(const ShiftLogEntry &entry);
QJsonObject toJson(const JudgedGuard &guard);

} // namespace surgedeck
