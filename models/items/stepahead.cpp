// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/stepahead.h"

#include "models/base/safetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

struct AheadWords
{
    Q_DECLARE_TR_FUNCTIONS(StepAhead)
};

/// -1: none, or a person decides.
int nextIndex(const runbook::Runbook &runbook, const runbook::State &state)
{
    const runbook::Step &step = runbook.steps.at(std::size_t(state.current));
    if (step.kind == runbook::StepKind::Ask || step.kind == runbook::StepKind::Handover)
        return -1;
    int index = state.current + 1;
    if (step.kind == runbook::StepKind::Branch)
        index = runbook.indexOf(state.steps.at(std::size_t(state.current)).way);
    // A step that was left out when the run began is gone around as the machine does it.
    while (index >= 0 && index < static_cast<int>(runbook.steps.size()) &&
           state.steps.at(std::size_t(index)).state == runbook::StepState::Skipped)
        index = std::max(index + 1, runbook.indexOf(runbook.steps.at(std::size_t(index)).otherwise.to));
    return index < static_cast<int>(runbook.steps.size()) ? index : -1;
}

void add(runbook::Conditions &all, const runbook::Conditions &more)
{
    for (const runbook::Condition &condition : more)
        if (std::ranges::find(all, condition.signal, &runbook::Condition::signal) == all.end())
            all.push_back(condition);
}

/// A branch has no right answer: its values stand without a limit.
runbook::Conditions withoutLimits(runbook::Conditions conditions)
{
    for (runbook::Condition &condition : conditions)
        condition.op.reset();
    return conditions;
}

QString answerWords(const std::vector<runbook::Choice> &choices)
{
    QStringList answers;
    for (const runbook::Choice &choice : choices)
        answers << SafeText::of(choice.answer).singleLine();
    return AheadWords::tr("For a person to say: %1").arg(answers.join(QStringLiteral(" · ")));
}

} // namespace

QString kindWord(runbook::StepKind kind)
{
    using Kind = runbook::StepKind;
    switch (kind) {
    case Kind::Check:
        return AheadWords::tr("Check");
    case Kind::Ask:
        return AheadWords::tr("Ask");
    case Kind::Branch:
        return AheadWords::tr("Branch");
    case Kind::Wait:
        return AheadWords::tr("Wait until");
    case Kind::Act:
        return AheadWords::tr("Guarded action");
    case Kind::Approve:
        return AheadWords::tr("Approval");
    case Kind::Guard:
        return AheadWords::tr("Guard");
    case Kind::Runbook:
        return AheadWords::tr("Runbook");
    case Kind::Note:
        return AheadWords::tr("Note");
    case Kind::Handover:
        return AheadWords::tr("Hand over");
    }
    return {};
}

QString effectWords(const runbook::Act &act, const QString &subject)
{
    const QString undo = act.undo ? AheadWords::tr("Can be undone: %1.").arg(act.undo->word)
                                  : AheadWords::tr("Can not be undone: %1").arg(act.noUndo);
    return SafeText::of(
               AheadWords::tr("Effect: %1 on %2, level %3. %4").arg(act.action.word, subject).arg(act.level).arg(undo))
        .text();
}

std::optional<StepAhead> stepAhead(const runbook::Runbook &runbook, const runbook::State &state)
{
    if (state.outcome != runbook::Outcome::None || state.current < 0)
        return std::nullopt;
    const int index = nextIndex(runbook, state);
    if (index < 0)
        return std::nullopt;
    const runbook::Step &step = runbook.steps.at(std::size_t(index));
    StepAhead ahead;
    ahead.title = QStringLiteral("%1 %2").arg(index + 1).arg(SafeText::of(step.title).singleLine());
    ahead.kind = kindWord(step.kind);
    add(ahead.conditions, step.expect);
    for (const runbook::Case &branch : step.cases)
        add(ahead.conditions, withoutLimits(branch.when));
    if (step.act) {
        add(ahead.conditions, step.act->before);
        ahead.words = effectWords(*step.act, state.subject);
    }
    if (!step.choices.empty())
        ahead.words = answerWords(step.choices);
    add(ahead.conditions, step.look);
    return ahead;
}

} // namespace surgedeck
