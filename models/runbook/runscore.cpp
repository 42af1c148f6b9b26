// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runscore.h"

#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <utility>

namespace surgedeck::runbook {

namespace {

struct ScoreWords
{
    Q_DECLARE_TR_FUNCTIONS(RunScore)
};

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

/// What an ended step says about itself that is no ordinary end; empty: it is one.
QString unusualEnd(StepState state)
{
    switch (state) {
    case StepState::Failed:
        return ScoreWords::tr("not as expected");
    case StepState::TimedOut:
        return ScoreWords::tr("gave up");
    case StepState::Undone:
        return ScoreWords::tr("taken back");
    case StepState::UndoFailed:
        return ScoreWords::tr("could not be taken back");
    case StepState::Unknown:
        return ScoreWords::tr("not known whether it was done");
    default:
        return {};
    }
}

void addSignals(QSet<QString> &seen, const Conditions &conditions)
{
    for (const Condition &condition : conditions)
        seen.insert(condition.signal);
}

void addShown(QSet<QString> &seen, const Step &step)
{
    addSignals(seen, step.look);
    addSignals(seen, step.expect);
    for (const Case &branch : step.cases)
        addSignals(seen, branch.when);
    if (!step.act)
        return;
    for (const Conditions *conditions : {&step.act->before, &step.act->verify, &step.act->watch})
        addSignals(seen, *conditions);
}

/// Folds the record of a run once more, and notes what each event did.
class Scoring
{
public:
    Scoring(const Runbook &runbook, const RunStart &start)
        : m_runbook(runbook)
        , m_state(begin(runbook, start).state)
        , m_at(start.at)
        , m_steps(runbook.steps.size())
    {
        enter(m_state.current);
    }

    void take(const Event &event)
    {
        const Next after = next(m_state, event, m_runbook);
        pass(event.at);
        if (!after.understood)
            return;
        const State before = std::exchange(m_state, after.state);
        noteChoice(before, event);
        noteEnds(before, event.at);
        if (m_state.current != before.current)
            enter(m_state.current);
    }

    Score result(WallTime now)
    {
        if (m_state.outcome == Outcome::None)
            pass(now);
        Score score;
        score.run = m_state.run;
        score.runbook = m_state.runbook;
        score.subject = m_state.subject;
        score.version = m_state.version;
        score.rehearsal = m_state.rehearsal;
        score.outcome = m_state.outcome;
        score.took = m_state.ended.value_or(now) - m_state.started;
        score.deviations = m_deviations;
        addSteps(score);
        for (const Signal &signal : m_runbook.evidence)
            if (!m_seen.contains(signal.id))
                score.notLookedAt << signal.title;
        return score;
    }

private:
    void enter(int step)
    {
        if (step < 0)
            return;
        ++m_steps[std::size_t(step)].passes;
        addShown(m_seen, m_runbook.steps[std::size_t(step)]);
    }

    /// The time since the last event belongs to the step that was current.
    void pass(WallTime at)
    {
        const Milliseconds since = std::max(Milliseconds{0}, at - m_at);
        m_at = std::max(m_at, at);
        if (m_state.current < 0 || m_state.outcome != Outcome::None)
            return;
        StepScore &step = m_steps[std::size_t(m_state.current)];
        step.took += since;
        if (!pauseOf(m_state, m_runbook).isEmpty())
            step.forPerson += since;
    }

    void deviate(const State &state, WallTime at, const QString &person, const QString &what)
    {
        const QString step = state.current < 0 ? QString() : state.steps.at(std::size_t(state.current)).id;
        m_deviations.push_back({at, step, person, what});
    }

    /// What a person did other than the runbook has it.
    void noteChoice(const State &before, const Event &event)
    {
        if (const auto *skipped = std::get_if<Skipped>(&event.what))
            deviate(before, event.at, skipped->person, ScoreWords::tr("skipped: %1").arg(skipped->reason));
        else if (const auto *back = std::get_if<WentBack>(&event.what))
            deviate(before, event.at, back->person, ScoreWords::tr("went back to %1").arg(back->step));
        else if (const auto *stopped = std::get_if<Stopped>(&event.what))
            deviate(before, event.at, stopped->person, ScoreWords::tr("stopped the run: %1").arg(stopped->reason));
        else if (std::holds_alternative<Restarted>(event.what))
            deviate(before, event.at, {}, ScoreWords::tr("the program began anew"));
        else if (const auto *answered = std::get_if<Answered>(&event.what))
            noteAnswer(before, event.at, *answered);
    }

