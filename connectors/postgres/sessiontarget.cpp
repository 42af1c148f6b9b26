// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/sessiontarget.h"

#include "models/base/sqldigest.h"
#include "models/domain/commandroad.h"

namespace surgedeck::postgres {

namespace {

constexpr qsizetype longestText = 1024; // as in the list of sessions

constexpr const char *statement = R"(/* surgedeck */
select usename, application_name,
  case when client_addr is null then 'local socket' else host(client_addr) || ':' || client_port end,
  backend_type, state, query, md5(query),
  concat_ws('/', pid, (extract(epoch from backend_start) * 1000000)::bigint,
    (extract(epoch from xact_start) * 1000000)::bigint),
  (extract(epoch from backend_start) * 1000000)::bigint, (extract(epoch from xact_start) * 1000000)::bigint,
  (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint,
  pid = pg_backend_pid() or coalesce(application_name, '') like 'surgedeck%'
from pg_stat_activity where pid = $1::int)";

enum Column
{
    User,
    Application,
    Client,
    BackendType,
    State,
    Text,
    Mark,
    Identity,
    BackendStart,
    TransactionStart,
    TransactionAge,
    Ours
};

bool isCancel(const Action &action)
{
    return std::holds_alternative<CancelStatement>(action);
}

Precondition sameness(const SessionTarget &target, const Action &action)
{
    const QString name = QStringLiteral("the same session and transaction");
    const QString confirmed = identityOf(action);
    const QString now = identityFor(target, action);
    if (!target.visible)
        return {name, QStringLiteral("we may not see it: GRANT pg_monitor to the role of dsn"), std::nullopt};
    if (confirmed.isEmpty() || confirmed == now ||
        (!confirmed.contains(QLatin1Char('#')) && confirmed == target.identity))
        return {name, now, true};
    const bool sameSession = confirmed.section(QLatin1Char('/'), 0, 1).section(QLatin1Char('#'), 0, 0) ==
                             target.identity.section(QLatin1Char('/'), 0, 1);
    const bool sameTransaction = confirmed.section(QLatin1Char('#'), 0, 0) == target.identity;
    return {name,
            !sameSession       ? QStringLiteral("the number belongs to another session by now")
            : !sameTransaction ? QStringLiteral("it is in another transaction by now")
                               : QStringLiteral("it runs another statement by now"),
            false};
}

} // namespace

QString SessionTarget::words(const QString &id) const
{
    if (!exists)
        return QStringLiteral("%1 is not there (any more)").arg(id);
    QString text = QStringLiteral("%1, %2").arg(id, user.isEmpty() ? backendType : user);
    if (!application.isEmpty())
        text += QStringLiteral(" (%1)").arg(application);
    text += QStringLiteral(" from %1, %2").arg(client, state.isEmpty() ? QStringLiteral("state not known") : state);
    if (transactionAge)
        text += QStringLiteral(", transaction open for %1 s").arg(transactionAge->count() / 1000);
    return text;
}

Result<SessionTarget> readTarget(ReadSession &session, const QString &id)
{
    SURGEDECK_TRY(rows, session.read(statement, {id.toStdString()}));
    SessionTarget target;
    if (rows.count() != 1)
        return target;
    target.exists = true;
    target.visible = !rows.isNull(0, BackendStart);
    target.ours = rows.isTrue(0, Ours);
    target.user = rows.text(0, User);
    target.application = rows.text(0, Application);
    target.client = rows.text(0, Client);
    target.backendType = rows.text(0, BackendType);
    target.state = rows.text(0, State);
    const SqlDigest digest = digestOf(rows.text(0, Text).left(longestText), SqlDialect::PostgreSql, longestText);
    target.statement = digest.text;
    target.digest = digest.id;
    target.statementMark = std::string(rows.bytes(0, Mark));
    target.identity = rows.text(0, Identity);
    target.backendStart = rows.integer(0, BackendStart);
    target.transactionStart = rows.integer(0, TransactionStart);
    target.transactionAge = rows.milliseconds(0, TransactionAge);
    return target;
}

QString identityFor(const SessionTarget &target, const Action &action)
{
    if (!target.exists || !target.visible)
        return {};
    return isCancel(action) ? target.identity + QLatin1Char('#') + target.digest : target.identity;
}

std::vector<Precondition> preconditionsOf(const SessionTarget &target, const Action &action)
{
    const auto *cancel = std::get_if<CancelStatement>(&action);
    const QString id = cancel ? cancel->session : std::get<EndSession>(action).session;
    std::vector<Precondition> list{{QStringLiteral("session"), target.words(id), target.exists}};
    if (!target.exists)
        return list;
    list.push_back(sameness(target, action));
    list.push_back({QStringLiteral("not a session of a console"),
                    target.ours ? QStringLiteral("it is ours") : QStringLiteral("it is not"), !target.ours});
    if (target.visible)
        list.push_back({QStringLiteral("an ordinary client"), target.backendType,
                        target.backendType == QLatin1String("client backend")});
    if (cancel && target.visible)
        list.push_back({QStringLiteral("a statement runs"),
                        target.isActive()
                            ? target.statement
                            : QStringLiteral("%1: there is nothing to cancel, and its locks stay; only ending the "
                                             "session frees them")
                                  .arg(target.state),
                        target.isActive()});
    return list;
}

} // namespace surgedeck::postgres
