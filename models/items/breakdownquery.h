// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/items/indicatortext.h"

namespace surgedeck {

struct ServiceView;

/// `expression` with every aggregation split by `label`: sum(x) becomes sum by (label) (x), and labels that operands are
/// matched on get it too. Error: Config, with the reason why this expression can not be split. Works on tokens: it judges
/// nothing else about the expression, the server does.
Result<QString> splitBy(const QString &expression, const QString &label);

/// The right operand of the outermost division of `expression`: of a ratio, what it is a part of. Empty: there is none
/// that can be told from the tokens.
QString denominatorOf(const QString &expression);

/// How to break a bad figure down by one label.
struct BreakdownQuery
{
    enum class Measure
    {
        Part,  ///< a share of a whole: the bad part of each member is its share times its weight
        Sum,   ///< members add up to it; a shortfall is told against a moment before
        Rank   ///< quantiles and extremes: members are compared, shares mean nothing
    };

    QString label;
    QString value;  ///< expression, split
    QString weight; ///< expression, split; Part only
    Measure measure = Measure::Rank;
    GoodSide good = GoodSide::None;
    double whole = 100; ///< of a Part: 100 or 1
    QString unit;
};

/// How the figure of an indicator breaks down. Error: Config, why it does not.
Result<BreakdownQuery> breakdownQuery(const IndicatorConfig &config, const QString &label);
/// How a service breaks down: by its errors weighted by its rate, or, where only its p99 is bad, by that.
Result<BreakdownQuery> breakdownQuery(const ServiceConfig &config, const ServiceView &view, const QString &label);

} // namespace surgedeck
