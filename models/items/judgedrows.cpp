// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/judgedrows.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/guardrows.h"
#include "models/items/indicatortext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widest = 160;

struct JudgedWords
{
    Q_DECLARE_TR_FUNCTIONS(JudgedRows)
};

Health healthOf(GuardWord word)
{
    switch (word) {
    case GuardWord::Pass:
        return Health::Normal;
    case GuardWord::Fail:
        return Health::Critical;
    default:
        return Health::Unknown;
    }
}

QString verdictWords(GuardWord word)
{
    switch (word) {
    case GuardWord::Pass:
        return JudgedWords::tr("in band");
    case GuardWord::Fail:
        return JudgedWords::tr("out of band");
    case GuardWord::Inconclusive:
        return JudgedWords::tr("not decided");
    case GuardWord::Error:
        return JudgedWords::tr("error");
    case GuardWord::NoTraffic:
        return JudgedWords::tr("no traffic");
    case GuardWord::NotMeasured:
        return JudgedWords::tr("not measured");
    }
    return {};
}

CellFacts words(const QString &text, Emphasis emphasis = Emphasis::Secondary)
{
    CellFacts cell;
    cell.text = SafeText::of(text).singleLine(widest);
    cell.emphasis = emphasis;
    return cell;
}

CellFacts figure(std::optional<double> value, const GuardView &guard)
{
    CellFacts cell;
    cell.figure = true;
    cell.emphasis = Emphasis::Secondary;
    const NumberText shown = value ? guardText(*value, guard) : NumberText{QStringLiteral("\u2014"), {}};
    cell.text = shown.number;
    cell.unit = shown.unit;
    return cell;
}

/// The absolute limit has a sign; against the stable side it is what the canary may be worse.
CellFacts limitOf(const GuardView &guard, const JudgedGuard *judged)
{
    CellFacts cell = figure(guard.pass ? guard.pass->limit : judged ? judged->limit : std::nullopt, guard);
    if (guard.pass)
        cell.text = QStringLiteral("%1 %2").arg(operatorSign(guard.pass->op), cell.text);
    return cell;
}

QString verdictOf(const GuardView &guard, const JudgedGuard *judged)
{
    const Figure &measured = guard.bothSides ? guard.stable : guard.canary;
    if (judged == nullptr)
        return measured.value ? JudgedWords::tr("no shift judges it") : JudgedWords::tr("not measured");
    QStringList parts{verdictWords(judged->verdict)};
    if (judged->held > Milliseconds(0))
        parts << durationWords(judged->held);
    if (!judged->words.isEmpty())
        parts << judged->words;
    return parts.join(QStringLiteral(" \u00b7 "));
}

RowFacts rowOf(const GuardView &guard, const JudgedGuard *judged)
{
    CellFacts name = words(guard.id, Emphasis::Primary);
    name.health = judged ? healthOf(judged->verdict) : guard.state;
    CellFacts stable = figure(judged ? judged->baseline : guard.stable.value, guard);
    CellFacts canary = figure(judged            ? judged->value
                              : guard.bothSides ? std::optional<double>()
                                                : guard.canary.value,
                              guard);
    CellFacts &deciding = guard.bothSides && !judged ? stable : canary;
    deciding.emphasis = Emphasis::Primary;
    deciding.health = name.health == Health::Critical ? Health::Critical : Health::Normal;
    CellFacts verdict = words(verdictOf(guard, judged));
    name.tip = verdict.tip = judged ? SafeText::of(judged->words).singleLine(widest) : QString();
    return {guard.id, {name, stable, canary, limitOf(guard, judged), verdict}};
}

} // namespace

std::vector<ColumnHead> judgedHeads()
{
    return {{JudgedWords::tr("Guard"), false},
            {JudgedWords::tr("Stable"), true},
            {JudgedWords::tr("Canary"), true},
            {JudgedWords::tr("Limit"), true},
            {JudgedWords::tr("Verdict"), false}};
}

std::vector<RowFacts> judgedRows(const RouteView &route, const std::vector<JudgedGuard> &judged)
{
    std::vector<RowFacts> rows;
    for (const GuardView &guard : route.guards) {
        const auto found = std::ranges::find(judged, guard.id, &JudgedGuard::id);
        rows.push_back(rowOf(guard, found == judged.end() ? nullptr : &*found));
    }
    return rows;
}

} // namespace surgedeck
