// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/redis/rediscommand.h"
#include "connectors/redis/redisurl.h"
#include "connectors/redis/resp.h"

namespace surgedeck {

/// One signed-in connection to a Redis server, one command in flight. Worker thread of its source. After an error of
/// exchange() it is useless and must go.
class RedisLink
{
public:
    struct Parts
    {
        RedisTarget target;
        TlsSettings tls;
        QString clientName;
    };

    struct Cost
    {
        int statements = 0;
        std::chrono::nanoseconds inFlight{0};
    };

    /// Connects, signs in and names the connection. Errors: those of Stream, Full, Auth.
    static Result<std::unique_ptr<RedisLink>> open(const Parts &parts, const Clock &clock, const Deadline &deadline);

    /// The reply, also when it is an error reply. Error: the connection broke, timed out or is no Redis'.
    Result<RespValue> exchange(const RedisCommand &command, const Deadline &deadline);
    /// The reply when it is none; an error reply becomes an Error of its meaning.
    Result<RespValue> ask(const RedisCommand &command, const Deadline &deadline);

    bool isNamed() const { return m_named; } ///< the server let us name the connection
    const QString &user() const { return m_user; }
    const TlsSession *tls() const { return m_stream->tls(); }
    /// The shortest time that an answer has taken: the way there and back, nearly.
    std::chrono::nanoseconds quickest() const { return m_quickest.value_or(std::chrono::nanoseconds(0)); }
    Cost takeCost() { return std::exchange(m_cost, {}); }

private:
    RedisLink(StreamPtr stream, QString user, const Clock &clock);
    Status signIn(const Parts &parts, const Deadline &deadline);
    Result<RespValue> receive(const Deadline &deadline);

    StreamPtr m_stream;
    RespReader m_reader;
    QString m_user;
    const Clock &m_clock;
    Cost m_cost;
    std::optional<std::chrono::nanoseconds> m_quickest;
    bool m_named = false;
};

using RedisLinkPtr = std::unique_ptr<RedisLink>;

} // namespace surgedeck
