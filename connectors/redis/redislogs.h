// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/redis/resp.h"
#include "models/domain/observation.h"

namespace surgedeck {

/// SLOWLOG GET: of each entry the command word and the number of its arguments, never the arguments. Entries of the
/// client named `ownName` are left out. At most 32; entries of a form that we do not know are left out.
std::vector<SlowCommand> parseSlowLog(const RespValue &reply, const QByteArray &ownName);

/// LATENCY LATEST, at most 32 events.
std::vector<LatencyEvent> parseLatency(const RespValue &reply);

} // namespace surgedeck
