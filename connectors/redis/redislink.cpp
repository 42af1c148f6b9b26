// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redislink.h"

#include "connectors/redis/rediserror.h"

namespace surgedeck {

RedisLink::RedisLink(StreamPtr stream, QString user, const Clock &clock)
    : m_stream(std::move(stream))
    , m_user(std::move(user))
    , m_clock(clock)
{
}

Result<RedisLinkPtr> RedisLink::open(const Parts &parts, const Clock &clock, const Deadline &deadline)
{
    const RedisTarget &target = parts.target;
    SURGEDECK_TRY(stream, Stream::open({target.endpoint, target.security, parts.tls}, deadline));
    RedisLinkPtr link(new RedisLink(std::move(stream), target.user, clock));
    SURGEDECK_CHECK(link->signIn(parts, deadline));
    return link;
}

Status RedisLink::signIn(const Parts &parts, const Deadline &deadline)
{
    if (!parts.target.password.isEmpty()) {
        SURGEDECK_TRY(signedIn, ask(RedisCommand::auth(parts.target.user, parts.target.password), deadline));
        Q_UNUSED(signedIn);
    }
    SURGEDECK_TRY(named, exchange(RedisCommand::setName(parts.clientName), deadline));
    m_named = named.isStatus("OK");
    // A missing right to name ourselves is a notice; everything else that a server says now concerns the connection.
    if (named.isError() && !named.text.startsWith("NOPERM") && !named.text.startsWith("ERR unknown"))
        return redisError(named.text, m_user);
    return ok();
}

Result<RespValue> RedisLink::exchange(const RedisCommand &command, const Deadline &deadline)
{
    const MonoTime start = m_clock.monotonic();
    ++m_cost.statements;
    const Status sent = m_stream->write(respCommand(command.arguments()), deadline);
    // A server that refuses us (maxclients, protected mode) says why and closes: its words are there though ours got
    // lost.
    auto reply = receive(deadline);
    const auto took = m_clock.monotonic() - start;
    m_cost.inFlight += took;
    m_quickest = std::min(m_quickest.value_or(took), took);
    if (!reply)
        return (sent ? reply.error() : sent.error()).in(command.name());
    return reply;
}

Result<RespValue> RedisLink::ask(const RedisCommand &command, const Deadline &deadline)
{
    SURGEDECK_TRY(reply, exchange(command, deadline));
    if (reply.isError())
        return redisError(reply.text, m_user).in(command.name());
    return std::move(reply);
}

Result<RespValue> RedisLink::receive(const Deadline &deadline)
{
    char bytes[16 * 1024];
    while (true) {
        SURGEDECK_TRY(reply, m_reader.next());
        if (reply)
            return std::move(*reply);
        SURGEDECK_TRY(count, m_stream->read(bytes, sizeof bytes, deadline));
        if (count == 0)
            return Error{Error::Kind::Unreachable,
                         QStringLiteral("the server closed the connection without an answer")};
        SURGEDECK_CHECK(m_reader.feed(QByteArrayView(bytes, count)));
    }
}

} // namespace surgedeck
