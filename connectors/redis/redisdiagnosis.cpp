// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisdiagnosis.h"

#include "connectors/base/reach.h"
#include "connectors/redis/rediserror.h"
#include "connectors/redis/redisinfo.h"
#include "connectors/redis/redisrights.h"

#include <QStringList>

namespace surgedeck {

namespace {

constexpr Milliseconds clockTolerance{1000};

class RedisDiagnosis
{
public:
    RedisDiagnosis(const RedisDiagnosisParts &parts, const Clock &clock, const Deadline &deadline)
        : m_parts(parts)
        , m_clock(clock)
        , m_deadline(deadline)
    {
    }

    std::vector<DiagnosisStage> run()
    {
        const RedisTarget &target = m_parts.view.target;
        add(resolveStage(target.endpoint, m_deadline, m_clock));
        next("connect", [&] { return connectStage(target.endpoint, m_deadline, m_clock); });
        m_connected = m_going;
        next("tls", [&] {
            return tlsStage({target.endpoint, target.security, m_parts.view.tls}, m_deadline, m_clock);
        });
        next("sign-in", [this] { return signIn(); });
        next("read", [this] { return read(); });
        // The acting credential signs in for itself; it and the clock say nothing about what follows them.
        m_stages.push_back(m_connected ? act() : notReached(QStringLiteral("act")));
        m_stages.push_back(m_going ? clockStage() : notReached(QStringLiteral("clock")));
        next("newest", [this] { return newest(); });
        return std::move(m_stages);
    }

private:
    void add(DiagnosisStage stage)
    {
        m_going = m_going && stage.ok == true;
        m_stages.push_back(std::move(stage));
    }

    template <typename Make>
    void next(const char *name, Make make)
    {
        add(m_going ? make() : notReached(QLatin1String(name)));
    }

    /// Runs `work`, which fills a stage and returns how it went, and measures it.
    template <typename Work>
    DiagnosisStage measured(const char *name, Work work)
    {
        DiagnosisStage stage{QLatin1String(name), true, {}, {}, {}};
        const MonoTime start = m_clock.monotonic();
        const Status done = work(stage);
        stage.ms = toSeconds(m_clock.monotonic() - start) * 1000;
        if (!done) {
            stage.ok = false;
            stage.value = done.error().message;
            stage.failure = done.error().kind;
        }
        return stage;
    }

    DiagnosisStage signIn()
    {
        return measured("sign-in", [this](DiagnosisStage &stage) -> Status {
            auto link = RedisLink::open(m_parts.view, m_clock, m_deadline);
            if (!link) {
                stage.advice = signInAdvice(link.error());
                return link.error();
            }
            m_link = std::move(*link);
            SURGEDECK_TRY(rights, probeRights(*m_link, m_deadline));
            stage.value = QStringLiteral("as %1: %2").arg(nameOf(m_link->user()), rights.words());
            stage.brief = nameOf(m_link->user());
            if (rights.couldHarm())
                stage.advice = QStringLiteral("watching needs less: ") + redisViewerAccount();
            return ok();
        });
    }

    static QString signInAdvice(const Error &error)
    {
        if (error.kind == Error::Kind::Auth)
            return QStringLiteral("an account that is enough: ") + redisViewerAccount();
        if (error.kind == Error::Kind::Full)
            return QStringLiteral("raise maxclients, or end clients that are idle: CONFIG SET timeout 300");
        return QStringLiteral("check that this is a Redis server and whether the port wants TLS (rediss://)");
    }

    DiagnosisStage read()
    {
        return measured("read", [this](DiagnosisStage &stage) -> Status {
            QStringList missing;
            QStringList read;
            const QByteArrayList sections = {"server"};
            for (const RedisCommand &command :
                 {RedisCommand::info(sections), RedisCommand::slowLog(), RedisCommand::latency()}) {
                SURGEDECK_TRY(reply, m_link->exchange(command, m_deadline));
                if (reply.isError())
                    noteRefusal(command, reply, stage, missing);
                else
                    read << command.name();
                if (command.name() == QLatin1String("INFO"))
                    noteServer(reply);
            }
            if (!missing.isEmpty())
                return Error{Error::Kind::Auth, missing.join(QStringLiteral("; "))};
            SURGEDECK_TRY(identity, redisIdentity(m_server));
            stage.value = QStringLiteral("Redis %1: %2").arg(identity.version, read.join(QStringLiteral(", ")));
            stage.brief = QStringLiteral("Redis %1").arg(identity.version);
            return ok();
        });
    }

