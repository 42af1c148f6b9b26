// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/diagnosis.h"

#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/postgres/activityprobe.h"
#include "connectors/postgres/credential.h"
#include "connectors/postgres/digestprobe.h"
#include "connectors/postgres/factsprobe.h"
#include "models/domain/sourcesettings.h"

#include <algorithm>
#include <cmath>

namespace surgedeck::postgres {

namespace {

constexpr double largestOffsetMs = 2000;
constexpr const char *stageNames[] = {"name", "connect", "tls", "sign-in", "read", "act", "clock", "newest"};

Endpoint endpointOf(const Target &target)
{
    const QString port = target.port.isEmpty() ? QStringLiteral("5432") : target.port;
    if (target.host.isEmpty() && target.address.isEmpty())
        return {{}, 0, QStringLiteral("/var/run/postgresql/.s.PGSQL.") + port};
    if (target.isLocalSocket())
        return {{}, 0, target.host + QStringLiteral("/.s.PGSQL.") + port};
    return {target.address.isEmpty() ? target.host : target.address, port.toUShort(), {}};
}

QString adviceFor(const Error &error, const Endpoint &endpoint)
{
    switch (error.kind) {
    case Error::Kind::Auth:
        return QStringLiteral(
            "check the user, the secret and pg_hba.conf; a role that can only look: CREATE ROLE surgedeck_view "
            "LOGIN CONNECTION LIMIT 20; GRANT pg_monitor TO surgedeck_view;");
    case Error::Kind::Full:
        return QStringLiteral("end sessions that are not needed, or raise max_connections; only superusers get the "
                              "reserved connections: arm the acting session before the peak");
    case Error::Kind::Config:
        return QStringLiteral("correct the dsn or the tls settings of this source");
    case Error::Kind::Protocol:
        return QStringLiteral("check host and port: something else seems to listen on %1").arg(endpoint.toString());
    case Error::Kind::Timeout:
        return QStringLiteral("look at the load of the server, and at what stands between here and %1")
            .arg(endpoint.toString());
    default:
        return QStringLiteral("check that the server runs and listens on %1, and the firewall between")
            .arg(endpoint.toString());
    }
}

class Diagnosis
{
public:
    Diagnosis(const SourceSettings &settings, const CallBudget &budget)
        : m_settings(settings)
        , m_budget(budget)
    {
    }

    std::vector<DiagnosisStage> run()
    {
        for (const char *name : stageNames)
            m_stages.push_back(notReached(QString::fromLatin1(name)));
        const auto plan = planConnection(m_settings.endpoint, m_settings);
        if (!plan) {
            m_endpoint = {};
            fail(stage("name"), plan.error());
            return std::move(m_stages);
        }
        if (nameStage(*plan))
            openStages(*plan);
        return std::move(m_stages);
    }

private:
    DiagnosisStage &stage(const char *name)
    {
        return *std::find_if(m_stages.begin(), m_stages.end(),
                             [&](const DiagnosisStage &s) { return s.stage == QLatin1String(name); });
    }

    void fail(DiagnosisStage &stage, const Error &error)
    {
        stage.ok = false;
        stage.value = error.message;
        stage.failure = error.kind;
        stage.advice = adviceFor(error, m_endpoint);
    }

    static void pass(DiagnosisStage &stage, const QString &value, std::optional<double> ms = std::nullopt)
    {
        stage.ok = true;
        stage.value = value;
        stage.ms = ms;
    }

    /// Keeps the time that the stage took.
    static void brief(DiagnosisStage &stage, const QString &value, const QString &words)
    {
        pass(stage, value, stage.ms);
        stage.brief = words;
    }

    double msSince(MonoTime start) const { return toSeconds(m_budget.clock.monotonic() - start) * 1000; }

    /// One name that resolves is enough: libpq tries the others.
    bool nameStage(const ConnectionPlan &plan)
    {
        const Deadline deadline(m_budget.left(), m_budget.stop);
        for (const Target &target : plan.targets) {
            m_endpoint = endpointOf(target);
            stage("name") = resolveStage(m_endpoint, deadline, m_budget.clock);
            if (stage("name").ok == true)
                return true;
        }
        return false;
    }

