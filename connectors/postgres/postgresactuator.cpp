// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/postgresactuator.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/postgres/englishmessages.h"
#include "connectors/postgres/roletimeout.h"
#include "models/domain/commandroad.h"

namespace surgedeck::postgres {

namespace {

// What the server compares in the statement that acts. Microseconds as whole numbers: a timestamp that went through a
// text may be another one.
constexpr const char *direct = R"(/* surgedeck */
select case when $1::bool then pg_terminate_backend(pid) else pg_cancel_backend(pid) end
from pg_stat_activity
where pid = $2::int and (extract(epoch from backend_start) * 1000000)::bigint = $3::bigint
  and coalesce((extract(epoch from xact_start) * 1000000)::bigint, 0) = $4::bigint
  and backend_type = 'client backend' and pid <> pg_backend_pid()
  and coalesce(application_name, '') not like 'surgedeck%'
  and ($1::bool or (md5(query) = $5 and state not like 'idle%')))";

/// The function of the installation's own, for a role that may do nothing else.
constexpr const char *byFunction = R"(/* surgedeck */
select cockpit.cancel($2::int, timestamptz 'epoch' + $3::bigint * interval '1 microsecond',
  timestamptz 'epoch' + nullif($4::bigint, 0) * interval '1 microsecond', $1::bool) where $5::text is not null)";

QString sessionOf(const Action &action)
{
    if (const auto *cancel = std::get_if<CancelStatement>(&action))
        return cancel->session;
    const auto *end = std::get_if<EndSession>(&action);
    return end ? end->session : QString();
}

bool isSessionId(const QString &id)
{
    bool number = false;
    return id.toInt(&number) > 0 && number;
}

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

Precondition rightToAct(const ActRights &rights, const QString &role)
{
    const QString name = QStringLiteral("the acting credential may");
    if (rights.cancelFunction)
        return {name, QStringLiteral("%1, through cockpit.cancel").arg(role), true};
    if (rights.signalBackend && rights.seesSessions)
        return {name, role, true};
    return {name, actAdvice(role, rights), false};
}

} // namespace

Result<ActuatorPtr> PostgresActuator::create(const SourceSettings &settings, const Clock &clock)
{
    for (const QString &dsn : {settings.endpoint, settings.actEndpoint}) {
        SURGEDECK_TRY(plan, planConnection(dsn, settings));
        Q_UNUSED(plan);
    }
    return ActuatorPtr(std::make_unique<PostgresActuator>(settings, clock));
}

