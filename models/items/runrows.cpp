// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runrows.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/stepahead.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

using runbook::StepState;
using runbook::Truth;

constexpr int widest = 200;

struct RunWords
{
    Q_DECLARE_TR_FUNCTIONS(RunRows)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widest);
}

CellFacts textCell(const QString &text, Emphasis emphasis = Emphasis::Primary)
{
    CellFacts cell;
    cell.text = safe(text);
    cell.tip = cell.text;
    cell.emphasis = emphasis;
    return cell;
}

QString because(const runbook::Suggestion &suggestion)
{
    QStringList words;
    for (const runbook::Reading &reading : suggestion.detects)
        if ((suggestion.fits == Truth::Holds) == (reading.truth == Truth::Holds))
            words << runbook::sentenceOf(reading);
    return words.join(QStringLiteral("; "));
}

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Succeeded:
        return RunWords::tr("done");
    case StepState::Failed:
        return RunWords::tr("failed");
    case StepState::TimedOut:
        return RunWords::tr("gave up");
    case StepState::Skipped:
        return RunWords::tr("skipped");
    case StepState::Undone:
        return RunWords::tr("taken back");
    case StepState::UndoFailed:
        return RunWords::tr("could not be taken back");
    case StepState::Cancelled:
        return RunWords::tr("not reached");
    case StepState::Unknown:
        return RunWords::tr("not known whether it was done");
    case StepState::Stalled:
        return RunWords::tr("no answer yet");
    case StepState::Running:
        return RunWords::tr("under way");
    case StepState::Verifying:
        return RunWords::tr("waiting for the effect");
    case StepState::Ready:
        return RunWords::tr("ready");
    case StepState::Waiting:
        return RunWords::tr("waiting");
    case StepState::Pending:
        break;
    }
    return {};
}

/// The answer is the value itself. A branch is no question of its readings: "yes" to one of them reads as a yes to its
/// title.
QString responseOf(const runbook::Runbook &runbook, const runbook::StepRun &step)
{
    if (!step.answer.isEmpty())
        return step.answer;
    if (step.kind == runbook::StepKind::Branch && step.state == StepState::Succeeded && !step.way.isEmpty()) {
        const int to = runbook.indexOf(step.way);
        return QStringLiteral("→ ") + (to < 0 ? step.way : RunWords::tr("step %1").arg(to + 1));
    }
    if (step.state == StepState::Succeeded && !step.evidence.empty()) {
        QStringList values;
        for (const runbook::Reading &reading : step.evidence)
            if (values.size() < 3)
                values << runbook::valueWords(reading);
        return values.join(QStringLiteral(", "));
    }
    return step.detail.isEmpty() || step.state == StepState::Pending
               ? stateWord(step.state)
               : stateWord(step.state) + QStringLiteral(": ") + step.detail;
}

Health healthOf(StepState state)
{
    switch (state) {
    case StepState::Failed:
    case StepState::TimedOut:
    case StepState::UndoFailed:
        return Health::Degraded;
    case StepState::Unknown:
    case StepState::Stalled:
        return Health::Unknown;
    default:
        return Health::Normal;
    }
}

} // namespace

std::vector<ColumnHead> rankingHeads()
{
    return {{RunWords::tr("ID"), false},
            {RunWords::tr("Runbook"), false},
            {RunWords::tr("Hold"), true},
            {RunWords::tr("Because"), false},
            {RunWords::tr("Rehearsed"), true}};
}

std::vector<RowFacts> rankingRows(const std::vector<runbook::Suggestion> &ranking,
                                  const std::map<QString, WallTime> &rehearsed, WallTime now)
{
    std::vector<RowFacts> rows;
    for (const runbook::Suggestion &suggestion : ranking) {
        const bool offered = suggestion.fits == Truth::Holds || suggestion.triage;
        CellFacts title = textCell(suggestion.title, offered ? Emphasis::Strong : Emphasis::Secondary);
        title.trail = safe(suggestion.subject);
        CellFacts hold = textCell(RunWords::tr("%1 of %2").arg(suggestion.holding).arg(suggestion.detects.size()));
        hold.figure = true;
        hold.emphasis = offered ? Emphasis::Strong : Emphasis::Secondary;
        const auto last = rehearsed.find(suggestion.id);
        CellFacts when =
            textCell(last == rehearsed.end() ? RunWords::tr("never") : dayText(last->second, now), Emphasis::Secondary);
        when.figure = true;
        rows.push_back(
            {suggestion.subject.isEmpty() ? suggestion.id : suggestion.id + QLatin1Char('/') + suggestion.subject,
             {textCell(suggestion.id, offered ? Emphasis::Link : Emphasis::Secondary), title, hold,
              textCell(because(suggestion), Emphasis::Secondary), when}});
    }
    return rows;
}

std::vector<ColumnHead> stepHeads()
{
    return {{QString(), false},
            {RunWords::tr("Challenge"), false},
            {RunWords::tr("Response"), false},
            {RunWords::tr("Time"), true}};
}

