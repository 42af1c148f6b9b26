// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/activityprobe.h"

#include <algorithm>

namespace surgedeck::postgres {

namespace {

constexpr std::size_t mostSessions = 1000;
constexpr int textCharacters = 1024;

// A row for each listed session, with the totals in front; one row of totals alone when none is listed. What a role may
// not see has no backend_type.
constexpr const char *statement = R"(/* surgedeck */
with s as materialized (
  select *, coalesce(application_name, '') like 'surgedeck%' or pid = pg_backend_pid() as ours
  from pg_stat_activity),
active as (select wait_event_type as wait from s
  where backend_type = 'client backend' and not ours and state in ('active', 'fastpath function call')),
totals as (
  select (select count(*) from active where wait is null),
    (select count(*) from active where wait in ('Lock', 'LWLock')),
    (select count(*) from active where wait = 'IO'), (select count(*) from active where wait = 'Client'),
    (select count(*) from active where wait not in ('Lock', 'LWLock', 'IO', 'Client')),
    (select count(*) from s where backend_type = 'client backend'),
    (select count(*) from s where backend_type is null),
    (select count(*) from s where backend_type = 'client backend' and state = 'disabled'),
    (select count(*) from s where wait_event_type = 'Lock' and not ours),
    current_setting('max_connections'), pg_size_bytes(current_setting('track_activity_query_size'))),
listed as (
  select pid, usename, application_name,
    case when client_addr is null then 'local socket' when family(client_addr) = 6
      then '[' || host(client_addr) || ']:' || client_port else host(client_addr) || ':' || client_port end,
    datname, state, wait_event_type, concat_ws(': ', wait_event_type, wait_event),
    (extract(epoch from clock_timestamp() - case when state like 'idle%' then state_change else query_start end)
      * 1000)::bigint,
    (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint,
    concat_ws('/', pid, (extract(epoch from backend_start) * 1000000)::bigint,
      (extract(epoch from xact_start) * 1000000)::bigint),
    %QUERY_ID%, left(query, 1024)
  from s where backend_type = 'client backend' and not ours
    and state in ('active', 'fastpath function call', 'idle in transaction', 'idle in transaction (aborted)')
  order by xact_start nulls last, query_start limit 1001)
select * from totals left join listed on true)";

enum Total
{
    Running,
    Lock,
    Io,
    Client,
    Other,
    Connections,
    Hidden,
    Disabled,
    Waiters,
    Limit,
    QuerySize,
    FirstOfSession
};
enum Column
{
    Pid = FirstOfSession,
    User,
    Application,
    ClientAddress,
    DatabaseName,
    State,
    WaitType,
    Wait,
    Age,
    TransactionAge,
    Identity,
    QueryId,
    Text,
};

std::string statementFor(int serverVersion)
{
    std::string text = statement;
    const std::string mark = "%QUERY_ID%";
    // query_id is there since 14.
    return text.replace(text.find(mark), mark.size(), serverVersion >= 140000 ? "query_id" : "null::bigint");
}

int countOf(const Rows &rows, int column)
{
    return static_cast<int>(std::clamp<qint64>(rows.integer(0, column).value_or(0), 0, 10'000'000));
}

Session sessionOf(const Rows &rows, int row, StatementTexts &texts, int textLimit)
{
    Session session;
    session.id = rows.text(row, Pid);
    session.user = rows.text(row, User);
    session.application = rows.text(row, Application);
    session.client = rows.text(row, ClientAddress);
    session.database = rows.text(row, DatabaseName);
    session.state = rows.text(row, State);
    session.active = !session.state.startsWith(QLatin1String("idle"));
    session.wait = session.active ? rows.text(row, Wait) : QString();
    session.waitClass = session.active ? waitClassOf(rows.text(row, WaitType)) : WaitClass::Other;
    session.age = rows.milliseconds(row, Age);
    session.transactionAge = rows.milliseconds(row, TransactionAge);
    session.identity = rows.text(row, Identity);
    StatementText text = statementOf(texts, rows.integer(row, QueryId), rows.text(row, Text), textLimit);
    session.digest = std::move(text.digest);
    session.text = std::move(text.text);
    return session;
}

Status checkVisible(const Rows &rows, const ServerIdentity &server)
{
    if (countOf(rows, Hidden) > 0) {
        return Error{
            Error::Kind::Auth,
            QStringLiteral("role \"%1\" may not see the sessions of others: GRANT pg_monitor TO %1;").arg(server.role)};
    }
    if (countOf(rows, Disabled) * 2 > countOf(rows, Connections)) {
        return Error{Error::Kind::Config,
                     QStringLiteral("the server does not follow its sessions: ALTER SYSTEM SET track_activities = on; "
                                    "SELECT pg_reload_conf();")};
    }
    return ok();
}

SessionSample sampleOf(const Rows &rows, StatementTexts &texts)
{
    SessionSample sample;
    sample.active = {rows.number(0, Running).value_or(0), rows.number(0, Lock).value_or(0),
                     rows.number(0, Io).value_or(0), rows.number(0, Client).value_or(0),
                     rows.number(0, Other).value_or(0)};
    sample.connections = countOf(rows, Connections);
    if (const int limit = countOf(rows, Limit); limit > 0)
        sample.connectionLimit = limit;
    const int querySize = countOf(rows, QuerySize);
    const int textLimit = querySize > 0 ? std::min(querySize, textCharacters) : textCharacters;
    for (int row = 0; row < rows.count() && !rows.isNull(row, Pid); ++row) {
        if (sample.sessions.size() >= mostSessions) {
            sample.truncated = true;
            break;
        }
        sample.sessions.push_back(sessionOf(rows, row, texts, textLimit));
    }
    return sample;
}

} // namespace

WaitClass waitClassOf(QStringView waitEventType)
{
    if (waitEventType.isEmpty())
        return WaitClass::Running;
    if (waitEventType == u"Lock" || waitEventType == u"LWLock")
        return WaitClass::Lock;
    if (waitEventType == u"IO")
        return WaitClass::Io;
    if (waitEventType == u"Client")
        return WaitClass::Client;
    return WaitClass::Other;
}

Result<Activity> readActivity(ReadSession &session, StatementTexts &texts)
{
    SURGEDECK_TRY(rows, session.read(statementFor(session.server().version).c_str()));
    if (rows.count() == 0)
        return Error{Error::Kind::Protocol, QStringLiteral("pg_stat_activity gives no answer")};
    SURGEDECK_CHECK(checkVisible(rows, session.server()));
    return Activity{sampleOf(rows, texts), countOf(rows, Waiters)};
}

} // namespace surgedeck::postgres
