// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/planrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 300;
constexpr double manyRows = 1'000; ///< a smaller table is read whole for good reasons

struct PlanWords
{
    Q_DECLARE_TR_FUNCTIONS(PlanRows)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

QString countWords(const std::optional<double> &count)
{
    return count ? fixedNumber(*count, 0) : QStringLiteral("\u2014");
}

bool isHeavy(const QueryPlan &plan, const PlanStep &step)
{
    const PlanTable *table = tableOf(plan, step);
    const double rows = table ? table->rows.value_or(step.rows.value_or(0)) : step.rows.value_or(0);
    return step.readsWhole && rows >= manyRows;
}

QString basisWords(const QueryPlan &plan)
{
    QString words = plan.basis == QLatin1String("generic")   ? PlanWords::tr("generic plan, for any values")
                    : plan.basis == QLatin1String("sampled") ? PlanWords::tr("plan for values seen in flight")
                                                             : PlanWords::tr("plan for stand-in values");
    if (!plan.askedAt.isEmpty())
        words += PlanWords::tr(", at %1").arg(safe(plan.askedAt));
    if (plan.ofRead)
        words += PlanWords::tr(", of the SELECT of the same rows");
    return words;
}

/// What a plan does first to find rows, in a few words: what people compare.
QString gist(const QueryPlan &plan)
{
    const PlanStep *telling = nullptr;
    for (const PlanStep &step : plan.steps)
        if (!step.object.isEmpty() && (!telling || (isHeavy(plan, step) && !isHeavy(plan, *telling))))
            telling = &step;
    if (!telling)
        return plan.steps.empty() ? QString() : safe(plan.steps.front().operation);
    return safe(
        QStringLiteral("%1 %2").arg(telling->operation, telling->index.isEmpty() ? telling->object : telling->index));
}

QString lineOf(const PlanStep &step)
{
    QString line = QString(step.depth * 2, u' ') + step.operation;
    if (!step.object.isEmpty())
        line += PlanWords::tr(" on %1").arg(step.object);
    if (!step.index.isEmpty())
        line += PlanWords::tr(" using %1").arg(step.index);
    if (step.rows)
        line += PlanWords::tr("  (rows %1").arg(countWords(step.rows)) +
                (step.cost ? PlanWords::tr(", cost %1)").arg(fixedNumber(*step.cost, 1)) : QStringLiteral(")"));
    return step.condition.isEmpty() ? line
                                    : line + QLatin1Char('\n') + QString(step.depth * 2 + 4, u' ') + step.condition;
}

} // namespace

std::vector<ColumnHead> planStepHeads()
{
    return {{PlanWords::tr("Operation"), false},
            {PlanWords::tr("Table, index and condition"), false},
            {PlanWords::tr("Rows est."), true},
            {PlanWords::tr("Cost"), true}};
}

std::vector<TreeRowFacts> planStepRows(const QueryPlan &plan)
{
    std::vector<TreeRowFacts> rows;
    const auto figure = [](const std::optional<double> &value) {
        CellFacts cell;
        cell.figure = true;
        cell.text = countWords(value);
        cell.emphasis = value ? Emphasis::Primary : Emphasis::Secondary;
        return cell;
    };
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const PlanStep &step = plan.steps[i];
        const Health health = isHeavy(plan, step) ? Health::Attention : Health::Normal;
        CellFacts operation;
        operation.text = safe(step.operation);
        operation.health = health;
        CellFacts where;
        QStringList names{step.object, step.index};
        names.removeAll(QString());
        where.text = safe(names.join(QStringLiteral(" \u00b7 ")));
        where.trail = safe(step.condition);
        where.emphasis = Emphasis::Mono;
        where.tip = safe(where.text + QLatin1Char(' ') + step.condition);
        CellFacts count = figure(step.rows);
        count.health = health;
        operation.spoken = PlanWords::tr("%1 %2, %3 rows estimated").arg(operation.text, where.text, count.text);
        rows.push_back({{QStringLiteral("step/%1").arg(i), {operation, where, count, figure(step.cost)}}, step.depth});
    }
    return rows;
}

QString planOrigin(const PlanBook &plans, const QString &digest, WallTime now)
{
    const KnownPlan *current = plans.current(digest);
    if (!current)
        return {};
    QString words = basisWords(current->plan);
    const auto &history = plans.history(digest);
    if (const auto changed = plans.changedAt(digest)) {
        const auto at =
            std::find_if(history.begin(), history.end(), [&](const KnownPlan &plan) { return plan.since == *changed; });
        if (at != history.end() && at != history.begin())
            words += PlanWords::tr(" \u00b7 changed at %1, before: %2")
                         .arg(dayText(*changed, now), gist(std::prev(at)->plan));
    } else {
        words += PlanWords::tr(" \u00b7 unchanged since %1").arg(dayText(history.front().since, now));
    }
    return words;
}

QString planText(const PlanBook &plans, const DigestRow &row, WallTime now)
{
    QStringList lines{row.text, QString()};
    const auto &history = plans.history(row.id);
    for (auto known = history.rbegin(); known != history.rend(); ++known) {
        lines << PlanWords::tr("%1, from %2 to %3")
                     .arg(basisWords(known->plan), dayText(known->since, now), dayText(known->until, now));
        for (const PlanStep &step : known->plan.steps)
            lines << lineOf(step);
        for (const PlanTable &table : known->plan.tables) {
            lines << PlanWords::tr("table %1: about %2 rows, %3 bytes")
                         .arg(table.name, countWords(table.rows), countWords(table.bytes));
            for (const PlanIndex &index : table.indexes)
                lines << QStringLiteral("    %1 (%2)")
                             .arg(index.name,
                                  QStringList(index.columns.begin(), index.columns.end()).join(QStringLiteral(", ")));
        }
        lines << QString();
    }
    return SafeText::of(lines.join(QLatin1Char('\n'))).text();
}

} // namespace surgedeck
