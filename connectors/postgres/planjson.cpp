// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/statementplan.h"
#include "models/base/sqldigest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace surgedeck::postgres {

namespace {

constexpr std::size_t mostSteps = 200;
constexpr int deepest = 60;
constexpr qsizetype longestCondition = 500;
constexpr qsizetype mostBytes = 4 * 1024 * 1024;

std::optional<double> numberIn(const QJsonObject &node, const char *key)
{
    const QJsonValue value = node[QLatin1String(key)];
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

QString textIn(const QJsonObject &node, const char *key)
{
    return node[QLatin1String(key)].toString();
}

/// The conditions of a step, the one that finds rows before those that sort them out.
QString conditionOf(const QJsonObject &node)
{
    QStringList conditions;
    for (const char *key :
         {"Index Cond", "Recheck Cond", "TID Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter"})
        if (const QString text = textIn(node, key); !text.isEmpty() && qstrcmp(key, "Recheck Cond") != 0)
            conditions << redactSql(text, SqlDialect::PostgreSql);
    QStringList keys;
    for (const QJsonValue &key : node[QLatin1String("Sort Key")].toArray())
        keys << redactSql(key.toString(), SqlDialect::PostgreSql);
    if (!keys.isEmpty())
        conditions << QStringLiteral("by ") + keys.join(QStringLiteral(", "));
    return conditions.join(QStringLiteral(" and ")).left(longestCondition);
}

QString operationOf(const QJsonObject &node)
{
    QString words = textIn(node, "Node Type");
    const QString join = textIn(node, "Join Type");
    if (!join.isEmpty() && join != QLatin1String("Inner"))
        words += QStringLiteral(", ") + join.toLower();
    if (const QString strategy = textIn(node, "Strategy"); !strategy.isEmpty() && strategy != QLatin1String("Plain"))
        words = strategy + QLatin1Char(' ') + words;
    return words;
}

PlanStep stepOf(const QJsonObject &node, int depth)
{
    PlanStep step;
    step.depth = depth;
    step.operation = operationOf(node);
    const QString relation = textIn(node, "Relation Name");
    const QString schema = textIn(node, "Schema");
    step.object = relation.isEmpty() || schema.isEmpty() ? relation : schema + QLatin1Char('.') + relation;
    if (step.object.isEmpty())
        step.object = textIn(node, "CTE Name");
    step.index = textIn(node, "Index Name");
    step.condition = conditionOf(node);
    step.rows = numberIn(node, "Plan Rows");
    step.cost = numberIn(node, "Total Cost");
    step.readsWhole = textIn(node, "Node Type") == QLatin1String("Seq Scan");
    return step;
}

void addSteps(const QJsonObject &node, int depth, QueryPlan &plan)
{
    if (plan.steps.size() >= mostSteps || depth > deepest) {
        plan.truncated = true;
        return;
    }
    plan.steps.push_back(stepOf(node, depth));
    for (const QJsonValue &child : node[QLatin1String("Plans")].toArray())
        addSteps(child.toObject(), depth + 1, plan);
}

} // namespace

Result<QueryPlan> planFromJson(const QByteArray &json)
{
    const Error strange{Error::Kind::Protocol, QStringLiteral("what EXPLAIN answers is no plan")};
    if (json.size() > mostBytes)
        return strange;
    const QJsonObject root = QJsonDocument::fromJson(json).array().at(0).toObject()[QLatin1String("Plan")].toObject();
    if (root.isEmpty())
        return strange;
    QueryPlan plan;
    addSteps(root, 0, plan);
    return plan;
}

} // namespace surgedeck::postgres
