// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runbookpages.h"

#include "app/printedpages.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

struct PageWords
{
    Q_DECLARE_TR_FUNCTIONS(RunbookPages)
};

/// "Sessions that wait for a lock >= 3".
QString words(const runbook::Runbook &runbook, const runbook::Condition &condition)
{
    const runbook::Signal *signal = runbook.signal(condition.signal);
    const QString title = signal == nullptr ? condition.signal : signal->title;
    return condition.op ? title + QLatin1Char(' ') + limitText(condition) : title;
}

QString together(const runbook::Runbook &runbook, const runbook::Conditions &conditions)
{
    QStringList all;
    for (const runbook::Condition &condition : conditions)
        all << words(runbook, condition);
    return all.join(PageWords::tr(" and "));
}

void line(PrintedPages &pages, const QString &lead, const QString &text)
{
    if (!text.isEmpty())
        pages.paragraph(QStringLiteral("        %1 %2").arg(lead, text));
}

void act(PrintedPages &pages, const runbook::Runbook &runbook, const runbook::Act &act)
{
    line(pages, PageWords::tr("Does:"),
         PageWords::tr("%1 on %2, level %3").arg(act.action.word, act.action.bind).arg(act.level));
    line(pages, PageWords::tr("Only while:"), together(runbook, act.before));
    line(pages, PageWords::tr("Worked when:"), together(runbook, act.verify));
    line(pages, PageWords::tr("Undo:"),
         act.undo ? PageWords::tr("%1 on %2").arg(act.undo->word, act.undo->bind)
                  : PageWords::tr("none. %1").arg(act.noUndo));
}

void step(PrintedPages &pages, const runbook::Runbook &runbook, const runbook::Step &step, int number)
{
    pages.tick(QStringLiteral("%1. %2").arg(number).arg(step.title));
    line(pages, {}, step.text);
    line(pages, PageWords::tr("Look at:"), together(runbook, step.look));
    line(pages, PageWords::tr("Expect:"), together(runbook, step.expect));
    const auto goesTo = [&](const runbook::Way &way) {
        const int index = runbook.indexOf(way.to);
        return index < 0 ? way.to : PageWords::tr("step %1").arg(index + 1);
    };
    for (const runbook::Choice &choice : step.choices)
        line(pages, PageWords::tr("Answer:"), QStringLiteral("%1 → %2").arg(choice.answer, goesTo(choice.way)));
    for (const runbook::Case &branch : step.cases)
        line(pages, PageWords::tr("If:"),
             QStringLiteral("%1 → %2").arg(together(runbook, branch.when), goesTo(branch.way)));
    if (!step.otherwise.to.isEmpty() && step.otherwise.to != QLatin1String("next"))
        line(pages, PageWords::tr("Otherwise:"), goesTo(step.otherwise));
    if (step.act)
        act(pages, runbook, *step.act);
}

} // namespace

Status writeRunbookPdf(const runbook::Runbook &runbook, const QString &file)
{
    const QString title = QStringLiteral("%1 %2").arg(runbook.id, runbook.title);
    PrintedPages pages(file, title);
    if (!pages.isActive())
        return Error{Error::Kind::Config, QStringLiteral("%1 can not be written").arg(file)};
    const runbook::Runbook filled = withParameters(runbook, presets(runbook));
    pages.title(title);
    pages.paragraph(PageWords::tr("Version %1. %2").arg(runbook.version).arg(runbook.summary));
    pages.heading(PageWords::tr("Suggested while"));
    for (const runbook::Conditions &alternative : filled.detects)
        pages.paragraph(together(filled, alternative));
    if (!runbook.memory.isEmpty())
        pages.heading(PageWords::tr("First, from memory"));
    for (const QString &item : runbook.memory)
        pages.tick(item);
    pages.heading(PageWords::tr("Steps: time and name stand on the line"));
    int number = 0;
    for (const runbook::Step &one : filled.steps)
        step(pages, filled, one, ++number);
    pages.heading(PageWords::tr("Rights"));
    for (const QString &right : runbook.rights)
        pages.paragraph(right);
    return ok();
}

} // namespace surgedeck