    void openStages(const ConnectionPlan &plan)
    {
        OpeningLog log;
        auto session = ReadSession::open(plan, 0, m_budget, log);
        stage("connect").ms = log.connectMs;
        stage("tls").ms = log.tlsMs;
        stage("sign-in").ms = log.signInMs;
        if (log.stage != OpeningStage::Connect)
            pass(stage("connect"), m_endpoint.toString(), log.connectMs);
        if (!session) {
            static constexpr const char *stageOf[] = {"connect", "tls", "sign-in", "read"};
            if (log.stage == OpeningStage::SignIn || log.stage == OpeningStage::Done)
                pass(stage("tls"), QStringLiteral("sslmode=%1").arg(QString::fromUtf8(plan.valueOf("sslmode"))),
                     log.tlsMs);
            if (log.stage == OpeningStage::Done)
                pass(stage("sign-in"), QStringLiteral("done"), log.signInMs);
            fail(stage(stageOf[static_cast<int>(log.stage)]), session.error());
            return;
        }
        tlsStage(plan, **session);
        const SocketDeadline guard((*session)->socket(), m_budget.left(), m_budget.stop);
        signInStage(**session);
        readStage(**session);
        clockStage(**session);
        newestStage(**session);
        actStage();
    }

    void tlsStage(const ConnectionPlan &plan, const ReadSession &session)
    {
        const ServerIdentity &server = session.server();
        const QString mode = QString::fromUtf8(plan.valueOf("sslmode"));
        if (server.localSocket)
            return brief(stage("tls"), QStringLiteral("not needed: a local socket"), QStringLiteral("local"));
        if (!server.tls.isEmpty())
            brief(stage("tls"), QStringLiteral("%1, sslmode=%2").arg(server.tls, mode), tlsBrief(server.tls));
        else
            brief(stage("tls"), QStringLiteral("plain text: sslmode=%1 in the DSN").arg(mode),
                  QStringLiteral("plain text"));
        if (mode != QLatin1String("verify-full"))
            stage("tls").advice = QStringLiteral(
                "leave sslmode out of the dsn: the default, verify-full, checks the server's certificate");
    }

    void signInStage(ReadSession &session)
    {
        const ServerIdentity &server = session.server();
        const QString pooler = server.pooled ? QStringLiteral(", through a pooler") : QString();
        pass(stage("sign-in"),
             QStringLiteral("role %1 on %2, PostgreSQL %3%4")
                 .arg(server.role, server.database, server.versionText, pooler),
             stage("sign-in").ms);
        stage("sign-in").brief = server.role;
        if (const auto harm = harmOf(session); harm && !harm->isEmpty())
            stage("sign-in").advice = harmAdvice(server.role, *harm);
    }

    void readStage(ReadSession &session)
    {
        const MonoTime start = m_budget.clock.monotonic();
        StatementTexts texts;
        const auto activity = readActivity(session, texts);
        if (!activity)
            return fail(stage("read"), activity.error());
        DigestProbe probe(m_budget.clock);
        const auto digests = probe.read(session, texts);
        if (!digests)
            return fail(stage("read"), digests.error());
        const QString reason = *digests ? (*digests)->reason : QString();
        const QString words = QStringLiteral("%1 connections of %2, sessions and locks%3")
                                  .arg(activity->sample.connections)
                                  .arg(activity->sample.connectionLimit.value_or(0))
                                  .arg(reason.isEmpty() ? QStringLiteral(", statement totals") : QString());
        pass(stage("read"), words, msSince(start));
        stage("read").brief = QStringLiteral("PostgreSQL %1").arg(session.server().versionText.section(u' ', 0, 0));
        stage("read").advice = reason;
    }

