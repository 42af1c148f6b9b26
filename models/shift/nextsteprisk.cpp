// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/nextsteprisk.h"

#include "models/base/numbertext.h"
#include "models/store/platform.h"
#include "models/store/watched.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NextStepRisk)
};

} // namespace

std::optional<NextStepRisk> nextStepRisk(const RouteConfig &route, std::optional<int> next,
                                         const RouteMeasures &measures, const Platform &platform)
{
    if (!next)
        return std::nullopt;
    NextStepRisk risk;
    risk.percent = *next;
    risk.provenPerMinute = route.capacityCanaryPerMinute;
    if (measures.stablePerSecond && measures.canaryPerSecond)
        risk.requestsPerMinute = 60 * (*measures.stablePerSecond + *measures.canaryPerSecond) * *next / 100.0;
    const auto &indicators = platform.workspace().indicators;
    const auto orders =
        std::ranges::find_if(indicators, [](const IndicatorConfig &i) { return i.orderValue.has_value(); });
    if (orders == indicators.end())
        return risk;
    const auto rate = platform.metrics().view(watched::indicator(orders->id)).value;
    if (!rate)
        return risk;
    risk.ordersPerMinute = *rate * *next / 100.0;
    risk.moneyPerMinute = *risk.ordersPerMinute * *orders->orderValue;
    return risk;
}

QString riskWords(const NextStepRisk &risk, const QString &currency)
{
    QStringList parts{Words::tr("Next: %1 %").arg(risk.percent)};
    if (risk.requestsPerMinute && risk.provenPerMinute)
        parts << Words::tr("%1 requests a minute (proven for %2)")
                     .arg(fixedNumber(*risk.requestsPerMinute, 0), fixedNumber(*risk.provenPerMinute, 0));
    else if (risk.requestsPerMinute)
        parts << Words::tr("%1 requests a minute").arg(fixedNumber(*risk.requestsPerMinute, 0));
    if (risk.ordersPerMinute) {
        const NumberText money = moneyText(*risk.moneyPerMinute, currency);
        parts << Words::tr("about %1 orders (%2) a minute at risk")
                     .arg(fixedNumber(*risk.ordersPerMinute, 0),
                          money.unit.isEmpty() ? money.number : money.number + QLatin1Char(' ') + money.unit);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace surgedeck
