// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runmachine.h"

#include "models/runbook/runsteps.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

constexpr qsizetype shortestReason = 3;

/// One transition: what is told by people and by what carries out the effects. Time is runsteps.h's.
class Transition
{
public:
    Transition(const State &state, const Event &event, const Runbook &runbook)
        : m_run(state, runbook, event.at)
    {
    }

    Next result(const Happening &what)
    {
        if (m_run.state().outcome != Outcome::None)
            refuse(QStringLiteral("the run is over"));
        else if (m_run.state().recovering && !isAllowedWhileRecovering(what))
            refuse(QStringLiteral("the program began anew during this run: say first that it goes on"));
        else
            std::visit([this](const auto &happened) { on(happened); }, what);
        return {m_run.state(), m_run.effects(), m_refusal.isNull(), m_refusal};
    }

private:
    static bool isAllowedWhileRecovering(const Happening &what)
    {
        return std::holds_alternative<Looked>(what) || std::holds_alternative<Accepted>(what) ||
               std::holds_alternative<Stopped>(what) || std::holds_alternative<TakenOver>(what) ||
               std::holds_alternative<Restarted>(what);
    }

    void refuse(const QString &why) { m_refusal = why; }
    State &state() { return m_run.state(); }
    StepRun &current() { return m_run.currentRun(); }
    const Step &step() { return m_run.currentStep(); }
    bool isActing() { return state().phase != ActPhase::None; }

    void on(const Looked &looked)
    {
        if (state().recovering)
            m_run.show(looked);
        else
            m_run.look(looked);
    }

    void on(const Accepted &accepted)
    {
        if (state().recovering) {
            state().recovering = false;
            state().person = accepted.person;
            return;
        }
        if (isActing())
            return refuse(QStringLiteral("the action is under way"));
        if (step().kind == StepKind::Act)
            return fire(accepted.person);
        current().by = accepted.person;
        switch (step().kind) {
        case StepKind::Check:
            return decideCheck();
        case StepKind::Branch:
            return current().way.isEmpty()
                       ? refuse(QStringLiteral("what it rests on is not known: answer which way to go"))
                       : m_run.leave(StepState::Succeeded, current().way);
        case StepKind::Note:
        case StepKind::Handover:
            return m_run.leave(StepState::Succeeded, QStringLiteral("next"));
        default:
            return refuse(QStringLiteral("this step is not accepted: it is answered, approved, or waits"));
        }
    }

    void decideCheck()
    {
        const Truth truth = m_run.expectation();
        if (truth == Truth::Unknown)
            refuse(QStringLiteral("the evidence is not known: answer what you see"));
        else if (truth == Truth::Fails && state().leftOut)
            m_run.leave(StepState::Skipped, QStringLiteral("next"),
                        QStringLiteral("a rehearsal changed nothing, so this need not hold"));
        else if (truth == Truth::Fails)
            m_run.leave(StepState::Failed, step().otherwise.to);
        else
            m_run.leave(StepState::Succeeded, QStringLiteral("next"));
    }

    void fire(const QString &person)
    {
        if (current().state != StepState::Ready)
            return refuse(current().detail.isEmpty() ? QStringLiteral("what it rests on has not been read yet")
                                                     : current().detail);
        current().by = person;
        m_run.enterPhase(ActPhase::Locking);
        current().state = StepState::Running;
        m_run.add(LockTarget{state().subject});
    }

    void on(const Answered &answered)
    {
        const QString answer = answered.answer.trimmed();
        if (isActing() || step().kind == StepKind::Act)
            return refuse(QStringLiteral("an action is fired or skipped, not answered"));
        if (step().kind == StepKind::Approve)
            return refuse(QStringLiteral("somebody else approves this"));
        if (answer.size() < 1)
            return refuse(QStringLiteral("an answer says something"));
        current().by = answered.person;
        current().answer = answer;
        if (step().kind == StepKind::Ask)
            return choose(answer);
        if (step().kind == StepKind::Branch)
            return take(answer);
        if (step().kind == StepKind::Check && m_run.expectation() != Truth::Unknown)
            return decideCheck();
        if (step().kind == StepKind::Wait && m_run.expectation() != Truth::Unknown)
            return refuse(QStringLiteral("this is measured: wait for it, or go on early with a reason"));
        const bool no = answer.startsWith(QLatin1String("no"), Qt::CaseInsensitive);
        const bool isJudged = step().kind == StepKind::Check || step().kind == StepKind::Wait;
        m_run.leave(no && isJudged ? StepState::Failed : StepState::Succeeded,
                    no && isJudged ? step().otherwise.to : QStringLiteral("next"));
    }

