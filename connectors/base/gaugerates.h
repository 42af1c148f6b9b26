// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

#include <QHash>

namespace surgedeck {

/// Turns the totals among gauges ("requests_total") into rates between two reads ("requests_per_second"); the totals
/// stay. A total that went back (a restart) gives no rate for that read. Worker thread of its source.
class GaugeRates
{
public:
    void fold(ServerGauges &gauges, MonoTime at);

private:
    QHash<QString, double> m_totals;
    std::optional<MonoTime> m_at;
};

} // namespace surgedeck
