// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/mysqlactuator.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/mysql/credential.h"
#include "connectors/mysql/grants.h"
#include "models/domain/commandroad.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck::mysql {

namespace {

/// InnoDB shows INNODB_TRX as it was when somebody looked less than 100 ms before.
constexpr Milliseconds transactionsCache{120};
constexpr int mostTries = 12;
constexpr std::size_t mostFired = 64;
constexpr unsigned int signalledByUs = 1644; // ER_SIGNAL_EXCEPTION
constexpr unsigned int noSuchThread = 1094;
constexpr unsigned int noSuchQuery = 1957;

QString sessionOf(const Action &action)
{
    if (const auto *cancel = std::get_if<CancelStatement>(&action))
        return cancel->session;
    const auto *end = std::get_if<EndSession>(&action);
    return end ? end->session : QString();
}

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

Receipt refusal(const QString &why)
{
    return {Receipt::State::Refused, why, {}, {}};
}

/// The server did not do it, because the target is another one by now.
bool isMissed(const Error &error)
{
    const auto has = [&error](unsigned int code) { return error.message.contains(QStringLiteral("(%1)").arg(code)); };
    return has(signalledByUs) || has(noSuchThread) || has(noSuchQuery);
}

} // namespace

Result<ActuatorPtr> MysqlActuator::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(acting, connectionOptions(settings.actEndpoint, settings, userOptionFile()));
    SURGEDECK_TRY(reading, connectionOptions(settings.endpoint, settings, userOptionFile()));
    return ActuatorPtr(new MysqlActuator(acting, {acting.user, reading.user}, clock));
}

MysqlActuator::MysqlActuator(ConnectionOptions options, QStringList ownUsers, const Clock &clock)
    : m_options(std::move(options))
    , m_ownUsers(std::move(ownUsers))
    , m_clock(clock)
    , m_session(clock)
{
}

Status MysqlActuator::open(const Deadline &deadline)
{
    if (m_session.isOpen()) {
        // A connection that broke since (a restart, an idle timeout) says nothing of the server as it is now.
        if (m_session.query(QStringLiteral("DO 0"), deadline))
            return ok();
        m_session.close();
    }
    if (auto opened = m_session.open(m_options, deadline); !opened)
        return opened.error().in(QStringLiteral("act_dsn"));
    SURGEDECK_TRY(features, detectFeatures(m_session, deadline));
    m_features = features;
    SURGEDECK_TRY(grants, readGrants(m_session, m_features, deadline));
    static const QStringList rights = {QStringLiteral("CONNECTION ADMIN"), QStringLiteral("CONNECTION_ADMIN"),
                                       QStringLiteral("SUPER")};
    m_mayEnd = hasGlobal(grants, rights);
    m_grant = QStringLiteral("GRANT PROCESS, %1 ON *.* TO %2")
                  .arg(m_features.isMariaDb() ? rights.front() : rights.at(1), accountOf(grants));
    return ok();
}

Status MysqlActuator::arm(std::stop_token stop)
{
    return open(Deadline(callDeadline, std::move(stop)));
}

Result<KillTarget> MysqlActuator::look(const QString &id, const Deadline &deadline)
{
    bool number = false;
    const quint64 thread = id.toULongLong(&number);
    if (!number || thread == 0)
        return refused(
            QStringLiteral("%1 is no session: a prepared transaction ends by XA COMMIT or XA ROLLBACK of its "
                           "owner, once it is known that nobody waits for it")
                .arg(id.left(80)));
    SURGEDECK_CHECK(letTransactionsGetOld(deadline));
    auto target = readKillTarget({m_session, m_features, {m_session.threadId(), m_ownUsers}, deadline}, thread);
    m_lookedAt = m_clock.monotonic();
    return target;
}

/// Until the server does not answer from its cache of our last look any more.
Status MysqlActuator::letTransactionsGetOld(const Deadline &deadline)
{
    if (!m_lookedAt)
        return ok();
    const auto age = std::chrono::duration_cast<Milliseconds>(m_clock.monotonic() - *m_lookedAt);
    std::vector<pollfd> nothing;
    if (age < transactionsCache)
        SURGEDECK_CHECK(deadline.waitAny(nothing, transactionsCache - age));
    return ok();
}

