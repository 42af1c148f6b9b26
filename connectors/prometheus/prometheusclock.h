// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/prometheusanswer.h"

namespace surgedeck {

/// How far the server's clock is ahead of ours. Samples carry the server's time; ages and records are in ours.
struct ServerClock
{
    Milliseconds ahead{0};

    WallTime theirs(WallTime ours) const { return ours + ahead; }
    WallTime ours(WallTime theirs) const { return theirs - ahead; }
};

/// Asks the server for its time. Any server of this kind answers it, and it costs nothing: it also is the sign of life.
HttpRequest clockQuery();
/// `sent` is our time when the request left. Half the round trip is taken off.
Result<ServerClock> readServerClock(const HttpOutcome &outcome, WallTime sent);

} // namespace surgedeck
