// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/statementplan.h"

#include "models/base/sqlexplain.h"

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostTables = 8;

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\\', QLatin1String("\\\\")).replace(u'\'', QLatin1String("''")) + u'\'';
}

QString quotedName(QString name)
{
    return u'`' + name.replace(u'`', QLatin1String("``")) + u'`';
}

QString explainOf(const Features &features, const QString &select)
{
    const QString explain = QStringLiteral("EXPLAIN FORMAT=JSON ") + select;
    return features.isMariaDb()
               ? QStringLiteral("SET STATEMENT lock_wait_timeout = 0, max_statement_time = 1 FOR ") + explain
               : explain;
}

/// The server's words are kept only where no literal can be in them.
Error advised(const Error &error, const QString &database, SqlValues values)
{
    if (error.kind == Error::Kind::Auth)
        return {Error::Kind::Auth,
                QStringLiteral("to plan a statement is to be allowed to read its tables: GRANT SELECT ON %1.* TO the "
                               "account that looks")
                    .arg(database.isEmpty() ? QStringLiteral("DATABASE") : quotedName(database))};
    if (error.kind == Error::Kind::Timeout)
        return {Error::Kind::Timeout, QStringLiteral("one of its tables is locked by DDL: its plan is not waited for")};
    if (values == SqlValues::AsWritten)
        return {error.kind, QStringLiteral("the server does not explain it")};
    return error;
}

Result<QueryPlan> explained(const PollContext &context, const ExplainableSql &sql, const QString &database,
                            SqlValues values)
{
    Error refusal;
    SURGEDECK_TRY(answer, context.tryQuery(explainOf(context.features, sql.text), &refusal));
    if (!answer)
        return advised(refusal, database, values);
    SURGEDECK_TRY(
        plan, planFromJson(answer->rows.empty() ? QByteArray() : answer->rows.front().bytes(0), sql.text, database));
    plan.ofRead = sql.ofWrite;
    plan.basis = values == SqlValues::AsWritten ? QStringLiteral("sampled") : QStringLiteral("stand_ins");
    return plan;
}

/// Where unqualified names are looked for. Every statement of our own names its schema, so that none minds.
Status use(const PollContext &context, const QString &database)
{
    if (database.isEmpty())
        return ok();
    Error refusal;
    SURGEDECK_TRY(answer, context.tryQuery(QStringLiteral("USE ") + quotedName(database), &refusal));
    if (!answer)
        return advised({Error::Kind::Auth, refusal.message}, database, SqlValues::StandIns);
    return ok();
}

Status readTable(const PollContext &context, PlanTable &table)
{
    const QString schema = quoted(table.name.section(u'.', 0, 0)), name = quoted(table.name.section(u'.', 1));
    SURGEDECK_TRY(size, context.tryQuery(context.statements.tableSize.arg(schema, name)));
    if (size && !size->rows.empty()) {
        table.rows = size->rows.front().number(0);
        table.bytes = size->rows.front().number(1);
    }
    SURGEDECK_TRY(indexes, context.tryQuery(context.statements.tableIndexes.arg(schema, name)));
    for (const Row &row : indexes.value_or(Answer()).rows) {
        if (table.indexes.empty() || table.indexes.back().name != row.text(0))
            table.indexes.push_back({row.text(0), {}});
        table.indexes.back().columns.push_back(row.text(1));
    }
    return ok();
}

Status readTables(const PollContext &context, QueryPlan &plan)
{
    for (const PlanStep &step : plan.steps) {
        if (!step.object.contains(u'.') || tableOf(plan, step) || plan.tables.size() >= mostTables)
            continue;
        plan.tables.push_back({step.object, {}, {}, {}});
        SURGEDECK_CHECK(readTable(context, plan.tables.back()));
    }
    return ok();
}

} // namespace

Result<QueryPlan> readStatementPlan(const PollContext &context, const PlanQuestion &question)
{
    const QString database = question.sample ? question.sample->database : question.database;
    SURGEDECK_CHECK(use(context, database));
    Result<QueryPlan> plan = Error{Error::Kind::Protocol, QStringLiteral("it was never seen in flight")};
    if (question.sample) {
        const auto sql =
            explainableSql(QString::fromUtf8(question.sample->sql), SqlDialect::MySql, SqlValues::AsWritten);
        if (sql)
            plan = explained(context, *sql, database, SqlValues::AsWritten);
    }
    if (!plan && plan.error().kind == Error::Kind::Protocol && context.session.isOpen()) {
        SURGEDECK_TRY(sql, explainableSql(question.request.text, SqlDialect::MySql, SqlValues::StandIns));
        plan = explained(context, sql, database, SqlValues::StandIns);
    }
    if (!plan)
        return plan;
    plan.value().digest = question.request.digest;
    SURGEDECK_CHECK(readTables(context, plan.value()));
    return plan;
}

} // namespace surgedeck::mysql
