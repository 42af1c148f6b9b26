// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/numbertext.h"
#include "models/store/platformview.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// A figure of this indicator. The unit and the decimals are those of the indicator, whatever the figure, so that what
/// stands side by side compares: seconds stay seconds, and a percentage whose limits are whole has no decimals.
NumberText indicatorText(double value, const IndicatorConfig &config);
/// A difference of two figures: "−2.16 pt", "+5.44 s".
QString differenceText(double difference, const IndicatorConfig &config);

/// On which side of its limit a figure is good.
enum class GoodSide
{
    None, ///< there is no limit
    Above,
    Below
};
GoodSide goodSide(const IndicatorConfig &config);

/// "target ≥ 99.95 %", "target 500 /min now", "limit 5.00 s", "no target set".
QString limitText(const IndicatorView &view, const IndicatorConfig &config);

/// "≥", "<": as it is read, not as it is typed.
QString operatorSign(Comparison::Operator op);
/// What holds when `comparison` does not: "<" for ">=".
Comparison::Operator inverted(Comparison::Operator op);

} // namespace surgedeck
