// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisactuator.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/redis/rediserror.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck {

namespace {

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

Precondition sameness(const RedisClient &client, const QString &confirmed)
{
    const QString now = client.identity();
    const bool same = confirmed.isEmpty() || confirmed == now;
    return {QStringLiteral("the same client"),
            same ? now : QStringLiteral("the number belongs to another client by now: %1").arg(now), same};
}

std::vector<Precondition> preconditionsOf(const std::optional<RedisClient> &client, const EndSession &action)
{
    if (!client)
        return {{QStringLiteral("session"), QStringLiteral("%1 is not there (any more)").arg(action.session), false}};
    const Session session = client->session();
    return {{QStringLiteral("session"),
             QStringLiteral("%1, %2 %3 from %4, %5")
                 .arg(client->id, client->user, client->name, client->address, session.state),
             true},
            sameness(*client, action.identity),
            {QStringLiteral("not a session of a console"),
             client->isOurs() ? QStringLiteral("it is ours") : QStringLiteral("it is not"), !client->isOurs()},
            {QStringLiteral("an ordinary client"),
             client->isReplication() ? QStringLiteral("no: replication runs over it") : QStringLiteral("yes"),
             !client->isReplication()}};
}

} // namespace

Result<ActuatorPtr> RedisActuator::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(reading, parseRedisUrl(settings.endpoint));
    auto acting = parseRedisUrl(settings.actEndpoint);
    if (!acting)
        return acting.error().in(QStringLiteral("act_url"));
    return ActuatorPtr(new RedisActuator({reading, settings.tls, settings.clientName},
                                         {*acting, settings.tls, settings.clientName}, clock));
}

RedisActuator::RedisActuator(RedisLink::Parts reading, RedisLink::Parts acting, const Clock &clock)
    : m_reading(std::move(reading))
    , m_acting(std::move(acting))
    , m_clock(clock)
    , m_sweep(clock)
{
}

/// A connection that broke since the last command says nothing of the server as it is now.
Status RedisActuator::openLink(RedisLinkPtr &link, const RedisLink::Parts &parts, const Deadline &deadline)
{
    if (link && link->exchange(RedisCommand::ping(), deadline))
        return ok();
    link.reset();
    SURGEDECK_TRY(opened, RedisLink::open(parts, m_clock, deadline));
    link = std::move(opened);
    return ok();
}

Status RedisActuator::open(const Deadline &deadline)
{
    SURGEDECK_CHECK(openLink(m_reader, m_reading, deadline));
    if (auto opened = openLink(m_actor, m_acting, deadline); !opened)
        return opened.error().in(QStringLiteral("act_url"));
    return ok();
}

Status RedisActuator::arm(std::stop_token stop)
{
    return open(Deadline(callDeadline, std::move(stop)));
}

Result<std::optional<RedisClient>> RedisActuator::look(const QString &id, const Deadline &deadline)
{
    bool number = false;
    if (id.toULongLong(&number) == 0 || !number)
        return refused(QStringLiteral("Redis knows a client by its number"));
    auto reply = m_reader->exchange(RedisCommand::clientList(id.toLatin1()), deadline);
    if (!reply) {
        m_reader.reset();
        return reply.error();
    }
    if (reply->isError())
        return redisError(reply->text, m_reader->user());
    for (const RedisClient &client : parseClientList(reply->text))
        if (client.id == id)
            return std::optional(client);
    return std::optional<RedisClient>();
}

Result<Inspection> RedisActuator::inspect(const Command &command, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    if (std::holds_alternative<CancelStatement>(command.action))
        return refused(
            QStringLiteral("Redis runs one command at a time and cancels none: end the client's connection"));
    SURGEDECK_CHECK(open(deadline));
    if (const auto *action = std::get_if<EndSession>(&command.action))
        return inspectSession(*action, deadline);
    if (const auto *action = std::get_if<UnlinkPrefix>(&command.action))
        return m_sweep.inspect(*m_actor, *action, deadline);
    return refused(QStringLiteral("this can not be done to a Redis server"));
}

Result<Inspection> RedisActuator::inspectSession(const EndSession &action, const Deadline &deadline)
{
    SURGEDECK_TRY(client, look(action.session, deadline));
    return Inspection{preconditionsOf(client, action), client ? client->identity() : QString()};
}

Result<Receipt> RedisActuator::execute(const Command &command, const Grant &, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    if (auto ready = open(deadline); !ready)
        return refused(QStringLiteral("nothing was sent: %1").arg(ready.error().message));
    if (const auto *action = std::get_if<EndSession>(&command.action))
        return kill(*action, command, deadline);
    if (const auto *action = std::get_if<UnlinkPrefix>(&command.action))
        return m_sweep.run(*m_actor, *action, {command.rehearsal, &deadline});
    return refused(QStringLiteral("this can not be done to a Redis server"));
}

Result<Receipt> RedisActuator::kill(const EndSession &action, const Command &command, const Deadline &deadline)
{
    const auto client = look(action.session, deadline);
    if (!client)
        return refused(QStringLiteral("nothing was sent: %1").arg(client.error().message));
    if (action.identity.isEmpty())
        return refused(QStringLiteral("nothing was sent: nobody said which client exactly"));
    for (const Precondition &precondition : preconditionsOf(*client, action))
        if (precondition.holds != true)
            return Receipt{
                Receipt::State::Refused, QStringLiteral("%1: %2").arg(precondition.name, precondition.value), {}, {}};
    if (command.rehearsal)
        return Receipt{Receipt::State::Accepted, QStringLiteral("rehearsal: everything but the kill"), {}, {}};
    const RedisClient &target = **client;
    const auto reply = m_actor->exchange(
        RedisCommand::clientKill(target.id.toLatin1(), target.address.toLatin1(), target.user.toUtf8()), deadline);
    if (!reply) {
        m_actor.reset();
        return Receipt{Receipt::State::Unanswered, reply.error().message, {}, {}};
    }
    if (reply->isError())
        return Receipt{Receipt::State::Refused, redisError(reply->text, m_acting.target.user).message, {}, {}};
    if (reply->integer != 1)
        return Receipt{Receipt::State::Refused,
                       QStringLiteral("at the last moment there was no such client: nothing was done"),
                       {},
                       {}};
    return Receipt{Receipt::State::Accepted, QStringLiteral("the server has closed the connection"), {}, {}};
}

Result<Verdict> RedisActuator::verify(const Command &command, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    SURGEDECK_CHECK(open(deadline));
    if (const auto *action = std::get_if<UnlinkPrefix>(&command.action))
        return m_sweep.verify(*action);
    const auto *action = std::get_if<EndSession>(&command.action);
    if (!action)
        return refused(QStringLiteral("this can not be done to a Redis server"));
    SURGEDECK_TRY(client, look(action->session, deadline));
    if (!client || client->identity() != action->identity)
        return Verdict{Verdict::State::Done, QStringLiteral("client %1 is gone").arg(action->session)};
    return Verdict{Verdict::State::NotYet, QStringLiteral("client %1 is still there").arg(action->session)};
}

} // namespace surgedeck
