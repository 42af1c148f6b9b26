// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/statementplan.h"

#include "models/base/sqlexplain.h"

#include <set>

namespace surgedeck::postgres {

namespace {

constexpr int mostParameters = 200;
constexpr std::size_t mostTables = 50;

constexpr const char *begin = "/* surgedeck */ begin read only";
/// Our own sessions look into pg_catalog alone; a statement's names are looked for wherever we may look. The system's
/// come first, so that nobody's function takes the place of one of them.
constexpr const char *settings = R"(/* surgedeck */
select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('lock_timeout', '200ms', true),
  set_config('search_path', 'pg_catalog, public' || coalesce((select string_agg(', ' || quote_ident(nspname), ''
    order by nspname) from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')
    and has_schema_privilege(oid, 'usage')), ''), true))";
constexpr const char *forget = "/* surgedeck */ deallocate surgedeck_plan";

/// A row for each index, one without for a table that has none. Sizes are those of the server's statistics: nothing is
/// measured, no table is opened.
constexpr const char *tablesStatement = R"(/* surgedeck */
select n.nspname || '.' || c.relname, c.reltuples, c.relpages::bigint * current_setting('block_size')::bigint,
  i.indexrelid::regclass::text,
  (select string_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, k.place::int, false)), chr(10) order by k.place)
    from unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality k (number, place)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
left join pg_index i on i.indrelid = c.oid and i.indisvalid and i.indpred is null
where n.nspname || '.' || c.relname = any($1::text[]) order by 1, 4 limit 500)";

std::string nulls(int count)
{
    std::string list;
    for (int i = 0; i < count; ++i)
        list += i == 0 ? "(null" : ", null";
    return count > 0 ? list + ")" : list;
}

/// A text array as PostgreSQL reads it.
std::string arrayOf(const std::set<QString> &texts)
{
    QStringList quoted;
    for (QString text : texts)
        quoted << u'"' + text.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\"")) + u'"';
    return ("{" + quoted.join(u',') + "}").toStdString();
}

/// What to do, where the server says that it is a matter of rights or of where we look.
Error advised(const ReadSession &session, const Error &error)
{
    const QString code = session.lastCode();
    if (code == QLatin1String("42501"))
        return {
            Error::Kind::Auth,
            QStringLiteral("%1: to plan a statement is to be allowed to read its tables: GRANT SELECT ON ... TO %2;")
                .arg(error.message, session.server().role)};
    if (code == QLatin1String("42P01"))
        return {Error::Kind::Refused,
                QStringLiteral("%1: we look at database \"%2\", wherever role \"%3\" may look")
                    .arg(error.message, session.server().database, session.server().role)};
    if (code == QLatin1String("55P03"))
        return {Error::Kind::Timeout, QStringLiteral("one of its tables is locked by DDL: its plan is not waited for")};
    return error;
}

Result<QByteArray> explained(ReadSession &session, const ExplainableSql &sql)
{
    const std::string prepare = "/* surgedeck */ prepare surgedeck_plan as " + sql.text.toStdString();
    const std::string explain =
        "/* surgedeck */ explain (verbose, format json) execute surgedeck_plan" + nulls(sql.parameters);
    SURGEDECK_TRY(set, session.read(settings));
    Q_UNUSED(set);
    SURGEDECK_TRY(prepared, session.read(prepare.c_str()));
    Q_UNUSED(prepared);
    SURGEDECK_TRY(rows, session.read(explain.c_str()));
    const std::string_view json = rows.bytes(0, 0);
    return QByteArray(json.data(), static_cast<qsizetype>(json.size()));
}

Status readTables(ReadSession &session, QueryPlan &plan)
{
    std::set<QString> names;
    for (const PlanStep &step : plan.steps)
        if (step.object.contains(u'.') && names.size() < mostTables)
            names.insert(step.object);
    if (names.empty())
        return ok();
    SURGEDECK_TRY(rows, session.read(tablesStatement, {arrayOf(names)}));
    for (int row = 0; row < rows.count(); ++row) {
        const QString name = rows.text(row, 0);
        if (plan.tables.empty() || plan.tables.back().name != name) {
            const auto count = rows.number(row, 1); // -1: never analysed
            plan.tables.push_back({name, count.value_or(-1) >= 0 ? count : std::nullopt, rows.number(row, 2), {}});
        }
        if (rows.isNull(row, 3))
            continue;
        const QStringList columns = rows.text(row, 4).split(u'\n');
        plan.tables.back().indexes.push_back({rows.text(row, 3), {columns.begin(), columns.end()}});
    }
    return ok();
}

} // namespace

Result<QueryPlan> readStatementPlan(ReadSession &session, const PlanRequest &request)
{
    if (session.server().pooled)
        return Error{Error::Kind::Refused,
                     QStringLiteral("a pooler stands before the server: a plan needs a session of its own")};
    SURGEDECK_TRY(sql, explainableSql(request.text, SqlDialect::PostgreSql, SqlValues::Numbered));
    if (sql.parameters > mostParameters)
        return Error{Error::Kind::Refused, QStringLiteral("it has more than %1 values").arg(mostParameters)};
    SURGEDECK_TRY(begun, session.read(begin));
    Q_UNUSED(begun);
    auto json = explained(session, sql);
    const Error why = json ? Error() : advised(session, json.error());
    // What was prepared outlives its transaction; where nothing was, the server says so, and that is fine.
    if (!session.isBroken())
        (void)session.read("/* surgedeck */ rollback");
    if (!session.isBroken())
        (void)session.read(forget);
    if (!json)
        return why;
    SURGEDECK_TRY(plan, planFromJson(*json));
    plan.digest = request.digest;
    plan.basis = sql.parameters > 0 ? QStringLiteral("generic") : QStringLiteral("sampled");
    plan.ofRead = sql.ofWrite;
    SURGEDECK_CHECK(readTables(session, plan));
    return plan;
}

} // namespace surgedeck::postgres
