// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/moneyatrisk.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds longestStanding{30'000};

/// What was expected at `time`: the last word before it, if that is not too old.
std::optional<double> expectedAt(const OrdersCourse &course, WallTime time)
{
    const auto after = std::upper_bound(course.expected.begin(), course.expected.end(), time,
                                        [](WallTime t, const MetricPoint &point) { return t < point.time; });
    if (after != course.expected.begin() && time - std::prev(after)->time <= longestStanding)
        return std::prev(after)->value;
    return course.target;
}

std::optional<double> missingAt(const OrdersCourse &course, const MetricPoint &point)
{
    const std::optional<double> expected = expectedAt(course, point.time);
    return expected ? std::optional(std::max(0.0, *expected - point.value)) : std::nullopt;
}

} // namespace

MoneyAtRisk moneyAtRisk(const OrdersCourse &course, WallTime since, WallTime now)
{
    MoneyAtRisk risk;
    const auto &orders = course.orders;
    if (!orders.empty() && orders.back().time <= now && now - orders.back().time <= longestStanding)
        risk.missingPerMinute = missingAt(course, orders.back());
    if (risk.missingPerMinute)
        risk.perMinute = *risk.missingPerMinute * course.orderValue;
    double lost = 0;
    for (auto point = orders.begin(); point != orders.end(); ++point) {
        const auto next = std::next(point);
        const WallTime stands = std::min({next == orders.end() ? now : next->time, point->time + longestStanding, now});
        const WallTime from = std::max(point->time, since);
        const std::optional<double> missing = missingAt(course, *point);
        if (!missing || stands <= from)
            continue;
        const Milliseconds lasted = stands - from;
        risk.known += lasted;
        lost += *missing * course.orderValue * toSeconds(lasted) / 60;
    }
    if (risk.known > Milliseconds{0})
        risk.lost = lost;
    return risk;
}

} // namespace surgedeck
