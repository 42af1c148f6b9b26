// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/redis/prefixsweep.h"
#include "connectors/redis/redisclients.h"
#include "connectors/redis/redislink.h"
#include "models/domain/actuator.h"

namespace surgedeck {

/// Ends connections of clients and removes keys by prefix. Looks with the credential that reads, acts with the other
/// one, over a connection each. CLIENT KILL names id, address and user together, so that the server itself checks who
/// it is; replicas and consoles are never ended. See Actuator for threads and errors.
class RedisActuator final : public Actuator
{
public:
    static Result<ActuatorPtr> create(const SourceSettings &settings, const Clock &clock);

    Result<Inspection> inspect(const Command &command, std::stop_token stop) override;
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override;
    Result<Verdict> verify(const Command &command, std::stop_token stop) override;
    Status arm(std::stop_token stop) override;

private:
    RedisActuator(RedisLink::Parts reading, RedisLink::Parts acting, const Clock &clock);
    Status open(const Deadline &deadline);
    Status openLink(RedisLinkPtr &link, const RedisLink::Parts &parts, const Deadline &deadline);
    /// nullopt: no such client.
    Result<std::optional<RedisClient>> look(const QString &id, const Deadline &deadline);
    Result<Inspection> inspectSession(const EndSession &action, const Deadline &deadline);
    Result<Receipt> kill(const EndSession &action, const Command &command, const Deadline &deadline);

    RedisLink::Parts m_reading;
    RedisLink::Parts m_acting;
    const Clock &m_clock;
    RedisLinkPtr m_reader;
    RedisLinkPtr m_actor;
    PrefixSweep m_sweep;
};

} // namespace surgedeck