    void clockStage(ReadSession &session)
    {
        const MonoTime start = m_budget.clock.monotonic();
        const WallTime before = m_budget.clock.now();
        const auto rows = session.read("/* surgedeck */ select (extract(epoch from clock_timestamp()) * 1000)::bigint");
        const double roundTripMs = msSince(start);
        if (!rows)
            return fail(stage("clock"), rows.error());
        const auto theirs = rows->integer(0, 0);
        if (!theirs)
            return fail(stage("clock"), Error{Error::Kind::Protocol, QStringLiteral("the server gives no time")});
        const double offsetMs = static_cast<double>(*theirs - before.time_since_epoch().count()) - roundTripMs / 2;
        pass(stage("clock"), QStringLiteral("%1 ms to ours").arg(std::lround(offsetMs)), roundTripMs);
        stage("clock").brief = clockBrief(Milliseconds(std::lround(offsetMs)));
        if (std::abs(offsetMs) > largestOffsetMs) {
            stage("clock").ok = false;
            stage("clock").advice = QStringLiteral("let both machines keep time by NTP (chronyc tracking)");
        }
    }

    void newestStage(ReadSession &session)
    {
        const auto facts = readFacts(session);
        if (!facts)
            return fail(stage("newest"), facts.error());
        QString words = QStringLiteral("read now");
        if (facts->isReplica == true) {
            words += facts->lagSeconds
                         ? QStringLiteral(", a replica %1 s behind its writer").arg(*facts->lagSeconds, 0, 'f', 1)
                         : QStringLiteral(", a replica, its lag is not known");
        }
        brief(stage("newest"), words, QStringLiteral("now"));
    }

    void actStage()
    {
        DiagnosisStage &act = stage("act");
        if (m_settings.actEndpoint.isEmpty())
            return brief(act, QStringLiteral("no acting credential configured"), QString::fromUtf16(nothingToTest));
        const MonoTime start = m_budget.clock.monotonic();
        const auto plan = planConnection(m_settings.actEndpoint, m_settings);
        if (!plan)
            return fail(act, plan.error());
        OpeningLog log;
        auto session = ReadSession::open(*plan, 0, m_budget, log);
        if (!session)
            return fail(act, session.error());
        const SocketDeadline guard((*session)->socket(), m_budget.left(), m_budget.stop);
        const auto rights = readActRights(**session);
        if (!rights)
            return fail(act, rights.error());
        act.ms = msSince(start);
        judge(act, (*session)->server().role, *rights);
    }

    static void judge(DiagnosisStage &act, const QString &role, const ActRights &rights)
    {
        act.ok = rights.cancelFunction || (rights.signalBackend && rights.seesSessions);
        if (!*act.ok)
            act.failure = Error::Kind::Auth;
        const QString how = rights.cancelFunction  ? QStringLiteral("may call cockpit.cancel")
                            : *act.ok              ? QStringLiteral("may signal sessions")
                            : rights.signalBackend ? QStringLiteral("may signal sessions, but not see which they are")
                                                   : QStringLiteral("may not end sessions");
        const QString full =
            rights.whenFull
                ? QStringLiteral("gets in when the server is full (%1 reserved connections)").arg(rights.reservedSlots)
                : QStringLiteral("does not get in when the server is full: arm it before the peak");
        act.value = QStringLiteral("role %1 %2; %3").arg(role, how, full);
        act.brief = rights.cancelFunction ? QStringLiteral("cancel") : QStringLiteral("end session");
        if (!*act.ok)
            act.advice = actAdvice(role, rights);
        else if (rights.superuser)
            act.advice =
                QStringLiteral("a superuser can do more than cancel: grant pg_signal_backend to a role of its own");
    }

    const SourceSettings &m_settings;
    const CallBudget &m_budget;
    Endpoint m_endpoint;
    std::vector<DiagnosisStage> m_stages;
};

} // namespace

std::vector<DiagnosisStage> diagnoseServer(const SourceSettings &settings, const CallBudget &budget)
{
    return Diagnosis(settings, budget).run();
}

} // namespace surgedeck::postgres
