// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redissource.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/base/tlswords.h"
#include "connectors/redis/redisclients.h"
#include "connectors/redis/redisdiagnosis.h"
#include "connectors/redis/rediserror.h"
#include "connectors/redis/redislogs.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck {

namespace {

// Half of what one call may take, so that a second try on a fresh connection still fits.
constexpr Milliseconds answerLimit = callDeadline / 2;
// Nominally a second; the poller's jitter must not make it every other poll.
constexpr Milliseconds infoCadence{800};
constexpr Milliseconds logCadence{10'000};
constexpr Milliseconds factsCadence{10'000};
constexpr Milliseconds clientsCadence{15'000};
/// More are not listed: the server answers with a line for each.
constexpr int mostClients = 2'000;
constexpr std::chrono::minutes rightsHold{10};

} // namespace

Result<SourcePtr> RedisSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(target, parseRedisUrl(settings.endpoint));
    std::optional<RedisTarget> actTarget;
    if (!settings.actEndpoint.isEmpty()) {
        auto parsed = parseRedisUrl(settings.actEndpoint);
        if (!parsed)
            return parsed.error().in(QStringLiteral("act_url"));
        actTarget = std::move(*parsed);
    }
    RedisLink::Parts parts{std::move(target), settings.tls, settings.clientName};
    return SourcePtr(new RedisSource(std::move(parts), std::move(actTarget), clock));
}

RedisSource::RedisSource(RedisLink::Parts parts, std::optional<RedisTarget> actTarget, const Clock &clock)
    : m_parts(std::move(parts))
    , m_actTarget(std::move(actTarget))
    , m_clock(clock)
    , m_infoTimer(clock, infoCadence)
    , m_slowLog{RedisCommand::slowLog(), ProbeTimer(clock, logCadence), {}}
    , m_latency{RedisCommand::latency(), ProbeTimer(clock, logCadence), {}}
    , m_clients{RedisCommand::clientList(), ProbeTimer(clock, clientsCadence), {}}
    , m_factsTimer(clock, factsCadence)
{
}

Result<PollResult> RedisSource::poll(std::stop_token stop)
{
    PollResult result;
    const bool wasOpen = m_link != nullptr;
    Status done = attempt(result, Deadline(wasOpen ? answerLimit : callDeadline, stop));
    // A connection that broke between two polls (restart, idle timeout) says nothing about the server as it is now.
    if (!done && wasOpen && done.error().kind == Error::Kind::Unreachable)
        done = attempt(result, Deadline(answerLimit, std::move(stop)));
    if (!done)
        return done.error();
    return result;
}

Status RedisSource::attempt(PollResult &result, const Deadline &deadline)
{
    result.observations.clear();
    Status done = m_link ? ok() : connect(deadline);
    if (done)
        done = readStats(result, deadline);
    takeCost(result);
    if (!done)
        m_link.reset();
    return done;
}

Status RedisSource::connect(const Deadline &deadline)
{
    SURGEDECK_TRY(link, RedisLink::open(m_parts, m_clock, deadline));
    m_link = std::move(link);
    m_slowLog.refusal.clear();
    m_latency.refusal.clear();
    m_clients.refusal.clear();
    m_toldNotices.reset();
    SURGEDECK_CHECK(learnServer(deadline));
    return learnRights(deadline);
}

Status RedisSource::learnServer(const Deadline &deadline)
{
    SURGEDECK_TRY(reply, m_link->ask(RedisCommand::info({"server"}), deadline));
    SURGEDECK_TRY(identity, redisIdentity(RedisInfo::parse(reply.text)));
    m_identity = std::move(identity);
    return ok();
}

Status RedisSource::learnRights(const Deadline &deadline)
{
    const bool known = m_rightsAt && m_rightsOf == m_identity.runId && m_clock.monotonic() - *m_rightsAt < rightsHold;
    if (known || m_rightsCannotBeAsked)
        return ok();
    auto rights = probeRights(*m_link, deadline);
    if (!rights && rights.error().kind == Error::Kind::Protocol) {
        m_rightsCannotBeAsked = true;
        return connect(deadline);
    }
    if (!rights)
        return rights.error();
    m_rights = *rights;
    m_rightsOf = m_identity.runId;
    m_rightsAt = m_clock.monotonic();
    return ok();
}

Result<RedisInfo> RedisSource::readInfo(const Deadline &deadline)
{
    RedisInfo info;
    for (const QByteArrayList &sections : redisSections(m_identity.major)) {
        SURGEDECK_TRY(reply, m_link->ask(RedisCommand::info(sections), deadline));
        info.merge(RedisInfo::parse(reply.text));
    }
    return info;
}

Status RedisSource::readStats(PollResult &result, const Deadline &deadline)
{
    if (m_infoTimer.due()) {
        const MonoTime start = m_clock.monotonic();
        takeCost(result);
        SURGEDECK_TRY(info, readInfo(deadline));
        m_infoTimer.ran(serverCost(m_clock.monotonic() - start));
        SURGEDECK_CHECK(redisServes(info));
        auto stats = m_rates.fold(info, m_identity.runId, start, std::exchange(m_ownCommands, 0));
        stats.slowLog = std::move(m_stats.slowLog);
        stats.latency = std::move(m_stats.latency);
        stats.sessions = std::move(m_stats.sessions);
        m_stats = std::move(stats);
        m_infoAt = m_clock.now();
        SURGEDECK_CHECK(readLogs(deadline));
        result.observations.push_back(m_stats);
        addFacts(result, info);
    } else {
        SURGEDECK_TRY(alive, m_link->ask(RedisCommand::ping(), deadline));
        Q_UNUSED(alive);
    }
    addNotices(result);
    result.newestSample = m_infoAt;
    return ok();
}

Status RedisSource::readLogs(const Deadline &deadline)
{
    SURGEDECK_TRY(slowLog, readWhenDue(m_slowLog, deadline));
    if (slowLog)
        m_stats.slowLog = parseSlowLog(*slowLog, m_parts.clientName.toUtf8());
    SURGEDECK_TRY(latency, readWhenDue(m_latency, deadline));
    if (latency)
        m_stats.latency = parseLatency(*latency);
    return readClients(deadline);
}

Status RedisSource::readClients(const Deadline &deadline)
{
    if (m_stats.clients.value_or(mostClients) >= mostClients) {
        m_stats.sessions.clear();
        return ok();
    }
    SURGEDECK_TRY(clients, readWhenDue(m_clients, deadline));
    if (!clients)
        return ok();
    m_stats.sessions.clear();
    for (const RedisClient &client : parseClientList(clients->text))
        if (!client.isOurs())
            m_stats.sessions.push_back(client.session());
    return ok();
}

Result<std::optional<RespValue>> RedisSource::readWhenDue(OptionalRead &read, const Deadline &deadline)
{
    if (!read.timer.due() || !read.refusal.isEmpty())
        return std::optional<RespValue>();
    const MonoTime start = m_clock.monotonic();
    SURGEDECK_TRY(reply, m_link->exchange(read.command, deadline));
    read.timer.ran(serverCost(m_clock.monotonic() - start));
    if (!reply.isError())
        return std::optional(std::move(reply));
    read.refusal = redisError(reply.text, m_link->user()).in(read.command.name()).message;
    return std::optional<RespValue>();
}

std::chrono::nanoseconds RedisSource::serverCost(std::chrono::nanoseconds took) const
{
    return std::max(took - m_link->quickest(), std::chrono::nanoseconds(0));
}

void RedisSource::addFacts(PollResult &result, const RedisInfo &info)
{
    ServerFacts facts = redisFacts(info, m_identity);
    if (facts == m_facts && !m_factsTimer.due())
        return;
    m_facts = facts;
    m_factsTimer.ran({});
    result.observations.push_back(std::move(facts));
}

SourceNotices RedisSource::notices() const
{
    SourceNotices notices;
    const RedisTarget &target = m_parts.target;
    if (target.security == StreamSecurity::Plain && !target.endpoint.isLocal())
        notices.attention.push_back(QStringLiteral("the connection is in plain text: use rediss://"));
    if (target.security == StreamSecurity::TlsUnverified)
        notices.attention.push_back(QStringLiteral("the server's certificate is not checked (ssl_cert_reqs=none)"));
    const auto expiry = m_link->tls() ? m_link->tls()->certificateExpiry() : std::nullopt;
    const QString ending = expiry ? tlsExpiryNotice(target.endpoint.host, *expiry, m_clock.now()) : QString();
    if (!ending.isEmpty())
        notices.attention.push_back(ending);
    if (m_rights.couldHarm())
        notices.attention.push_back(QStringLiteral("this credential could do harm: it %1. To make one that cannot: %2")
                                        .arg(m_rights.words(), redisViewerAccount()));
    for (const OptionalRead *read : {&m_slowLog, &m_latency, &m_clients}) {
        if (!read->refusal.isEmpty())
            notices.attention.push_back(read->refusal);
    }
    return notices;
}

void RedisSource::addNotices(PollResult &result)
{
    SourceNotices now = notices();
    if (m_toldNotices == now)
        return;
    m_toldNotices = now;
    result.observations.push_back(std::move(now));
}

void RedisSource::takeCost(PollResult &result)
{
    if (!m_link)
        return;
    const auto cost = m_link->takeCost();
    result.statements += cost.statements;
    result.inFlight += cost.inFlight;
    m_ownCommands += cost.statements;
}

std::vector<DiagnosisStage> RedisSource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    return diagnoseRedis({m_parts, m_actTarget}, m_clock, deadline);
}

} // namespace surgedeck
