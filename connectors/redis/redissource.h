// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/redis/redisinfo.h"
#include "connectors/redis/redisrights.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Watches one Redis server over one connection: INFO at every poll, slow log and latency every 10 s, what we may do
/// there once per connection. Keys and values are never read. Gives CacheStats, ServerFacts and SourceNotices.
class RedisSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    /// A read that the server may refuse without the rest being in doubt.
    struct OptionalRead
    {
        RedisCommand command;
        ProbeTimer timer;
        QString refusal; ///< why it is not asked again on this connection
    };

    RedisSource(RedisLink::Parts parts, std::optional<RedisTarget> actTarget, const Clock &clock);

    Status attempt(PollResult &result, const Deadline &deadline);
    Status connect(const Deadline &deadline);
    Status learnServer(const Deadline &deadline);
    Status learnRights(const Deadline &deadline);
    Result<RedisInfo> readInfo(const Deadline &deadline);
    Result<std::optional<RespValue>> readWhenDue(OptionalRead &read, const Deadline &deadline);
    Status readStats(PollResult &result, const Deadline &deadline);
    Status readLogs(const Deadline &deadline);
    Status readClients(const Deadline &deadline);
    /// Without the way there and back, which costs a distant server nothing.
    std::chrono::nanoseconds serverCost(std::chrono::nanoseconds took) const;
    SourceNotices notices() const;
    void addFacts(PollResult &result, const RedisInfo &info);
    void addNotices(PollResult &result);
    void takeCost(PollResult &result);

    RedisLink::Parts m_parts;
    std::optional<RedisTarget> m_actTarget;
    const Clock &m_clock;

    RedisLinkPtr m_link;
    RedisIdentity m_identity;
    RedisRights m_rights;
    bool m_rightsCannotBeAsked = false; ///< the server, or what stands before it, does not keep to MULTI
    QByteArray m_rightsOf;              ///< run_id for which m_rights holds
    std::optional<MonoTime> m_rightsAt;

    ProbeTimer m_infoTimer;
    OptionalRead m_slowLog;
    OptionalRead m_latency;
    OptionalRead m_clients;
    RedisRates m_rates;
    CacheStats m_stats; ///< of the last INFO, with the last logs
    int m_ownCommands = 0;
    std::optional<WallTime> m_infoAt;
    ProbeTimer m_factsTimer;
    ServerFacts m_facts;
    std::optional<SourceNotices> m_toldNotices;
};

} // namespace surgedeck
