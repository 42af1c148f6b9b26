// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/redis/redislink.h"

namespace surgedeck {

enum class RedisRight
{
    Unknown,
    Denied,
    SomeKeys, ///< the command is allowed, on key patterns that leave the probe's key out
    Granted,
};

/// What a credential could do to the server.
struct RedisRights
{
    RedisRight flush = RedisRight::Unknown;
    RedisRight configure = RedisRight::Unknown;
    RedisRight remove = RedisRight::Unknown;

    bool couldHarm() const;
    QString words() const; ///< "may flush the server, may change its configuration" or "may change nothing"
    bool operator==(const RedisRights &) const = default;
};

/// Asks the server without doing anything: within MULTI a command is checked against the account's rights and queued,
/// not run; DISCARD forgets it. Nothing that could harm is sent before the server has proven, by queueing a PING, that
/// it is inside a transaction; every step waits for its answer; there is no EXEC in this program; a connection that
/// breaks takes its queue with it; and the queued commands could do nothing even if they ran (RedisCommand). A server
/// where this cannot be asked gives Unknown. Error: the link is useless, or may still be inside a transaction, and must
/// go.
Result<RedisRights> probeRights(RedisLink &link, const Deadline &deadline);

} // namespace surgedeck