Result<Inspection> MysqlActuator::inspect(const Command &command, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    if (sessionOf(command.action).isEmpty())
        return refused(QStringLiteral("this can not be done to a MySQL or MariaDB server from here"));
    SURGEDECK_CHECK(open(deadline));
    SURGEDECK_TRY(target, look(sessionOf(command.action), deadline));
    Inspection inspection{preconditionsOf(target, command.action), identityFor(target, command.action)};
    inspection.preconditions.push_back({QStringLiteral("the acting credential may"),
                                        m_features.processRight && m_mayEnd ? m_options.user : m_grant,
                                        m_features.processRight && m_mayEnd});
    return inspection;
}

Result<Receipt> MysqlActuator::execute(const Command &command, const surgedeck::Grant &, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    if (identityOf(command.action).isEmpty())
        return refused(QStringLiteral("nothing was sent: nobody said which session exactly"));
    if (auto ready = open(deadline); !ready)
        return refused(QStringLiteral("nothing was sent: %1").arg(ready.error().message));
    // A busy session may begin another statement of the same transaction between look and kill: look again.
    for (int i = 0; i < mostTries; ++i) {
        auto target = look(sessionOf(command.action), deadline);
        if (!target)
            return refused(QStringLiteral("nothing was sent, the session could not be read again: %1")
                               .arg(target.error().message));
        for (const Precondition &precondition : preconditionsOf(*target, command.action))
            if (precondition.holds != true)
                return refusal(QStringLiteral("%1: %2").arg(precondition.name, precondition.value));
        if (command.rehearsal)
            return Receipt{Receipt::State::Accepted, QStringLiteral("rehearsal: everything but the kill"), {}, {}};
        if (auto receipt = fire(*target, command, deadline))
            return *receipt;
    }
    return refusal(QStringLiteral("at the last moment it was another statement or session: nothing was done"));
}

/// nullopt: the target had changed between look and kill, and the server did nothing.
std::optional<Receipt> MysqlActuator::fire(const KillTarget &target, const Command &command, const Deadline &deadline)
{
    if (m_fired.size() >= mostFired)
        m_fired.clear();
    m_fired[command.id] = target.queryId.value_or(0);
    const auto killed = m_session.query(killStatement(target, m_features, command.action), deadline);
    if (killed)
        return Receipt{Receipt::State::Accepted, QStringLiteral("the server has taken the kill"), {}, {}};
    if (isMissed(killed.error()))
        return std::nullopt;
    if (m_session.isOpen())
        return refusal(killed.error().message);
    return Receipt{Receipt::State::Unanswered, killed.error().message, {}, {}};
}

Result<Verdict> MysqlActuator::verify(const Command &command, std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    SURGEDECK_CHECK(open(deadline));
    SURGEDECK_TRY(target, look(sessionOf(command.action), deadline));
    return judge(target, command);
}

Result<Verdict> MysqlActuator::judge(const KillTarget &target, const Command &command)
{
    using enum Verdict::State;
    const QString id = sessionOf(command.action);
    // A thread id is not given twice; the transaction of a session that is gone may still be rolled back.
    const bool rollingBack = !target.exists && target.identity.contains(u':');
    if (rollingBack || target.command == QLatin1String("Killed"))
        return Verdict{
            NotYet,
            QStringLiteral("session %1 is being rolled back, %2 rows").arg(id).arg(target.rowsModified.value_or(0))};
    if (!target.exists)
        return Verdict{Done, QStringLiteral("session %1 has ended, and with it its transaction and its locks").arg(id)};
    if (std::holds_alternative<EndSession>(command.action))
        return Verdict{NotYet, QStringLiteral("session %1 is still there: %2").arg(id, target.command)};
    const QString meant = identityOf(command.action);
    const auto fired = m_fired.find(command.id);
    const bool sameQuery = fired != m_fired.end() && fired->second != 0 ? target.queryId == fired->second
                                                                        : target.digest == meant.section(u'#', 1);
    if (target.isActive() && sameQuery)
        return Verdict{NotYet, QStringLiteral("the statement still runs")};
    if (target.identity.contains(u':') && target.identity == meant.section(u'#', 0, 0))
        return Verdict{
            Done, QStringLiteral("the statement has ended; the transaction is still open and holds its locks until "
                                 "it ends")};
    return Verdict{Done, QStringLiteral("the statement has ended; session %1 goes on").arg(id)};
}

} // namespace surgedeck::mysql