    void choose(const QString &answer)
    {
        for (const Choice &choice : step().choices)
            if (choice.answer.compare(answer, Qt::CaseInsensitive) == 0)
                return m_run.leave(StepState::Succeeded, choice.way.to);
        QStringList possible;
        for (const Choice &choice : step().choices)
            possible << choice.answer;
        current().answer.clear();
        refuse(QStringLiteral("possible answers: %1").arg(possible.join(QStringLiteral(", "))));
    }

    void take(const QString &way)
    {
        const bool isCase = std::ranges::any_of(step().cases, [&](const Case &branch) { return branch.way.to == way; });
        if (!isCase && way != step().otherwise.to)
            return refuse(QStringLiteral("no way of this branch leads to %1").arg(way));
        m_run.leave(StepState::Succeeded, way);
    }

    void on(const Skipped &skipped)
    {
        if (isActing())
            return refuse(QStringLiteral("the action is under way"));
        if (skipped.reason.trimmed().size() < shortestReason)
            return refuse(QStringLiteral("skipping needs a reason"));
        current().by = skipped.person;
        m_run.leave(StepState::Skipped, step().kind == StepKind::Approve ? step().otherwise.to : QStringLiteral("next"),
                    skipped.reason.trimmed());
    }

    void on(const WentBack &back)
    {
        const int to = m_run.runbook().indexOf(back.step);
        if (isActing())
            return refuse(QStringLiteral("the action is under way"));
        if (to < 0 || to >= state().current || !state().steps.at(std::size_t(to)).started)
            return refuse(QStringLiteral("there is no step %1 to go back to").arg(back.step));
        m_run.goBack(to);
    }

    void on(const Approved &approved)
    {
        if (step().kind != StepKind::Approve)
            return refuse(QStringLiteral("this step needs no approval"));
        if (approved.person == state().person || approved.person.trimmed().isEmpty())
            return refuse(QStringLiteral("whoever runs it can not approve it"));
        if (state().approvals.contains(approved.person))
            return refuse(QStringLiteral("%1 has approved already").arg(approved.person));
        state().approvals << approved.person;
        current().answer = state().approvals.join(QStringLiteral(", "));
        if (state().approvals.size() >= step().people)
            m_run.leave(StepState::Succeeded, QStringLiteral("next"));
    }

    void on(const Stopped &stopped)
    {
        if (state().phase == ActPhase::Sending || state().phase == ActPhase::Undoing)
            return refuse(QStringLiteral("the action is under way: its answer comes first"));
        current().by = stopped.person;
        m_run.end(Outcome::Stopped, stopped.reason);
    }

    void on(const GaveUp &gaveUp)
    {
        if (isActing())
            return refuse(QStringLiteral("the action is under way"));
        m_run.leave(StepState::Failed, QStringLiteral("stop"), gaveUp.reason);
    }

    void on(const Offered &offered)
    {
        state().offered = true;
        current().detail = QStringLiteral("offered to %1").arg(offered.to);
    }

    void on(const TakenOver &taken)
    {
        state().offered = false;
        state().person = taken.person;
    }

    void on(const TargetLocked &)
    {
        if (state().phase != ActPhase::Locking)
            return refuse(QStringLiteral("nothing waits for a lock"));
        m_run.enterPhase(ActPhase::Inspecting);
        m_run.add(Inspect{});
    }

    void on(const TargetBusy &busy)
    {
        if (state().phase != ActPhase::Locking)
            return refuse(QStringLiteral("nothing waits for a lock"));
        m_run.layDown(QStringLiteral("%1 is worked on by %2").arg(state().subject, busy.by));
    }

    void on(const Inspected &inspected)
    {
        if (state().phase != ActPhase::Inspecting)
            return refuse(QStringLiteral("nothing is inspected"));
        m_run.keep(inspected.before);
        if (together(inspected.before) != Truth::Holds) {
            m_run.add(FreeTarget{state().subject});
            return m_run.layDown(QStringLiteral("no longer so right before it: %1").arg(m_run.whatIsMissing()));
        }
        m_run.enterPhase(ActPhase::Sending);
        m_run.add(Perform{Perform::What::Act});
    }

    void on(const ActAnswered &answered)
    {
        if (state().phase == ActPhase::Undoing)
            return m_run.undone(answered);
        if (state().phase != ActPhase::Sending)
            return refuse(QStringLiteral("nothing was sent"));
        m_run.answered(answered);
    }

    void on(const RecordFailed &failed)
    {
        if (!isActing())
            return refuse(QStringLiteral("nothing was to be carried out"));
        m_run.add(FreeTarget{state().subject});
        m_run.layDown(QStringLiteral("nothing was sent, since it could not be recorded: %1").arg(failed.why));
    }

