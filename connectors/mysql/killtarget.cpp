// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/killtarget.h"

#include "connectors/mysql/sessionsample.h"
#include "connectors/mysql/transactions.h"
#include "models/base/sqldigest.h"
#include "models/domain/commandroad.h"

namespace surgedeck::mysql {

namespace {

constexpr qsizetype longestText = 1024; // LEFT(INFO, 1024), as in the list of sessions

enum ProcessColumn
{
    User,
    Host,
    Command,
    State,
    Info,
    QueryId
};

bool isCancel(const Action &action)
{
    return std::holds_alternative<CancelStatement>(action);
}

Status readProcess(Session &session, const Features &features, KillTarget &target, const Deadline &deadline)
{
    const QString query = features.isMariaDb() ? QStringLiteral("QUERY_ID") : QStringLiteral("NULL");
    const QString sql = QStringLiteral("SELECT USER, HOST, COMMAND, STATE, LEFT(INFO, 1024), %1 "
                                       "FROM information_schema.PROCESSLIST WHERE ID = %2")
                            .arg(query)
                            .arg(target.id);
    SURGEDECK_TRY(answer, session.query(sql, deadline));
    if (answer.rows.size() != 1)
        return ok();
    const Row &row = answer.rows.front();
    target.exists = true;
    target.user = row.text(User);
    target.host = row.text(Host);
    target.command = row.text(Command);
    target.state = row.text(State);
    target.queryId = row.unsignedNumber(QueryId);
    const QString info = row.text(Info);
    target.ours = info.startsWith(Session::ownTag());
    const SqlDigest digest = digestOf(info, SqlDialect::MySql, longestText);
    target.statement = digest.text;
    target.digest = digest.id;
    return ok();
}

Status readTransaction(Session &session, KillTarget &target, const Deadline &deadline)
{
    const QString sql =
        QStringLiteral("SELECT TRX_ID, TRX_ROWS_MODIFIED, TIMESTAMPDIFF(MICROSECOND, TRX_STARTED, NOW(6)) / 1000000 "
                       "FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = %1 LIMIT 1")
            .arg(target.id);
    SURGEDECK_TRY(answer, session.query(sql, deadline));
    Transaction transaction;
    if (!answer.rows.empty()) {
        transaction.id = answer.rows.front().text(0);
        target.rowsModified = answer.rows.front().number(1);
        target.transactionSeconds = answer.rows.front().number(2);
    }
    target.identity = sessionIdentity(target.id, answer.rows.empty() ? nullptr : &transaction);
    return ok();
}

Precondition sameness(const KillTarget &target, const Action &action)
{
    const QString name = QStringLiteral("the same session and transaction");
    const QString confirmed = identityOf(action);
    const QString now = identityFor(target, action);
    if (confirmed.isEmpty() || confirmed == now || (!confirmed.contains(u'#') && confirmed == target.identity))
        return {name, now, true};
    const bool sameTransaction = confirmed.section(u'#', 0, 0) == target.identity;
    return {name,
            sameTransaction ? QStringLiteral("it runs another statement by now")
                            : QStringLiteral("it is in another transaction by now"),
            false};
}

} // namespace

bool KillTarget::isActive() const
{
    return exists && command != QLatin1String("Sleep") && command != QLatin1String("Killed");
}

bool KillTarget::isSystem() const
{
    static const QStringList users = {QStringLiteral("system user"), QStringLiteral("event_scheduler"),
                                      QStringLiteral("unauthenticated user")};
    return users.contains(user) || command.startsWith(QLatin1String("Binlog Dump")) ||
           command.startsWith(QLatin1String("Slave")) || command.startsWith(QLatin1String("Replica")) ||
           command == QLatin1String("Daemon") || command == QLatin1String("Register Slave");
}

QString KillTarget::words(const QString &number) const
{
    if (!exists)
        return QStringLiteral("%1 is not there (any more)").arg(number);
    QString text = QStringLiteral("%1, %2 from %3, %4").arg(number, user, host, command);
    if (!state.isEmpty())
        text += QStringLiteral(" (%1)").arg(state);
    if (transactionSeconds)
        text += QStringLiteral(", transaction open for %1 s").arg(*transactionSeconds, 0, 'f', 0);
    if (rowsModified)
        text += QStringLiteral(", %1 rows modified").arg(*rowsModified, 0, 'f', 0);
    return text;
}

Result<KillTarget> readKillTarget(const KillLook &look, quint64 id)
{
    KillTarget target;
    target.id = id;
    SURGEDECK_CHECK(readProcess(look.session, look.features, target, look.deadline));
    SURGEDECK_CHECK(readTransaction(look.session, target, look.deadline));
    target.ours = target.ours || id == look.own.thread || look.own.users.contains(target.user);
    return target;
}

QString identityFor(const KillTarget &target, const Action &action)
{
    if (!target.exists)
        return {};
    return isCancel(action) ? target.identity + u'#' + target.digest : target.identity;
}

std::vector<Precondition> preconditionsOf(const KillTarget &target, const Action &action)
{
    const auto *cancel = std::get_if<CancelStatement>(&action);
    const QString id = cancel ? cancel->session : std::get<EndSession>(action).session;
    std::vector<Precondition> list{{QStringLiteral("session"), target.words(id), target.exists}};
    if (!target.exists)
        return list;
    list.push_back(sameness(target, action));
    list.push_back(
        {QStringLiteral("not a session of a console"),
         target.ours ? QStringLiteral("its account is the one that consoles use") : QStringLiteral("it is not"),
         !target.ours});
    list.push_back(
        {QStringLiteral("an ordinary client"),
         target.isSystem() ? QStringLiteral("no: %1, %2").arg(target.user, target.command) : QStringLiteral("yes"),
         !target.isSystem()});
    if (cancel)
        list.push_back({QStringLiteral("a statement runs"),
                        target.isActive()
                            ? target.statement
                            : QStringLiteral("%1: there is nothing to cancel, and its locks stay; only ending the "
                                             "session frees them")
                                  .arg(target.command),
                        target.isActive()});
    return list;
}

QString killStatement(const KillTarget &target, const Features &features, const Action &action)
{
    const bool cancel = isCancel(action);
    if (cancel && target.queryId)
        return QStringLiteral("KILL SOFT QUERY ID %1").arg(*target.queryId);
    if (!features.isMariaDb() || !target.queryId)
        return QStringLiteral("KILL %1 %2")
            .arg(cancel ? QStringLiteral("QUERY") : QStringLiteral("CONNECTION"))
            .arg(target.id);
    return QStringLiteral("BEGIN NOT ATOMIC "
                          "IF EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = %1 AND QUERY_ID = %2) "
                          "THEN KILL CONNECTION %1; "
                          "ELSE SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the session began another statement'; "
                          "END IF; END")
        .arg(target.id)
        .arg(*target.queryId);
}

} // namespace surgedeck::mysql
