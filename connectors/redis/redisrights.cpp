// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisrights.h"

#include <QStringList>

namespace surgedeck {

namespace {

/// Rights are the first thing a server checks: an answer about its own state means that they were there.
RedisRight rightIn(const RespValue &reply)
{
    if (reply.isStatus("QUEUED"))
        return RedisRight::Granted;
    if (!reply.isError())
        return RedisRight::Unknown;
    for (const char *state : {"READONLY", "MISCONF", "NOREPLICAS", "OOM"}) {
        if (reply.text.startsWith(state))
            return RedisRight::Granted;
    }
    if (reply.text.startsWith("ERR unknown command"))
        return RedisRight::Denied;
    if (!reply.text.startsWith("NOPERM"))
        return RedisRight::Unknown;
    return reply.text.contains("key") && reply.text.contains("access") ? RedisRight::SomeKeys : RedisRight::Denied;
}

} // namespace

bool RedisRights::couldHarm() const
{
    return flush == RedisRight::Granted || configure == RedisRight::Granted || remove == RedisRight::Granted ||
           remove == RedisRight::SomeKeys;
}

QString RedisRights::words() const
{
    QStringList may;
    if (flush == RedisRight::Granted)
        may << QStringLiteral("may flush the server");
    if (configure == RedisRight::Granted)
        may << QStringLiteral("may change its configuration");
    if (remove == RedisRight::Granted)
        may << QStringLiteral("may delete keys");
    if (remove == RedisRight::SomeKeys)
        may << QStringLiteral("may delete some keys");
    if (!may.isEmpty())
        return may.join(QStringLiteral(", "));
    const bool known = flush == RedisRight::Denied && configure == RedisRight::Denied && remove == RedisRight::Denied;
    return known ? QStringLiteral("may change nothing") : QStringLiteral("rights cannot be told");
}

Result<RedisRights> probeRights(RedisLink &link, const Deadline &deadline)
{
    SURGEDECK_TRY(begun, link.exchange(RedisCommand::multi(), deadline));
    if (!begun.isStatus("OK"))
        return RedisRights{};
    RedisRights rights;
    SURGEDECK_TRY(inside, link.exchange(RedisCommand::ping(), deadline));
    if (inside.isStatus("QUEUED")) {
        SURGEDECK_TRY(flush, link.exchange(RedisCommand::flushProbe(), deadline));
        SURGEDECK_TRY(configure, link.exchange(RedisCommand::configProbe(), deadline));
        SURGEDECK_TRY(remove, link.exchange(RedisCommand::removeProbe(), deadline));
        rights = {rightIn(flush), rightIn(configure), rightIn(remove)};
    }
    SURGEDECK_TRY(ended, link.exchange(RedisCommand::discard(), deadline));
    if (!ended.isStatus("OK"))
        return Error{Error::Kind::Protocol, QStringLiteral("the server did not confirm DISCARD")};
    return rights;
}

} // namespace surgedeck
