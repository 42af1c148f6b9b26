// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/doctor.h"

#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/mysql/rightscheck.h"
#include "models/domain/sourcesettings.h"

#include <cmath>

namespace surgedeck::mysql {

namespace {

constexpr double toleratedSeconds = 2;

bool isSignInFailure(const Error &error)
{
    return error.kind == Error::Kind::Auth || error.kind == Error::Kind::Full || error.kind == Error::Kind::Config;
}

QString signInAdvice(Error::Kind kind, const QString &user)
{
    if (kind == Error::Kind::Full)
        return QStringLiteral(
            "end idle sessions or raise max_connections; MariaDB's extra_port lets an administrator in");
    if (kind == Error::Kind::Config)
        return QStringLiteral("take the database out of the DSN, none is needed");
    return QStringLiteral("check the user and the password in the DSN. A new account: CREATE USER '%1'@'%' IDENTIFIED "
                          "BY '...' REQUIRE SSL WITH MAX_USER_CONNECTIONS 20; GRANT PROCESS, "
                          "SLAVE MONITOR ON *.* TO '%1'@'%'; GRANT SELECT ON performance_schema.* TO '%1'@'%'")
        .arg(user);
}

QString tlsWords(const ConnectionOptions &options, const Session &session)
{
    if (!options.endpoint.unixPath.isEmpty())
        return QStringLiteral("a local socket, not encrypted");
    if (!session.isOpen()) // the server was heard, so what the DSN demands was met
        return options.tlsMode >= TlsMode::Required ? QStringLiteral("encrypted") : QStringLiteral("not known");
    const QString version = session.tlsVersion();
    return version.isEmpty() ? QStringLiteral("not encrypted") : version;
}

/// TLS and sign-in are one call of the library; which of them failed is told by the error.
void openStages(Session &session, const ConnectionOptions &options, const Deadline &deadline,
                std::vector<DiagnosisStage> &stages)
{
    const auto opened = session.open(options, deadline);
    const double ms = toSeconds(session.cost().inFlight) * 1000;
    const bool heard = opened || isSignInFailure(opened.error());
    DiagnosisStage tls{QStringLiteral("tls"), heard, tlsWords(options, session), ms, {}};
    if (!heard) {
        tls.value = opened.error().message;
        tls.failure = opened.error().kind;
        tls.advice =
            QStringLiteral("check that a MySQL or MariaDB server with TLS listens there, and ssl-ca, ssl-cert, ssl-key "
                           "and ssl-mode of the DSN");
        stages.push_back(std::move(tls));
        stages.push_back(notReached(QStringLiteral("sign-in")));
        return;
    }
    tls.advice = options.attention.join(QStringLiteral("; "));
    tls.brief = tlsBrief(tls.value);
    stages.push_back(std::move(tls));
    DiagnosisStage signIn{QStringLiteral("sign-in"), bool(opened), options.user, ms, {}, options.user};
    if (!opened) {
        signIn.value = opened.error().message;
        signIn.failure = opened.error().kind;
        signIn.advice = signInAdvice(opened.error().kind, options.user);
    }
    stages.push_back(std::move(signIn));
}

/// The server's clock in the middle of the call against ours.
DiagnosisStage clockStage(Session &session, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{QStringLiteral("clock"), false, {}, {}, {}};
    const WallTime before = clock.now();
    const MonoTime start = clock.monotonic();
    const auto answer = session.query(QStringLiteral("SELECT UNIX_TIMESTAMP(NOW(6))"), deadline);
    const auto took = clock.monotonic() - start;
    stage.ms = toSeconds(took) * 1000;
    if (!answer || answer->rows.empty() || !answer->rows.front().number(0)) {
        stage.value = answer ? QStringLiteral("the server does not say") : answer.error().message;
        return stage;
    }
    const double ours = toSeconds(before.time_since_epoch()) + toSeconds(took) / 2;
    const double offset = *answer->rows.front().number(0) - ours;
    stage.ok = std::abs(offset) <= toleratedSeconds;
    stage.brief = clockBrief(Milliseconds(std::lround(offset * 1000)));
    stage.value = QStringLiteral("%1%2 s")
                      .arg(offset < 0 ? QStringLiteral("-") : QStringLiteral("+"))
                      .arg(std::abs(offset), 0, 'f', 3);
    if (!*stage.ok)
        stage.advice = QStringLiteral("let both machines follow the same time servers: chronyc tracking");
    return stage;
}

/// Sessions are as old as their read; totals of statements are as old as the statement that ended last.
DiagnosisStage newestStage(Session &session, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{QStringLiteral("newest"), false, {}, {}, {}};
    const MonoTime start = clock.monotonic();
    const auto answer = session.query(QStringLiteral("SHOW GLOBAL STATUS LIKE 'Threads_connected'"), deadline);
    stage.ms = toSeconds(clock.monotonic() - start) * 1000;
    stage.ok = answer && !answer->rows.empty();
    stage.brief = QStringLiteral("now");
    stage.value = !answer ? answer.error().message
                          : QStringLiteral("now, %1 sessions")
                                .arg(answer->rows.empty() ? QStringLiteral("unknown") : answer->rows.front().text(1));
    return stage;
}

} // namespace

std::vector<DiagnosisStage> diagnose(const SourceSettings &settings, const ConnectionOptions &options,
                                     const Clock &clock, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    Session session(clock);
    std::vector<DiagnosisStage> stages = {resolveStage(options.endpoint, deadline, clock)};
    if (stages.back().ok == true)
        stages.push_back(connectStage(options.endpoint, deadline, clock));
    if (stages.size() == 2 && stages.back().ok == true)
        openStages(session, options, deadline, stages);
    for (const auto *missed : {"name", "connect", "tls", "sign-in"}) {
        if (std::none_of(stages.begin(), stages.end(),
                         [missed](const auto &s) { return s.stage == QLatin1String(missed); }))
            stages.push_back(notReached(QString::fromLatin1(missed)));
    }
    const bool open = session.isOpen();
    stages.push_back(open ? readStage(session, deadline, clock) : notReached(QStringLiteral("read")));
    stages.push_back(actStage(settings, deadline, clock));
    stages.push_back(open ? clockStage(session, deadline, clock) : notReached(QStringLiteral("clock")));
    stages.push_back(open ? newestStage(session, deadline, clock) : notReached(QStringLiteral("newest")));
    return stages;
}

} // namespace surgedeck::mysql
