// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/gaugerates.h"

namespace surgedeck {

namespace {

constexpr QLatin1String totalEnd("_total");
constexpr double shortest = 0.05; ///< seconds between two reads that say anything

} // namespace

void GaugeRates::fold(ServerGauges &gauges, MonoTime at)
{
    const double seconds = m_at ? toSeconds(at - *m_at) : 0;
    QHash<QString, double> totals;
    std::vector<Gauge> rates;
    for (const Gauge &gauge : gauges.gauges) {
        if (!gauge.name.endsWith(totalEnd) || !gauge.value)
            continue;
        const QString key = gauge.name + QLatin1Char('\n') + gauge.subject;
        totals.insert(key, *gauge.value);
        const auto before = m_totals.constFind(key);
        Gauge rate{gauge.name.chopped(totalEnd.size()) + QStringLiteral("_per_second"), gauge.subject, std::nullopt,
                   QStringLiteral("per_second")};
        if (before != m_totals.constEnd() && seconds > shortest && *gauge.value >= *before)
            rate.value = (*gauge.value - *before) / seconds;
        rates.push_back(std::move(rate));
    }
    gauges.gauges.insert(gauges.gauges.end(), rates.begin(), rates.end());
    m_totals = std::move(totals);
    m_at = at;
}

} // namespace surgedeck