    void on(const ChildEnded &ended)
    {
        if (step().kind != StepKind::Runbook)
            return refuse(QStringLiteral("no other runbook is under way"));
        const bool well = ended.outcome == Outcome::Succeeded;
        m_run.leave(well ? StepState::Succeeded : StepState::Failed,
                    well ? QStringLiteral("next") : step().otherwise.to, toWord(ended.outcome));
    }

    void on(const Restarted &)
    {
        state().recovering = true;
        state().holdSince.reset();
        if (state().phase == ActPhase::Locking || state().phase == ActPhase::Inspecting)
            return m_run.layDown(QStringLiteral("the program began anew before anything was sent"));
        if (state().phase != ActPhase::Sending && state().phase != ActPhase::Undoing)
            return;
        // Nobody knows whether it was carried out: it is looked at, and never sent again by itself.
        state().unanswered = true;
        current().detail = QStringLiteral("the program began anew while the answer was awaited");
        if (state().phase == ActPhase::Sending)
            m_run.enterPhase(ActPhase::Verifying);
        else
            m_run.undone({ActAnswered::Kind::Unanswered, current().detail});
    }

    RunSteps m_run;
    QString m_refusal;
};

} // namespace

Next begin(const Runbook &runbook, const RunStart &start)
{
    State state;
    state.run = start.run;
    state.runbook = runbook.id;
    state.version = runbook.version;
    state.digest = QString::fromLatin1(runbook.digest);
    state.subject = start.subject;
    state.rehearsal = start.rehearsal;
    state.person = start.person;
    state.started = start.at;
    for (const Step &step : runbook.steps) {
        StepRun &run = state.steps.emplace_back();
        run.id = step.id;
        run.kind = step.kind;
        if (step.act && start.missing.contains(step.act->action.bind)) {
            run.state = StepState::Skipped;
            run.detail = QStringLiteral("the workspace has nothing that %1 stands for").arg(step.act->action.bind);
        }
    }
    RunSteps run(state, runbook, start.at);
    run.enter(0);
    return {run.state(), run.effects(), true, {}};
}

Next next(const State &state, const Event &event, const Runbook &runbook)
{
    return Transition(state, event, runbook).result(event.what);
}

bool isWorthTelling(const State &before, const State &after)
{
    const auto same = [](const StepRun &a, const StepRun &b) {
        return a.state == b.state && a.way == b.way && a.answer == b.answer && a.ended == b.ended;
    };
    return before.current != after.current || before.outcome != after.outcome || before.phase != after.phase ||
           before.holdSince != after.holdSince || before.approvals != after.approvals ||
           before.person != after.person || before.offered != after.offered || before.recovering != after.recovering ||
           before.unanswered != after.unanswered || !std::ranges::equal(before.steps, after.steps, same);
}

bool isWorthKeeping(const State &before, const State &after)
{
    const auto sameGuard = [](const GuardRun &a, const GuardRun &b) {
        return a.step == b.step && a.failingSince == b.failingSince;
    };
    // While something has to hold, the record shows that it was looked at all the time: folded again it holds as long.
    const bool isLook = after.holdSince.has_value() && before.lookedAt != after.lookedAt;
    return isLook || !std::ranges::equal(before.guards, after.guards, sameGuard) || isWorthTelling(before, after);
}

Wanted wanted(const State &state, const Runbook &runbook)
{
    Wanted all;
    if (state.outcome != Outcome::None || state.current < 0)
        return all;
    const Step &step = runbook.steps.at(std::size_t(state.current));
    all.look = step.look;
    all.evidence = step.expect;
    for (const Case &branch : step.cases)
        all.cases.push_back(branch.when);
    if (step.act)
        all.evidence = state.phase == ActPhase::Verifying  ? step.act->verify
                       : state.phase == ActPhase::Watching ? step.act->watch
                                                           : step.act->before;
    for (const GuardRun &guard : state.guards)
        all.guards.push_back(runbook.steps.at(std::size_t(guard.step)).expect);
    return all;
}

QString pauseOf(const State &state, const Runbook &runbook)
{
    if (state.outcome != Outcome::None || state.current < 0 || state.phase != ActPhase::None)
        return {};
    const StepRun &run = state.steps.at(std::size_t(state.current));
    const bool isUnknown = run.state == StepState::Waiting;
    switch (runbook.steps.at(std::size_t(state.current)).kind) {
    case StepKind::Ask:
        return QStringLiteral("answer");
    case StepKind::Act:
        return QStringLiteral("fire");
    case StepKind::Approve:
        return QStringLiteral("approve");
    case StepKind::Check:
    case StepKind::Branch:
        return isUnknown ? QStringLiteral("answer") : QStringLiteral("accept");
    case StepKind::Note:
    case StepKind::Handover:
        return QStringLiteral("accept");
    default:
        return {};
    }
}

} // namespace surgedeck::runbook
