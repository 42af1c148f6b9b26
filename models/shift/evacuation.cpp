// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/evacuation.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Evacuation)
};

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

std::optional<double> fresh(const MeasuredSide &side)
{
    return side.old ? std::nullopt : side.value;
}

} // namespace

Result<QString> healthierCanary(const RouteConfig &route, const RouteMeasures &measures, int percent)
{
    QString worse;
    for (const GuardConfig &guard : route.guards) {
        const bool both = !guard.expr.text.contains(QLatin1String("$side"));
        const auto found = measures.guards.find(guard.id);
        if (both || !guard.pass || found == measures.guards.end())
            continue;
        const auto stable = fresh(found->second.stable), canary = fresh(found->second.canary);
        if (!canary)
            return refused(Words::tr("%1 of the canary is not measured").arg(guard.id));
        if (!guard.pass->holds(*canary))
            return refused(Words::tr("%1 is out of its band on the canary, too: %2").arg(guard.id).arg(*canary));
        if (worse.isEmpty() && stable && !guard.pass->holds(*stable))
            worse = Words::tr("%1: %2 on stable, %3 on the canary").arg(guard.id).arg(*stable).arg(*canary);
    }
    if (worse.isEmpty())
        return refused(Words::tr("no guard says that the stable side is the worse one"));
    if (!route.capacityCanaryPerMinute || !measures.stablePerSecond || !measures.canaryPerSecond)
        return refused(
            Words::tr("nobody can say whether the canary carries it: its capacity or the rate is not known"));
    const double wanted = 60 * (*measures.stablePerSecond + *measures.canaryPerSecond) * percent / 100.0;
    if (wanted > *route.capacityCanaryPerMinute)
        return refused(Words::tr("%1 % would be %2 requests a minute, and the canary is proven for %3")
                           .arg(percent)
                           .arg(wanted, 0, 'f', 0)
                           .arg(*route.capacityCanaryPerMinute, 0, 'f', 0));
    return worse;
}

} // namespace surgedeck