    void noteAnswer(const State &before, WallTime at, const Answered &answered)
    {
        const StepRun &run = before.steps.at(std::size_t(before.current));
        if (run.kind == StepKind::Branch && run.state == StepState::Ready && run.way != answered.answer)
            deviate(before, at, answered.person,
                    ScoreWords::tr("took the way to %1, the values led to %2").arg(answered.answer, run.way));
        else if (run.kind != StepKind::Ask && run.state == StepState::Waiting)
            deviate(before, at, answered.person,
                    ScoreWords::tr("answered by hand, since nothing could be measured: %1").arg(answered.answer));
    }

    void noteEnds(const State &before, WallTime at)
    {
        for (std::size_t i = 0; i < m_state.steps.size(); ++i) {
            const StepRun &run = m_state.steps[i];
            const bool isNew = run.state != before.steps.at(i).state;
            if (const QString words = isNew ? unusualEnd(run.state) : QString(); !words.isEmpty())
                m_deviations.push_back(
                    {at, run.id, {}, run.detail.isEmpty() ? words : words + QStringLiteral(": ") + run.detail});
        }
    }

    void addSteps(Score &score) const
    {
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            if (m_steps[i].passes == 0) {
                score.notReached << m_runbook.steps[i].title;
                continue;
            }
            StepScore step = m_steps[i];
            step.id = m_runbook.steps[i].id;
            step.title = m_runbook.steps[i].title;
            step.usual = m_runbook.steps[i].usual.value;
            step.state = m_state.steps.at(i).state;
            score.forPeople += step.forPerson;
            score.steps.push_back(step);
        }
    }

    const Runbook &m_runbook;
    State m_state;
    WallTime m_at;
    std::vector<StepScore> m_steps;
    std::vector<Deviation> m_deviations;
    QSet<QString> m_seen;
};

QJsonObject jsonOf(const StepScore &step)
{
    return {{key("id"), step.id},
            {key("title"), step.title},
            {key("state"), toWord(step.state)},
            {key("passes"), step.passes},
            {key("took_s"), toSeconds(step.took)},
            {key("waited_for_people_s"), toSeconds(step.forPerson)},
            {key("usual_s"), step.usual.count() > 0 ? QJsonValue(toSeconds(step.usual)) : QJsonValue::Null},
            {key("late"), step.isLate()}};
}

QJsonObject jsonOf(const Deviation &deviation)
{
    return {{key("at"), toRfc3339(deviation.at)},
            {key("step"), deviation.step},
            {key("by"), deviation.person.isEmpty() ? QJsonValue::Null : QJsonValue(deviation.person)},
            {key("what"), deviation.what}};
}

} // namespace

Score scoreOf(const Runbook &runbook, const RunStart &start, const std::vector<Event> &events, WallTime now)
{
    Scoring scoring(runbook, start);
    for (const Event &event : events)
        scoring.take(event);
    return scoring.result(now);
}

QJsonObject toJson(const Score &score)
{
    QJsonArray steps, deviations;
    for (const StepScore &step : score.steps)
        steps.append(jsonOf(step));
    for (const Deviation &deviation : score.deviations)
        deviations.append(jsonOf(deviation));
    return {{key("run"), score.run},
            {key("runbook"), score.runbook},
            {key("version"), score.version},
            {key("subject"), score.subject},
            {key("rehearsal"), score.rehearsal},
            {key("outcome"), toWord(score.outcome)},
            {key("took_s"), toSeconds(score.took)},
            {key("waited_for_people_s"), toSeconds(score.forPeople)},
            {key("steps"), steps},
            {key("deviations"), deviations},
            {key("not_looked_at"), QJsonArray::fromStringList(score.notLookedAt)},
            {key("not_reached"), QJsonArray::fromStringList(score.notReached)}};
}

} // namespace surgedeck::runbook
