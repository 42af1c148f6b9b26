// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/credential.h"

namespace surgedeck::postgres {

namespace {

constexpr const char *harmStatement = R"(/* surgedeck */
select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
  (select string_agg('member of ' || p.rolname, ', ' order by p.rolname) from pg_roles p
    where p.rolname in ('pg_signal_backend', 'pg_write_all_data', 'pg_execute_server_program', 'pg_write_server_files',
      'pg_maintain', 'pg_checkpoint', 'pg_create_subscription') and pg_has_role(current_user, p.oid, 'MEMBER')),
  (select 'may write ' || t.oid::regclass from (select oid from pg_class where relkind in ('r', 'p')
      and relpersistence <> 't' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      limit 500) t
    where has_table_privilege(t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') limit 1)
from pg_roles where rolname = current_user)";

constexpr const char *actStatement = R"(/* surgedeck */
select coalesce(has_schema_privilege(to_regnamespace('cockpit'), 'usage') and has_function_privilege(
    to_regprocedure('cockpit.cancel(integer,timestamptz,timestamptz,boolean)'), 'execute'), false),
  pg_has_role(current_user, 'pg_signal_backend', 'MEMBER'), rolsuper,
  rolsuper or exists (select from pg_roles where rolname = 'pg_use_reserved_connections'
    and pg_has_role(current_user, oid, 'USAGE')),
  current_setting('superuser_reserved_connections'),
  rolsuper or pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
from pg_roles where rolname = current_user)";

} // namespace

Result<QStringList> harmOf(ReadSession &session)
{
    SURGEDECK_TRY(rows, session.read(harmStatement));
    QStringList harm;
    // A superuser may do everything else as well.
    if (rows.isTrue(0, 0))
        return QStringList{QStringLiteral("superuser")};
    static constexpr const char *attributes[] = {"may create roles", "may create databases", "bypasses row security",
                                                 "may replicate"};
    for (int i = 0; i < 4; ++i)
        if (rows.isTrue(0, 1 + i))
            harm << QString::fromLatin1(attributes[i]);
    for (const int column : {5, 6})
        if (!rows.isNull(0, column))
            harm << rows.text(0, column);
    return harm;
}

QString harmAdvice(const QString &role, const QStringList &harm)
{
    return QStringLiteral("this credential could do harm: role \"%1\" is or can: %2; to look, use one that can not: "
                          "CREATE ROLE surgedeck_view LOGIN CONNECTION LIMIT 20; GRANT pg_monitor TO surgedeck_view;")
        .arg(role, harm.join(QStringLiteral(", ")));
}

QString actAdvice(const QString &role, const ActRights &rights)
{
    QStringList missing;
    if (!rights.signalBackend)
        missing << QStringLiteral("pg_signal_backend");
    if (!rights.seesSessions)
        missing << QStringLiteral("pg_read_all_stats");
    return QStringLiteral("GRANT %1 TO %2;").arg(missing.join(QStringLiteral(", ")), role);
}

Result<ActRights> readActRights(ReadSession &session)
{
    SURGEDECK_TRY(rows, session.read(actStatement));
    ActRights rights;
    rights.cancelFunction = rows.isTrue(0, 0);
    rights.signalBackend = rows.isTrue(0, 1);
    rights.superuser = rows.isTrue(0, 2);
    rights.whenFull = rows.isTrue(0, 3);
    rights.reservedSlots = static_cast<int>(rows.integer(0, 4).value_or(0));
    rights.seesSessions = rows.isTrue(0, 5);
    return rights;
}

} // namespace surgedeck::postgres