std::vector<RowFacts> stepRows(const runbook::Runbook &runbook, const runbook::State &state)
{
    std::vector<RowFacts> rows;
    for (std::size_t i = 0; i < runbook.steps.size(); ++i) {
        const runbook::Step &step = runbook.steps[i];
        const runbook::StepRun run = i < state.steps.size() ? state.steps[i] : runbook::StepRun{};
        const bool isCurrent = static_cast<int>(i) == state.current && state.outcome == runbook::Outcome::None;
        const bool isOver = runbook::isOver(run.state);
        CellFacts number = textCell(QString::number(i + 1), Emphasis::Secondary);
        number.figure = true;
        CellFacts title = textCell(step.title, isCurrent ? Emphasis::Strong
                                               : isOver  ? Emphasis::Primary
                                                         : Emphasis::Secondary);
        title.trail = kindWord(step.kind);
        CellFacts response =
            textCell(i < state.steps.size() ? responseOf(runbook, run) : QString(), Emphasis::Secondary);
        response.health = healthOf(run.state);
        CellFacts time = textCell(run.ended ? clockText(*run.ended) : QString(), Emphasis::Secondary);
        time.figure = true;
        rows.push_back({step.id, {number, title, response, time}});
    }
    return rows;
}

std::vector<ColumnHead> runRecordHeads()
{
    return {{RunWords::tr("Time"), false},
            {RunWords::tr("Who"), false},
            {RunWords::tr("Challenge"), false},
            {RunWords::tr("Response"), false}};
}

std::vector<RowFacts> runRecordRows(const runbook::Runbook &runbook, const runbook::State &state)
{
    std::vector<RowFacts> rows;
    for (std::size_t i = state.steps.size(); i-- > 0;) {
        const runbook::StepRun &run = state.steps[i];
        if (!run.ended || i >= runbook.steps.size())
            continue;
        rows.push_back({run.id,
                        {textCell(clockText(*run.ended), Emphasis::Secondary),
                         textCell(run.by.isEmpty() ? QStringLiteral("—") : run.by, Emphasis::Secondary),
                         textCell(runbook.steps[i].title), textCell(responseOf(runbook, run))}});
    }
    return rows;
}

std::vector<ReadinessCheck> wayLines(const runbook::Runbook &runbook, const runbook::State &state)
{
    std::vector<ReadinessCheck> lines;
    const runbook::Step &step = runbook.steps.at(std::size_t(state.current));
    const QString taken = state.steps.at(std::size_t(state.current)).way;
    const auto add = [&](const QString &when, const QString &way) {
        const int to = runbook.indexOf(way);
        const QString where =
            to < 0 ? way : RunWords::tr("step %1, %2").arg(to + 1).arg(runbook.steps.at(std::size_t(to)).title);
        const bool isNow = way == taken;
        lines.push_back({way, safe(when), safe(isNow ? RunWords::tr("would be taken now: %1").arg(where) : where),
                         isNow ? Health::Attention : Health::Normal});
    };
    for (const runbook::Case &branch : step.cases) {
        QStringList words;
        for (const runbook::Condition &condition : branch.when) {
            const runbook::Signal *signal = runbook.signal(condition.signal);
            words << (signal == nullptr ? condition.signal : signal->title) + QLatin1Char(' ') + limitText(condition);
        }
        add(words.join(RunWords::tr(" and ")), branch.way.to);
    }
    if (step.kind == runbook::StepKind::Branch)
        add(RunWords::tr("Otherwise"), step.otherwise.to);
    return lines;
}

std::vector<ReadinessCheck> evidenceLines(const runbook::Readings &readings)
{
    std::vector<ReadinessCheck> lines;
    for (const runbook::Reading &reading : readings) {
        const QString title = reading.limit.isEmpty()
                                  ? reading.title
                                  : RunWords::tr("%1, needs %2").arg(reading.title, limitWords(reading));
        const Health health = reading.truth == Truth::Unknown ? Health::Unknown
                              : reading.truth == Truth::Fails ? Health::Attention
                                                              : Health::Normal;
        lines.push_back({reading.signal, safe(title), runbook::valueWords(reading), health});
    }
    return lines;
}

QString runHead(const runbook::State &state)
{
    const QString head = RunWords::tr("version %1 · on %2 · started %3 · %4")
                             .arg(state.version)
                             .arg(state.subject.isEmpty() ? RunWords::tr("the platform") : safe(state.subject),
                                  clockText(state.started), safe(state.person));
    return state.rehearsal ? RunWords::tr("REHEARSAL, nothing is changed · %1").arg(head) : head;
}

QString stepSentence(const runbook::Runbook &runbook, const runbook::State &state, WallTime now)
{
    if (state.current < 0 || state.current >= static_cast<int>(runbook.steps.size()))
        return {};
    const runbook::Step &step = runbook.steps.at(std::size_t(state.current));
    const runbook::StepRun &run = state.steps.at(std::size_t(state.current));
    QString words =
        RunWords::tr("Step %1 of %2, %3").arg(state.current + 1).arg(runbook.steps.size()).arg(kindWord(step.kind));
    if (run.started)
        words += RunWords::tr(", for %1").arg(durationWords(now - *run.started));
    if (step.usual.value.count() > 0 && run.started && now - *run.started > step.usual.value)
        words += RunWords::tr(", usually %1").arg(durationWords(step.usual.value));
    if (step.kind == runbook::StepKind::Wait && state.holdSince)
        words +=
            RunWords::tr(", held %1 of %2").arg(durationWords(now - *state.holdSince), durationWords(step.hold.value));
    return words;
}

} // namespace surgedeck
