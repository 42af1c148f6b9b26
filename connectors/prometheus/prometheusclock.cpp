// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusclock.h"

#include "connectors/prometheus/prometheusrequest.h"

#include <cmath>

namespace surgedeck {

HttpRequest clockQuery()
{
    return instantQuery(QStringLiteral("time()"), std::nullopt);
}

Result<ServerClock> readServerClock(const HttpOutcome &outcome, WallTime sent)
{
    SURGEDECK_TRY(answer, parsePrometheusAnswer(outcome));
    SURGEDECK_TRY(seconds, singleValue(answer));
    if (!seconds || !(std::abs(*seconds) < 1e11))
        return Error{Error::Kind::Protocol,
                     QStringLiteral("the server does not tell its time as a Prometheus API does")};
    // VictoriaMetrics tells whole seconds, cut off: the middle of that second is the best guess.
    const bool cut = *seconds == std::floor(*seconds);
    const WallTime theirs{Milliseconds(std::llround(*seconds * 1000) + (cut ? 500 : 0))};
    const WallTime ours = sent + Milliseconds(std::llround(outcome.totalMs / 2));
    return ServerClock{theirs - ours};
}

} // namespace surgedeck
