// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/redis/redislink.h"
#include "models/domain/source.h"

namespace surgedeck {

struct RedisDiagnosisParts
{
    RedisLink::Parts view;
    std::optional<RedisTarget> act; ///< the acting credential, when there is one
};

/// Tests a Redis server stage by stage over connections of its own, within one deadline. Reads only; what a credential
/// may do is asked inside MULTI ... DISCARD (redisrights.h).
std::vector<DiagnosisStage> diagnoseRedis(const RedisDiagnosisParts &parts, const Clock &clock,
                                          const Deadline &deadline);

} // namespace surgedeck
