// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/rightscheck.h"

#include "connectors/base/reach.h"
#include "connectors/mysql/credential.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck::mysql {

namespace {

constexpr int mostAttempts = 5;
constexpr Milliseconds breather{100};

/// What can not be read, and how it could be.
struct Lack
{
    enum class Cause
    {
        Right,
        Server
    };
    Cause cause;
    QString what;
    QString how;
};

using Lacks = std::vector<Lack>;

Status findLacks(const PollContext &context, const QString &account, Lacks &lacks)
{
    const Features &features = context.features;
    const auto lack = [&lacks](Lack::Cause cause, const char *what, const QString &how) {
        lacks.push_back({cause, QString::fromLatin1(what), how});
    };
    if (!features.processRight)
        lack(Lack::Cause::Right, "sessions and locks", QStringLiteral("GRANT PROCESS ON *.* TO ") + account);
    SURGEDECK_TRY(replication, context.tryQuery(context.statements.replication));
    if (!replication) {
        const QString right =
            features.isMariaDb() ? QStringLiteral("SLAVE MONITOR") : QStringLiteral("REPLICATION CLIENT");
        lack(Lack::Cause::Right, "replication", QStringLiteral("GRANT %1 ON *.* TO %2").arg(right, account));
    }
    const QString switchOn = QStringLiteral("performance_schema=ON in the server's configuration, and a restart");
    if (features.performanceSchema && !features.performanceSchemaReadable)
        lack(Lack::Cause::Right, "statement totals",
             QStringLiteral("GRANT SELECT ON performance_schema.* TO ") + account);
    else if (!features.statementDigests)
        lack(Lack::Cause::Server, "statement totals", switchOn);
    if (features.metadataLocks == Features::MetadataLocks::Unknown)
        lack(Lack::Cause::Server, "who holds a table's definition",
             features.isMariaDb() ? QStringLiteral("INSTALL SONAME 'metadata_lock_info'") : switchOn);
    return ok();
}

void report(const Lacks &lacks, DiagnosisStage &stage)
{
    QStringList missing;
    QStringList advice;
    for (const Lack &lack : lacks) {
        missing << lack.what;
        advice << lack.how;
        if (lack.cause == Lack::Cause::Right) {
            stage.ok = false;
            stage.failure = Error::Kind::Auth;
        }
    }
    if (!missing.isEmpty())
        stage.value += QStringLiteral("; not readable: ") + missing.join(QStringLiteral(", "));
    stage.advice = advice.join(QStringLiteral("; "));
}

Status checkReading(Session &session, const Deadline &deadline, const Clock &clock, DiagnosisStage &stage)
{
    SURGEDECK_TRY(features, detectFeatures(session, deadline));
    SURGEDECK_TRY(grants, readGrants(session, features, deadline));
    const Statements statements = statementsFor(features);
    Lacks lacks;
    SURGEDECK_CHECK(findLacks({session, features, statements, deadline, clock}, accountOf(grants), lacks));
    stage.value = (features.isMariaDb() ? QStringLiteral("MariaDB ") : QStringLiteral("MySQL ")) + features.version;
    stage.brief = stage.value;
    report(lacks, stage);
    if (const QString excess = excessNotice(excessRights(grants)); !excess.isEmpty())
        stage.advice += (stage.advice.isEmpty() ? QString() : QStringLiteral("; ")) + excess;
    return ok();
}

/// MariaDB and MySQL keep one session above max_connections for whoever has one of these rights.
const QStringList &rightsToEndSessions()
{
    static const QStringList rights = {QStringLiteral("CONNECTION ADMIN"), QStringLiteral("CONNECTION_ADMIN"),
                                       QStringLiteral("SUPER")};
    return rights;
}

/// A full server keeps one session for this account, and takes a moment to see that the stages before this one have
/// gone.
Status openWhenFull(Session &session, const ConnectionOptions &options, const Deadline &deadline)
{
    Status opened = session.open(options, deadline);
    for (int i = 0; i < mostAttempts && !opened && opened.error().kind == Error::Kind::Full; ++i) {
        std::vector<pollfd> nothing;
        SURGEDECK_TRY(ready, deadline.waitAny(nothing, breather));
        Q_UNUSED(ready);
        opened = session.open(options, deadline);
    }
    return opened;
}

Status checkActing(const SourceSettings &settings, const Deadline &deadline, const Clock &clock, DiagnosisStage &stage)
{
    SURGEDECK_TRY(options, connectionOptions(settings.actEndpoint, settings, userOptionFile()));
    Session session(clock);
    SURGEDECK_CHECK(openWhenFull(session, options, deadline));
    SURGEDECK_TRY(features, detectFeatures(session, deadline));
    SURGEDECK_TRY(grants, readGrants(session, features, deadline));
    stage.ok = hasGlobal(grants, rightsToEndSessions());
    if (stage.ok == true) {
        stage.brief = QStringLiteral("end session");
        stage.value =
            QStringLiteral("%1 may end sessions; one session is kept for it when the server is full").arg(options.user);
        return ok();
    }
    stage.value = QStringLiteral("%1 may end its own sessions only").arg(options.user);
    stage.failure = Error::Kind::Auth;
    stage.advice =
        QStringLiteral("GRANT %1 ON *.* TO %2")
            .arg(features.isMariaDb() ? QStringLiteral("CONNECTION ADMIN") : QStringLiteral("CONNECTION_ADMIN"),
                 accountOf(grants));
    return ok();
}

/// Runs a check and notes how long it took and why it failed.
template <typename Check>
void measure(const Clock &clock, DiagnosisStage &stage, Check check)
{
    const MonoTime start = clock.monotonic();
    const Status done = check();
    stage.ms = toSeconds(clock.monotonic() - start) * 1000;
    if (done)
        return;
    stage.ok = false;
    stage.value = done.error().message;
    stage.failure = done.error().kind;
}

} // namespace

DiagnosisStage readStage(Session &session, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{QStringLiteral("read"), true, {}, {}, {}};
    measure(clock, stage, [&] { return checkReading(session, deadline, clock, stage); });
    return stage;
}

DiagnosisStage actStage(const SourceSettings &settings, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{
        QStringLiteral("act"), true, QStringLiteral("no acting credential is configured"), {}, {}};
    if (settings.actEndpoint.isEmpty()) {
        stage.brief = QString::fromUtf16(nothingToTest);
        return stage;
    }
    stage.value.clear();
    measure(clock, stage, [&] { return checkActing(settings, deadline, clock, stage); });
    if (stage.ok == false && stage.advice.isEmpty())
        stage.advice = QStringLiteral("check the user, the password and the address in act_dsn");
    return stage;
}

} // namespace surgedeck::mysql
