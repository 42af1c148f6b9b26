// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/runrows.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

constexpr int widest = 200;

struct ScoreRowWords
{
    Q_DECLARE_TR_FUNCTIONS(ScoreRows)
};

CellFacts cell(const QString &text, Emphasis emphasis = Emphasis::Primary)
{
    CellFacts facts;
    facts.text = SafeText::of(text).singleLine(widest);
    facts.tip = facts.text;
    facts.emphasis = emphasis;
    return facts;
}

CellFacts figure(const QString &text, Health health = Health::Normal)
{
    CellFacts facts = cell(text);
    facts.figure = true;
    facts.health = health;
    return facts;
}

RowFacts line(const QString &id, const QString &kind, const QString &text)
{
    return {id, {cell(kind, Emphasis::Secondary), cell(text), figure({}), figure({})}};
}

} // namespace

std::vector<ColumnHead> scoreHeads()
{
    return {{ScoreRowWords::tr("What"), false},
            {ScoreRowWords::tr("Step"), false},
            {ScoreRowWords::tr("Took"), true},
            {ScoreRowWords::tr("Usual"), true}};
}

std::vector<RowFacts> scoreRows(const runbook::Score &score)
{
    std::vector<RowFacts> rows;
    for (const runbook::StepScore &step : score.steps)
        rows.push_back(
            {QStringLiteral("step/") + step.id,
             {cell(step.passes > 1 ? ScoreRowWords::tr("step, %1 times").arg(step.passes) : ScoreRowWords::tr("step"),
                   Emphasis::Secondary),
              cell(step.title), figure(durationWords(step.took), step.isLate() ? Health::Attention : Health::Normal),
              figure(step.usual.count() > 0 ? durationWords(step.usual) : QStringLiteral("—"))}});
    int number = 0;
    for (const runbook::Deviation &deviation : score.deviations)
        rows.push_back(line(QStringLiteral("deviation/%1").arg(++number), ScoreRowWords::tr("deviation"),
                            QStringLiteral("%1 %2: %3").arg(clockText(deviation.at), deviation.step, deviation.what)));
    for (const QString &title : score.notLookedAt)
        rows.push_back(line(QStringLiteral("signal/%1").arg(++number), ScoreRowWords::tr("not looked at"), title));
    for (const QString &title : score.notReached)
        rows.push_back(line(QStringLiteral("unreached/%1").arg(++number), ScoreRowWords::tr("not reached"), title));
    return rows;
}

} // namespace surgedeck
