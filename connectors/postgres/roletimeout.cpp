// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/roletimeout.h"

namespace surgedeck::postgres {

namespace {

constexpr qsizetype longestName = 63; // NAMEDATALEN - 1

// The whole setting of the role; what is set for one database only is another matter.
constexpr const char *statement = R"(/* surgedeck */
select r.rolsuper, r.rolreplication, r.rolname = current_user,
  (select rolsuper or rolcreaterole from pg_roles where rolname = current_user),
  (select (extract(epoch from split_part(c, '=', 2)::interval) * 1000)::bigint
    from unnest((select setconfig from pg_db_role_setting where setrole = r.oid and setdatabase = 0)) c
    where c like 'statement_timeout=%' and split_part(c, '=', 2) !~ '^[0-9]+$'
    union all
    select split_part(c, '=', 2)::bigint
    from unnest((select setconfig from pg_db_role_setting where setrole = r.oid and setdatabase = 0)) c
    where c like 'statement_timeout=%' and split_part(c, '=', 2) ~ '^[0-9]+$')
from pg_roles r where r.rolname = $1)";

struct RoleNow
{
    bool exists = false;
    bool ordinary = false;
    bool changeable = false;
    std::optional<qint64> timeoutMs; ///< nullopt: it has no setting of its own
};

Result<RoleNow> readRole(ReadSession &actor, const QString &name)
{
    SURGEDECK_TRY(rows, actor.read(statement, {name.toStdString()}));
    RoleNow role;
    if (rows.count() != 1)
        return role;
    role.exists = true;
    role.ordinary = !rows.isTrue(0, 0) && !rows.isTrue(0, 1) && !rows.isTrue(0, 2);
    role.changeable = rows.isTrue(0, 3);
    role.timeoutMs = rows.integer(0, 4);
    return role;
}

QString words(const std::optional<qint64> &timeoutMs)
{
    return timeoutMs ? QStringLiteral("%1 ms").arg(*timeoutMs) : QStringLiteral("no limit of its own");
}

std::optional<qint64> wanted(const SetStatementTimeout &action)
{
    return action.timeout ? std::optional<qint64>(action.timeout->count()) : std::nullopt;
}

std::string quoted(QString name)
{
    return '"' + name.replace(QLatin1Char('"'), QLatin1String("\"\"")).toStdString() + '"';
}

QJsonObject beforeOf(const RoleNow &role)
{
    return {{QStringLiteral("timeout_ms"), role.timeoutMs ? QJsonValue(*role.timeoutMs) : QJsonValue()}};
}

bool mayChange(const RoleNow &role, const SetStatementTimeout &action)
{
    return role.exists && role.ordinary && action.role.size() <= longestName;
}

Receipt refusal(const RoleNow &role)
{
    return {Receipt::State::Refused, QStringLiteral("it is no ordinary role (any more)"), {}, beforeOf(role)};
}

} // namespace

Result<Inspection> inspectTimeout(ReadSession &actor, const SetStatementTimeout &action)
{
    SURGEDECK_TRY(role, readRole(actor, action.role));
    Inspection inspection;
    inspection.preconditions = {
        {QStringLiteral("role"), role.exists ? action.role : QStringLiteral("there is no role \"%1\"").arg(action.role),
         role.exists},
        {QStringLiteral("an ordinary role"),
         role.ordinary ? QStringLiteral("yes") : QStringLiteral("no: a superuser, a replicator or ourselves"),
         role.ordinary},
        {QStringLiteral("limit now"), words(role.timeoutMs), true},
        {QStringLiteral("the acting credential may"),
         role.changeable ? actor.server().role
                         : QStringLiteral("no: ALTER ROLE %1 CREATEROLE").arg(actor.server().role),
         role.changeable}};
    return inspection;
}

Result<Receipt> rehearseTimeout(ReadSession &actor, const SetStatementTimeout &action)
{
    SURGEDECK_TRY(role, readRole(actor, action.role));
    return mayChange(role, action) ? Receipt{Receipt::State::Accepted,
                                             QStringLiteral("rehearsal: everything but the change"),
                                             {},
                                             beforeOf(role)}
                                   : refusal(role);
}

Result<Receipt> setTimeout(ReadSession &actor, const SetStatementTimeout &action)
{
    SURGEDECK_TRY(role, readRole(actor, action.role));
    if (!mayChange(role, action))
        return refusal(role);
    const std::string sql = "/* surgedeck */ alter role " + quoted(action.role) +
                            (action.timeout ? " set statement_timeout = " + std::to_string(action.timeout->count())
                                            : std::string(" reset statement_timeout"));
    const auto done = actor.read(sql.c_str());
    if (done)
        return Receipt{
            Receipt::State::Accepted, QStringLiteral("before: %1").arg(words(role.timeoutMs)), {}, beforeOf(role)};
    const auto state = actor.isBroken() ? Receipt::State::Unanswered : Receipt::State::Refused;
    return Receipt{state, done.error().message, {}, beforeOf(role)};
}

Result<Verdict> verifyTimeout(ReadSession &actor, const SetStatementTimeout &action)
{
    SURGEDECK_TRY(role, readRole(actor, action.role));
    if (role.exists && role.timeoutMs == wanted(action))
        return Verdict{Verdict::State::Done,
                       QStringLiteral("role %1: %2; it counts for sessions that begin from now on")
                           .arg(action.role, words(role.timeoutMs))};
    return Verdict{Verdict::State::NotYet,
                   QStringLiteral("role %1 still has %2").arg(action.role, words(role.timeoutMs))};
}

} // namespace surgedeck::postgres
