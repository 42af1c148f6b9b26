// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/routemeasures.h"
#include "models/shift/shiftrecord.h"

namespace surgedeck {

class Platform;

/// What the next step would put onto the canary, by the rates of now. Estimates: orders are taken to follow requests.
struct NextStepRisk
{
    int percent = 0;
    std::optional<double> requestsPerMinute;
    std::optional<double> provenPerMinute; ///< capacity of the canary
    std::optional<double> ordersPerMinute;
    std::optional<double> moneyPerMinute; ///< orders times what an order is worth
};

/// nullopt: there is no next step.
std::optional<NextStepRisk> nextStepRisk(const RouteConfig &route, std::optional<int> next,
                                         const RouteMeasures &measures, const Platform &platform);
/// "Next: 50 %, 230 requests a minute (proven for 1 200), about 12 orders ($2 280) a minute through the canary."
QString riskWords(const NextStepRisk &risk, const QString &currency);

} // namespace surgedeck