PostgresActuator::PostgresActuator(SourceSettings settings, const Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
{
}

Status PostgresActuator::openReader(const CallBudget &budget)
{
    if (m_reader)
        return ok();
    SURGEDECK_TRY(plan, planConnection(m_settings.endpoint, m_settings));
    OpeningLog log;
    SURGEDECK_TRY(session, ReadSession::open(plan, 0, budget, log));
    m_reader = std::move(session);
    return ok();
}

Status PostgresActuator::openActor(const CallBudget &budget)
{
    // One that died since would look like a command without an answer.
    const auto knock = [](ReadSession &actor) { return actor.read("/* surgedeck */ select 1"); };
    if (m_actor && guardedCall<Rows>(m_actor, budget, knock))
        return ok();
    m_actor.reset();
    SURGEDECK_TRY(plan, planConnection(m_settings.actEndpoint, m_settings));
    // The last one of equal options wins.
    plan.parameters["options"] += " -c default_transaction_read_only=off";
    OpeningLog log;
    auto session = ReadSession::open(plan, 0, budget, log);
    if (!session)
        return session.error().in(QStringLiteral("act_dsn"));
    m_actor = std::move(*session);
    auto rights = guardedCall<ActRights>(m_actor, budget, [](ReadSession &actor) { return readActRights(actor); });
    if (!rights)
        return rights.error();
    m_rights = *rights;
    return ok();
}

/// Runs `call` on a session under the budget of this call; a session that broke is dropped.
template <typename Value, typename Call>
Result<Value> PostgresActuator::guardedCall(SessionPtr &session, const CallBudget &budget, Call call)
{
    Result<Value> result = [&]() -> Result<Value> {
        const SocketDeadline guard(session->socket(), budget.left(), budget.stop);
        Result<Value> answer = call(*session);
        return answer ? std::move(answer) : Result<Value>(explained(answer.error(), guard, budget.stop));
    }();
    if (!result && (session->isBroken() || result.error().kind == Error::Kind::Timeout))
        session.reset();
    return result;
}

/// A connection that broke since the last command (a restart, an idle timeout) says nothing of the server now.
Result<SessionTarget> PostgresActuator::look(const QString &id, const CallBudget &budget)
{
    const bool wasOpen = m_reader != nullptr;
    SURGEDECK_CHECK(openReader(budget));
    const auto read = [&id](ReadSession &reader) { return readTarget(reader, id); };
    auto target = guardedCall<SessionTarget>(m_reader, budget, read);
    if (target || m_reader || !wasOpen || target.error().kind != Error::Kind::Unreachable)
        return target;
    SURGEDECK_CHECK(openReader(budget));
    return guardedCall<SessionTarget>(m_reader, budget, read);
}

Status PostgresActuator::arm(std::stop_token stop)
{
    const EnglishMessages english;
    const CallBudget budget(m_clock, std::move(stop));
    SURGEDECK_CHECK(openReader(budget));
    return openActor(budget);
}

Result<Inspection> PostgresActuator::inspect(const Command &command, std::stop_token stop)
{
    const EnglishMessages english;
    const CallBudget budget(m_clock, std::move(stop));
    SURGEDECK_CHECK(openReader(budget));
    SURGEDECK_CHECK(openActor(budget));
    if (const auto *timeout = std::get_if<SetStatementTimeout>(&command.action))
        return guardedCall<Inspection>(m_actor, budget,
                                       [&](ReadSession &actor) { return inspectTimeout(actor, *timeout); });
    const QString id = sessionOf(command.action);
    if (!isSessionId(id))
        return refused(id.startsWith(QLatin1String("prepared:"))
                           ? QStringLiteral("a prepared transaction has no session to end: ROLLBACK PREPARED '%1', as "
                                            "its owner and in its database, once it is known that nobody waits for it")
                                 .arg(id.mid(9))
                           : QStringLiteral("PostgreSQL knows a session by the number of its process"));
    SURGEDECK_TRY(target, look(id, budget));
    Inspection inspection{preconditionsOf(target, command.action), identityFor(target, command.action)};
    inspection.preconditions.push_back(rightToAct(m_rights, m_actor->server().role));
    return inspection;
}

Result<Receipt> PostgresActuator::execute(const Command &command, const Grant &, std::stop_token stop)
{
    const EnglishMessages english;
    const CallBudget budget(m_clock, std::move(stop));
    if (auto armed = openActor(budget); !armed)
        return refused(QStringLiteral("nothing was sent: %1").arg(armed.error().message));
    if (const auto *timeout = std::get_if<SetStatementTimeout>(&command.action))
        return guardedCall<Receipt>(m_actor, budget, [&](ReadSession &actor) {
            return command.rehearsal ? rehearseTimeout(actor, *timeout) : setTimeout(actor, *timeout);
        });
    return signal(command, budget);
}

Result<Receipt> PostgresActuator::signal(const Command &command, const CallBudget &budget)
{
    auto target = look(sessionOf(command.action), budget);
    if (!target)
        return refused(
            QStringLiteral("nothing was sent, the session could not be read again: %1").arg(target.error().message));
    if (identityOf(command.action).isEmpty())
        return refused(QStringLiteral("nothing was sent: nobody said which session exactly"));
    for (const Precondition &precondition : preconditionsOf(*target, command.action))
        if (precondition.holds != true)
            return Receipt{
                Receipt::State::Refused, QStringLiteral("%1: %2").arg(precondition.name, precondition.value), {}, {}};
    if (command.rehearsal)
        return Receipt{Receipt::State::Accepted, QStringLiteral("rehearsal: everything but the signal"), {}, {}};
    return fire(*target, command, budget);
}

Result<Receipt> PostgresActuator::fire(const SessionTarget &target, const Command &command, const CallBudget &budget)
{
    const bool hard = std::holds_alternative<EndSession>(command.action);
    const std::vector<std::string> parameters{hard ? "true" : "false", sessionOf(command.action).toStdString(),
                                              std::to_string(target.backendStart.value_or(0)),
                                              std::to_string(target.transactionStart.value_or(0)),
                                              target.statementMark};
    const char *statement = m_rights.cancelFunction ? byFunction : direct;
    auto rows =
        guardedCall<Rows>(m_actor, budget, [&](ReadSession &actor) { return actor.read(statement, parameters); });
    // The session lives and its time was not over: the server said no.
    if (!rows && m_actor)
        return Receipt{Receipt::State::Refused, rows.error().message, {}, {}};
    if (!rows)
        return Receipt{Receipt::State::Unanswered, rows.error().message, {}, {}};
    if (rows->count() == 1 && rows->isTrue(0, 0))
        return Receipt{Receipt::State::Accepted, QStringLiteral("the server has signalled it"), {}, {}};
    return Receipt{
        Receipt::State::Refused,
        QStringLiteral("at the last moment it was another session, transaction or statement: nothing was done"),
        {},
        {}};
}

Result<Verdict> PostgresActuator::verify(const Command &command, std::stop_token stop)
{
    const EnglishMessages english;
    const CallBudget budget(m_clock, std::move(stop));
    if (const auto *timeout = std::get_if<SetStatementTimeout>(&command.action)) {
        SURGEDECK_CHECK(openActor(budget));
        return guardedCall<Verdict>(m_actor, budget,
                                    [&](ReadSession &actor) { return verifyTimeout(actor, *timeout); });
    }
    return verifySession(command, budget);
}

Result<Verdict> PostgresActuator::verifySession(const Command &command, const CallBudget &budget)
{
    const QString id = sessionOf(command.action);
    SURGEDECK_TRY(target, look(id, budget));
    const QString meant = identityOf(command.action).section(QLatin1Char('#'), 0, 0);
    const QString session = meant.section(QLatin1Char('/'), 0, 1);
    const bool sameSession = target.exists && target.identity.section(QLatin1Char('/'), 0, 1) == session;
    if (!sameSession)
        return Verdict{Verdict::State::Done,
                       QStringLiteral("session %1 has ended, and with it its transaction and its locks").arg(id)};
    if (std::holds_alternative<EndSession>(command.action))
        return Verdict{Verdict::State::NotYet, QStringLiteral("session %1 is still there: %2").arg(id, target.state)};
    // An aborted transaction has given its locks back (AbortTransaction() of the server), though its session stays in
    // it.
    if (target.state.contains(QLatin1String("aborted")))
        return Verdict{Verdict::State::Done,
                       QStringLiteral("the statement has ended and its transaction is aborted: its locks are free, and "
                                      "session %1 waits for a ROLLBACK")
                           .arg(id)};
    if (target.identity != meant)
        return Verdict{Verdict::State::Done, QStringLiteral("the transaction has ended; session %1 goes on").arg(id)};
    const QString digest = identityOf(command.action).section(QLatin1Char('#'), 1);
    if (target.isActive() && (digest.isEmpty() || target.digest == digest))
        return Verdict{Verdict::State::NotYet, QStringLiteral("the statement still runs")};
    return Verdict{
        Verdict::State::Done,
        QStringLiteral("the statement has ended; the transaction is still open (%1) and holds its locks until "
                       "it ends")
            .arg(target.state)};
}

} // namespace surgedeck::postgres
