// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/guardrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/items/indicatortext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using Operator = Comparison::Operator;

constexpr int widestName = 60;

struct GuardWords
{
    Q_DECLARE_TR_FUNCTIONS(GuardRows)
};

/// Near 0 and 100 the second decimal decides, between them none does.
bool isCoarse(const std::optional<Comparison> &pass)
{
    return pass && pass->limit == std::floor(pass->limit) && pass->limit >= 5 && pass->limit <= 95;
}

CellFacts figureCell(const Figure &figure, const GuardView &guard)
{
    CellFacts cell;
    cell.figure = true;
    cell.emphasis = Emphasis::Secondary;
    if (!figure.value) {
        cell.text = QStringLiteral("\u2014");
        return cell;
    }
    const NumberText shown = guardText(*figure.value, guard);
    cell.text = figure.health == Health::Unknown ? QStringLiteral("\u2248 ") + shown.number : shown.number;
    cell.unit = shown.unit;
    return cell;
}

bool wantsHigh(Operator op)
{
    return op == Operator::Greater || op == Operator::GreaterOrEqual;
}

/// How much of what is allowed is used: 1 at the limit. Of a percentage that must be high, the missing part counts.
std::optional<double> used(const GuardView &guard, double value)
{
    if (!guard.pass)
        return std::nullopt;
    const double limit = guard.pass->limit;
    if (!wantsHigh(guard.pass->op))
        return limit > 0 ? std::optional(value / limit) : std::nullopt;
    if (guard.unit == QLatin1String("percent") && limit < 100)
        return (100 - value) / (100 - limit);
    return value > 0 ? std::optional(limit / value) : std::nullopt;
}

CellFacts barCell(const GuardView &guard)
{
    const Figure &judged = guard.bothSides ? guard.stable : guard.canary;
    CellFacts cell;
    cell.barLimit = 0.5;
    if (!judged.value || judged.health == Health::Unknown)
        return cell;
    if (const auto share = used(guard, *judged.value))
        cell.bar = std::clamp(*share / 2, 0.0, 1.0);
    cell.health = judged.health;
    return cell;
}

QString wordOf(const GuardView &guard)
{
    const Figure &judged = guard.bothSides ? guard.stable : guard.canary;
    if (!judged.value)
        return GuardWords::tr("not measured");
    if (judged.health == Health::Unknown)
        return GuardWords::tr("too old to judge");
    return judged.health == Health::Normal ? GuardWords::tr("within its band") : GuardWords::tr("out of its band");
}

RowFacts rowOf(const GuardView &guard)
{
    CellFacts name;
    name.text = SafeText::of(guard.id).singleLine(widestName);
    name.health = guard.state;
    CellFacts stable = figureCell(guard.stable, guard);
    CellFacts canary = guard.bothSides ? CellFacts{} : figureCell(guard.canary, guard);
    CellFacts &judged = guard.bothSides ? stable : canary;
    judged.emphasis = Emphasis::Primary;
    judged.health = guard.state;
    if (judged.text == QStringLiteral("\u2014"))
        name.trail = wordOf(guard);
    CellFacts band;
    band.figure = true;
    band.emphasis = Emphasis::Secondary;
    if (guard.pass) {
        const NumberText limit = guardText(guard.pass->limit, guard);
        band.text = QStringLiteral("%1 %2").arg(operatorSign(guard.pass->op), limit.number);
        band.unit = limit.unit;
    }
    name.spoken = GuardWords::tr("Guard %1, stable %2 %3, canary %4 %5, band %6 %7, %8")
                      .arg(name.text, stable.text, stable.unit, canary.text, canary.unit, band.text, band.unit)
                      .arg(wordOf(guard));
    return {guard.id, {name, stable, canary, band, barCell(guard)}};
}

} // namespace

NumberText guardText(double value, const GuardView &guard)
{
    if (guard.unit == QLatin1String("seconds"))
        return {fixedNumber(value, 2), QStringLiteral("s")};
    if (guard.unit == QLatin1String("percent") && isCoarse(guard.pass))
        return {fixedNumber(value, 0), QStringLiteral("%")};
    return valueText(value, guard.unit);
}

std::vector<ColumnHead> guardHeads()
{
    return {{GuardWords::tr("Guard"), false},
            {GuardWords::tr("Stable"), true},
            {GuardWords::tr("Canary"), true},
            {GuardWords::tr("Band"), true},
            {QString(), false}};
}

std::vector<RowFacts> guardRows(const RouteView &route)
{
    std::vector<RowFacts> rows;
    for (const GuardView &guard : route.guards)
        rows.push_back(rowOf(guard));
    return rows;
}

} // namespace surgedeck
