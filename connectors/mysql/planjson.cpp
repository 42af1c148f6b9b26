// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/statementplan.h"
#include "models/base/sqldigest.h"
#include "models/base/sqltables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostSteps = 200;
constexpr int deepest = 60;
constexpr qsizetype longestText = 500;
constexpr qsizetype mostBytes = 4 * 1024 * 1024;

/// What the server calls access_type, in words. Source: MariaDB knowledge base, EXPLAIN; MySQL 8.0 manual, 8.8.2.
struct Access
{
    const char *type;
    const char *words;
};
constexpr Access accesses[] = {
    {"ALL", "Full scan"},
    {"index", "Full index scan"},
    {"range", "Index range"},
    {"ref", "Index lookup"},
    {"eq_ref", "Unique lookup"},
    {"const", "Single row"},
    {"system", "Single row"},
    {"ref_or_null", "Index lookup or null"},
    {"index_merge", "Merge of indexes"},
    {"fulltext", "Full-text search"},
    {"index_subquery", "Index lookup"},
    {"unique_subquery", "Unique lookup"},
    {"NULL", "No table"},
};

/// Objects that are steps of their own; what else there is only holds steps.
struct Wrapper
{
    const char *key;
    const char *words;
};
constexpr Wrapper wrappers[] = {
    {"filesort", "Sort"},
    {"temporary_table", "Temporary table"},
    {"materialized", "Materialise"},
    {"block-nl-join", "Join by blocks"},
    {"duplicates_removal", "Remove duplicates"},
    {"grouping_operation", "Group"},
    {"ordering_operation", "Sort"},
    {"union_result", "Union"},
    {"window_functions_computation", "Window functions"},
};

QString redacted(const QJsonValue &text)
{
    return redactSql(text.toString(), SqlDialect::MySql).left(longestText);
}

class PlanReader
{
public:
    PlanReader(const QString &sql, const QString &database)
        : m_tables(sqlTables(sql, SqlDialect::MySql))
        , m_database(database)
    {
    }

    QueryPlan read(const QJsonObject &root)
    {
        walk(root, 0);
        return std::move(m_plan);
    }

private:
    bool add(PlanStep step)
    {
        if (m_plan.steps.size() >= mostSteps || step.depth > deepest) {
            m_plan.truncated = true;
            return false;
        }
        m_plan.steps.push_back(std::move(step));
        return true;
    }

    void walk(const QJsonValue &value, int depth)
    {
        if (depth > deepest) {
            m_plan.truncated = true;
            return;
        }
        for (const QJsonValue &entry : value.toArray())
            walk(entry, depth);
        const QJsonObject object = value.toObject();
        if (const QString message = object[QLatin1String("message")].toString(); !message.isEmpty())
            add({depth, QStringLiteral("No row is read: %1").arg(message.left(80)), {}, {}, {}, {}, {}, false});
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            visit(entry.key(), entry.value(), depth);
    }

    void visit(const QString &key, const QJsonValue &value, int depth)
    {
        if (key == QLatin1String("table"))
            return addTable(value.toObject(), depth);
        if (!value.isObject() && !value.isArray())
            return;
        for (const Wrapper &wrapper : wrappers) {
            if (key != QLatin1String(wrapper.key))
                continue;
            PlanStep step;
            step.depth = depth;
            step.operation = QString::fromLatin1(wrapper.words);
            if (const QJsonValue by = value.toObject()[QLatin1String("sort_key")]; by.isString())
                step.condition = QStringLiteral("by ") + redacted(by);
            if (add(std::move(step)))
                walk(value, depth + 1);
            return;
        }
        const bool isList = key == QLatin1String("subqueries") || key == QLatin1String("query_specifications");
        walk(value, isList ? depth + 1 : depth);
    }

    void addTable(const QJsonObject &table, int depth)
    {
        const QString alias = table[QLatin1String("table_name")].toString();
        const QString type = table[QLatin1String("access_type")].toString();
        PlanStep step;
        step.depth = depth;
        step.operation = type;
        if (const QString message = table[QLatin1String("message")].toString(); !message.isEmpty())
            step.operation = QStringLiteral("No row is read: %1").arg(message.left(80));
        for (const Access &access : accesses)
            if (type == QLatin1String(access.type))
                step.operation = QString::fromLatin1(access.words);
        step.object = nameOf(alias);
        step.index = table[QLatin1String("key")].toString();
        step.condition = conditionOf(table);
        for (const char *key : {"rows", "rows_examined_per_scan"})
            if (const QJsonValue rows = table[QLatin1String(key)]; rows.isDouble())
                step.rows = rows.toDouble();
        if (const QJsonValue cost = table[QLatin1String("cost")]; cost.isDouble())
            step.cost = cost.toDouble();
        step.readsWhole = type == QLatin1String("ALL") && isTable(alias);
        if (!add(std::move(step)))
            return;
        for (const char *key : {"materialized", "materialized_from_subquery", "attached_subqueries"})
            if (const QJsonValue below = table[QLatin1String(key)]; below.isObject() || below.isArray())
                walk(below, depth + 1);
    }

    static QString conditionOf(const QJsonObject &table)
    {
        QStringList conditions;
        QStringList parts;
        for (const QJsonValue &part : table[QLatin1String("used_key_parts")].toArray())
            parts << part.toString().left(100);
        if (!parts.isEmpty())
            conditions << QStringLiteral("by ") + parts.join(QStringLiteral(", "));
        for (const char *key : {"index_condition", "attached_condition"})
            if (const QJsonValue text = table[QLatin1String(key)]; text.isString())
                conditions << redacted(text);
        return conditions.join(QStringLiteral(" and ")).left(longestText);
    }

    /// "shop.products" of the alias "p"; what no table of the statement is called stays as it is: <derived2>.
    /// Of the statement itself, whether its schema is known or not: what the server derives on the way is none.
    bool isTable(const QString &alias) const
    {
        return std::any_of(m_tables.begin(), m_tables.end(),
                           [&](const SqlTable &table) { return table.alias == alias; });
    }

    QString nameOf(const QString &alias) const
    {
        for (const SqlTable &table : m_tables) {
            if (table.alias != alias)
                continue;
            const QString schema = table.schema.isEmpty() ? m_database : table.schema;
            return schema.isEmpty() ? table.name : schema + u'.' + table.name;
        }
        return alias.left(100);
    }

    std::vector<SqlTable> m_tables;
    QString m_database;
    QueryPlan m_plan;
};

} // namespace

Result<QueryPlan> planFromJson(const QByteArray &json, const QString &sql, const QString &database)
{
    const QJsonDocument document = json.size() <= mostBytes ? QJsonDocument::fromJson(json) : QJsonDocument();
    QueryPlan plan = PlanReader(sql, database).read(document.object());
    if (plan.steps.empty())
        return Error{Error::Kind::Protocol, QStringLiteral("what EXPLAIN answers is no plan")};
    return plan;
}

} // namespace surgedeck::mysql