    void noteRefusal(const RedisCommand &command, const RespValue &reply, DiagnosisStage &stage, QStringList &missing)
    {
        missing << redisError(reply.text, m_link->user()).in(command.name()).message;
        const QString grant = redisGrant(reply.text, m_link->user());
        if (!grant.isEmpty())
            stage.advice += (stage.advice.isEmpty() ? QString() : QStringLiteral("; ")) + grant;
    }

    void noteServer(const RespValue &reply)
    {
        m_server = RedisInfo::parse(reply.text);
        m_serverReadAt = m_clock.now();
    }

    DiagnosisStage act()
    {
        if (!m_parts.act)
            return {QStringLiteral("act"), true, QStringLiteral("no acting credential is configured"), {}, {},
                    QString::fromUtf16(nothingToTest)};
        return measured("act", [this](DiagnosisStage &stage) { return tryActing(stage); });
    }

    /// A dry run: signs in and asks what could be done, does nothing.
    Status tryActing(DiagnosisStage &stage)
    {
        RedisLink::Parts parts = m_parts.view;
        parts.target = *m_parts.act;
        SURGEDECK_TRY(link, RedisLink::open(parts, m_clock, m_deadline));
        SURGEDECK_TRY(rights, probeRights(*link, m_deadline));
        stage.value = QStringLiteral("dry run (queued in MULTI, then DISCARD): as %1: %2")
                          .arg(nameOf(link->user()), rights.words());
        stage.brief = nameOf(link->user());
        if (rights.flush == RedisRight::Granted || rights.configure == RedisRight::Granted)
            stage.advice =
                QStringLiteral("acting needs less: ACL SETUSER %1 resetkeys -@all +ping +multi +discard +scan "
                               "+unlink ~cache:*")
                    .arg(nameOf(link->user()));
        if (rights.remove == RedisRight::Denied) {
            stage.advice = QStringLiteral("ACL SETUSER %1 +scan +unlink ~cache:*").arg(nameOf(link->user()));
            return Error{Error::Kind::Auth, QStringLiteral("signed in, but may not delete any key")};
        }
        return ok();
    }

    static QString nameOf(const QString &user) { return user.isEmpty() ? QStringLiteral("default") : user; }

    DiagnosisStage clockStage()
    {
        DiagnosisStage stage{QStringLiteral("clock"), true, {}, {}, {}};
        const auto time = serverTime(stage);
        if (!time) {
            stage.ok.reset();
            return stage;
        }
        const auto offset = *time - m_serverReadAt;
        const auto most = std::chrono::abs(offset);
        stage.value = QStringLiteral("%1 ms from ours").arg(offset.count());
        stage.brief = clockBrief(offset);
        stage.ok = most <= clockTolerance;
        if (!*stage.ok)
            stage.advice = QStringLiteral("compare both machines: chronyc tracking");
        return stage;
    }

    /// INFO tells the time since Redis 7; before, TIME does, which is a right of its own.
    std::optional<WallTime> serverTime(DiagnosisStage &stage)
    {
        const auto identity = redisIdentity(m_server);
        if (identity && identity->serverTime)
            return identity->serverTime;
        const auto reply = m_link->exchange(RedisCommand::time(), m_deadline);
        m_serverReadAt = m_clock.now();
        if (reply && reply->items.size() == 2)
            return WallTime(
                Milliseconds(reply->items[0].text.toLongLong() * 1000 + reply->items[1].text.toLongLong() / 1000));
        stage.value = reply ? redisError(reply->text, m_link->user()).message : reply.error().message;
        stage.advice = reply ? redisGrant(reply->text, m_link->user()) : QString();
        return std::nullopt;
    }

    DiagnosisStage newest()
    {
        return measured("newest", [this](DiagnosisStage &stage) -> Status {
            SURGEDECK_TRY(reply, m_link->ask(RedisCommand::info({"replication"}), m_deadline));
            const auto info = RedisInfo::parse(reply.text);
            const ServerFacts facts = redisFacts(info, {});
            stage.value = QStringLiteral("live");
            stage.brief = stage.value;
            if (facts.isReplica.value_or(false))
                stage.value = facts.lagSeconds ? QStringLiteral("a replica, %1 s behind").arg(*facts.lagSeconds)
                                               : QStringLiteral("a replica, its lag is not known");
            return ok();
        });
    }

    const RedisDiagnosisParts &m_parts;
    const Clock &m_clock;
    const Deadline &m_deadline;
    std::vector<DiagnosisStage> m_stages;
    bool m_connected = false;
    bool m_going = true;
    RedisLinkPtr m_link;
    RedisInfo m_server;
    WallTime m_serverReadAt{};
};

} // namespace

std::vector<DiagnosisStage> diagnoseRedis(const RedisDiagnosisParts &parts, const Clock &clock,
                                          const Deadline &deadline)
{
    return RedisDiagnosis(parts, clock, deadline).run();
}

} // namespace surgedeck
