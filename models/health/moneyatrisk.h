// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/domain/observation.h"

namespace surgedeck {

/// The course of orders per minute and of what was expected of it.
struct OrdersCourse
{
    const SharedSeries<MetricPoint> &orders;   ///< per minute, oldest first
    const SharedSeries<MetricPoint> &expected; ///< per minute; empty: `target` all the time
    std::optional<double> target;            ///< per minute, where nothing is expected at a moment
    double orderValue = 0;                   ///< in the workspace's currency
};

/// Estimates, never facts: an order that is missing now may come later, or have gone to another shop.
struct MoneyAtRisk
{
    std::optional<double> missingPerMinute; ///< orders, at the newest point
    std::optional<double> perMinute;        ///< money: missing orders x value of an order
    std::optional<double> lost;             ///< money since the beginning, over the time that is known
    Milliseconds known{0};                  ///< of the span, how long orders and expectation are known
};

/// What is at risk at `now` and was lost since `since`: the sum over the points of max(0, expected - orders) x the time
/// until the next point. A point stands for at most 30 s, so that a gap in the data costs nothing and is not in `known`.
MoneyAtRisk moneyAtRisk(const OrdersCourse &course, WallTime since, WallTime now);

} // namespace surgedeck
