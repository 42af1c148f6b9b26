// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runsteps.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds stalledAfter{30s}; // no platform needs longer to answer one command
constexpr Milliseconds longestGap{30s};   // between two looks: beyond it nobody knows what held
constexpr Milliseconds stride{10s};       // a look this long after the last one that was noted is noted

bool isLimited(const Reading &reading)
{
    return !reading.limit.isEmpty();
}

} // namespace

void RunSteps::enter(int index)
{
    m_state.holdSince.reset();
    m_state.approvals.clear();
    m_state.unanswered = false;
    enterPhase(ActPhase::None);
    if (index >= static_cast<int>(m_runbook.steps.size()))
        return end(Outcome::Succeeded, {});
    m_state.current = index;
    StepRun &run = currentRun();
    const Step &step = currentStep();
    if (run.state == StepState::Skipped) {
        const int around = m_runbook.indexOf(step.otherwise.to);
        return around > index ? jumpTo(around) : enter(index + 1);
    }
    run.started = m_at;
    run.state = StepState::Ready;
    if (step.kind == StepKind::Check || step.kind == StepKind::Branch || step.kind == StepKind::Wait ||
        step.kind == StepKind::Act)
        run.state = StepState::Waiting;
    if (step.kind == StepKind::Runbook) {
        run.state = StepState::Running;
        add(StartChild{step.runbook, step.version});
    }
    if (step.kind == StepKind::Guard) {
        m_state.guards.push_back({index, std::nullopt});
        leave(StepState::Succeeded, QStringLiteral("next"), QStringLiteral("on until %1 has ended").arg(step.until));
    }
}

void RunSteps::enterPhase(ActPhase phase)
{
    m_state.phase = phase;
    m_state.phaseSince = m_at;
}

void RunSteps::jumpTo(int index)
{
    for (int between = m_state.current + 1; between < index; ++between) {
        StepRun &run = m_state.steps.at(std::size_t(between));
        if (run.state != StepState::Pending)
            continue;
        run.state = StepState::Skipped;
        run.detail = QStringLiteral("not on this way");
    }
    enter(index);
}

void RunSteps::leave(StepState how, const QString &way, const QString &detail)
{
    StepRun &run = currentRun();
    run.state = how;
    run.ended = m_at;
    if (!detail.isEmpty())
        run.detail = detail;
    if (m_state.phase != ActPhase::None)
        add(FreeTarget{m_state.subject});
    enterPhase(ActPhase::None);
    std::erase_if(m_state.guards,
                  [&](const GuardRun &guard) { return m_runbook.steps.at(std::size_t(guard.step)).until == run.id; });
    const int here = m_state.current;
    const int to = way == QLatin1String("next") ? here + 1 : m_runbook.indexOf(way);
    run.way = to >= 0 && to < static_cast<int>(m_runbook.steps.size()) ? m_runbook.steps.at(std::size_t(to)).id
              : way == QLatin1String("stop")                           ? way
                                                                       : QStringLiteral("end");
    if (way == QLatin1String("stop"))
        return end(how == StepState::TimedOut ? Outcome::TimedOut : Outcome::Failed,
                   QStringLiteral("%1: %2").arg(run.id, run.detail.isEmpty() ? whatIsMissing() : run.detail));
    if (to < 0)
        return end(Outcome::Succeeded, {});
    jumpTo(to);
}

void RunSteps::goBack(int to)
{
    for (int index = to; index <= m_state.current; ++index) {
        StepRun &run = m_state.steps.at(std::size_t(index));
        const bool isLeftOut =
            run.state == StepState::Skipped && !run.started && run.detail != QStringLiteral("not on this way");
        if (!isLeftOut)
            run = {run.id, run.kind, StepState::Pending, {}, {}, {}, {}, {}, {}, {}};
    }
    std::erase_if(m_state.guards, [&](const GuardRun &guard) { return guard.step >= to; });
    enter(to);
}

void RunSteps::end(Outcome outcome, const QString &reason)
{
    if (m_state.phase != ActPhase::None)
        add(FreeTarget{m_state.subject});
    enterPhase(ActPhase::None);
    for (StepRun &run : m_state.steps) {
        if (isOver(run.state))
            continue;
        run.state = StepState::Cancelled;
        if (run.started)
            run.ended = m_at;
    }
    m_state.outcome = outcome;
    m_state.reason = reason;
    m_state.ended = m_at;
    m_state.guards.clear();
    m_state.holdSince.reset();
}

void RunSteps::layDown(const QString &why)
{
    enterPhase(ActPhase::None);
    currentRun().state = StepState::Waiting;
    currentRun().detail = why;
}

Truth RunSteps::expectation()
{
    Readings asked;
    std::ranges::copy_if(currentRun().evidence, std::back_inserter(asked), isLimited);
    return together(asked);
}

QString RunSteps::whatIsMissing()
{
    QStringList words;
    for (const Reading &reading : currentRun().evidence)
        if (isLimited(reading) && reading.truth != Truth::Holds)
            words << sentenceOf(reading);
    return words.join(QStringLiteral("; "));
}

void RunSteps::show(const Looked &looked)
{
    StepRun &run = currentRun();
    run.evidence = looked.evidence;
    for (const Readings &branch : looked.cases)
        run.evidence.insert(run.evidence.end(), branch.begin(), branch.end());
    run.evidence.insert(run.evidence.end(), looked.look.begin(), looked.look.end());
}

void RunSteps::look(const Looked &looked)
{
    if (m_state.lookedAt && m_at - *m_state.lookedAt > longestGap)
        m_state.holdSince.reset();
    if (!m_state.lookedAt || m_at - *m_state.lookedAt >= stride)
        m_state.lookedAt = m_at;
    show(looked);
    if (watchGuards(looked) || giveUpInTime())
        return;
    switch (currentStep().kind) {
    case StepKind::Check:
        currentRun().state = expectation() == Truth::Unknown ? StepState::Waiting : StepState::Ready;
        currentRun().detail = expectation() == Truth::Unknown ? whatIsMissing() : QString();
        return;
    case StepKind::Branch:
        return lookAtBranch(looked);
    case StepKind::Wait:
        return lookAtWait();
    case StepKind::Act:
        return lookAtAct();
    default:
        return;
    }
}

bool RunSteps::watchGuards(const Looked &looked)
{
    for (std::size_t i = 0; i < m_state.guards.size() && i < looked.guards.size(); ++i) {
        GuardRun &guard = m_state.guards[i];
        const Step &step = m_runbook.steps.at(std::size_t(guard.step));
        if (together(looked.guards[i]) != Truth::Fails) {
            guard.failingSince.reset();
            continue;
        }
        guard.failingSince = guard.failingSince.value_or(m_at);
        const bool isSending = m_state.phase == ActPhase::Sending || m_state.phase == ActPhase::Undoing;
        if (m_at - *guard.failingSince < step.hold.value || isSending)
            continue;
        StepRun &run = m_state.steps.at(std::size_t(guard.step));
        run.state = StepState::Failed;
        run.evidence = looked.guards[i];
        const int to = m_runbook.indexOf(step.otherwise.to);
        m_state.guards.erase(m_state.guards.begin() + std::ptrdiff_t(i));
        if (to > m_state.current)
            leave(StepState::Cancelled, step.otherwise.to, QStringLiteral("the guard %1 failed").arg(step.id));
        else
            end(Outcome::Stopped,
                QStringLiteral("the guard %1 failed: %2").arg(step.id, sentenceOf(run.evidence.front())));
        return true;
    }
    return false;
}

bool RunSteps::giveUpInTime()
{
    const Milliseconds limit = currentStep().timeout.value;
    const bool isActing = m_state.phase != ActPhase::None;
    if (limit.count() == 0 || isActing || m_at - currentRun().started.value_or(m_at) < limit)
        return false;
    leave(StepState::TimedOut, currentStep().otherwise.to, QStringLiteral("gave up: %1").arg(whatIsMissing()));
    return true;
}

void RunSteps::lookAtBranch(const Looked &looked)
{
    StepRun &run = currentRun();
    run.way.clear();
    for (std::size_t i = 0; i < looked.cases.size() && i < currentStep().cases.size(); ++i) {
        const Truth truth = together(looked.cases[i]);
        if (truth == Truth::Holds)
            run.way = currentStep().cases[i].way.to;
        if (truth == Truth::Unknown)
            run.detail = QStringLiteral("not known: %1").arg(whatIsMissing());
        if (truth != Truth::Fails) {
            run.state = truth == Truth::Holds ? StepState::Ready : StepState::Waiting;
            return;
        }
    }
    run.way = currentStep().otherwise.to;
    run.state = StepState::Ready;
}

void RunSteps::lookAtWait()
{
    currentRun().state = StepState::Waiting;
    if (m_state.leftOut)
        return leave(StepState::Skipped, QStringLiteral("next"),
                     QStringLiteral("a rehearsal changed nothing, so nothing is waited for"));
    if (expectation() != Truth::Holds) {
        m_state.holdSince.reset();
        return;
    }
    if (!m_state.holdSince)
        m_state.holdSince = m_state.lookedAt = m_at;
    if (m_at - *m_state.holdSince >= currentStep().hold.value)
        leave(StepState::Succeeded, QStringLiteral("next"));
}

void RunSteps::lookAtAct()
{
    StepRun &run = currentRun();
    const Act &act = *currentStep().act;
    const Truth truth = expectation();
    switch (m_state.phase) {
    case ActPhase::None:
        run.state = truth == Truth::Holds ? StepState::Ready : StepState::Waiting;
        run.detail = whatIsMissing();
        return;
    case ActPhase::Locking:
    case ActPhase::Inspecting:
    case ActPhase::Sending:
    case ActPhase::Undoing:
        if (m_at - m_state.phaseSince >= stalledAfter)
            run.state = StepState::Stalled;
        return;
    case ActPhase::Verifying:
        run.state = StepState::Verifying;
        if (truth == Truth::Holds && act.watch.empty())
            return leave(StepState::Succeeded, QStringLiteral("next"));
        if (truth == Truth::Holds)
            return enterPhase(ActPhase::Watching);
        if (m_at - m_state.phaseSince >= act.within.value)
            effectMissing();
        return;
    case ActPhase::Watching:
        if (truth == Truth::Fails)
            return effectMissing();
        if (m_at - m_state.phaseSince >= act.watchFor.value)
            leave(StepState::Succeeded, QStringLiteral("next"));
        return;
    }
}

void RunSteps::effectMissing()
{
    const QString why = QStringLiteral("the effect does not show: %1").arg(whatIsMissing());
    // What may not have been carried out is not undone.
    if (m_state.unanswered)
        return failAct(StepState::Unknown, QStringLiteral("no answer came, and %1").arg(why));
    if (!currentStep().act->undo)
        return failAct(StepState::Failed, why);
    currentRun().detail = why;
    currentRun().state = StepState::Running;
    enterPhase(ActPhase::Undoing);
    add(Perform{Perform::What::Undo});
}

void RunSteps::failAct(StepState how, const QString &why)
{
    leave(how, currentStep().otherwise.to, why);
}

void RunSteps::answered(const ActAnswered &answer)
{
    currentRun().detail = answer.detail;
    switch (answer.kind) {
    case ActAnswered::Kind::LeftOut:
        m_state.leftOut = true;
        return leave(StepState::Succeeded, QStringLiteral("next"), answer.detail);
    case ActAnswered::Kind::Refused:
        return failAct(StepState::Failed, QStringLiteral("refused: %1").arg(answer.detail));
    case ActAnswered::Kind::Unanswered:
        m_state.unanswered = true;
        break;
    case ActAnswered::Kind::Accepted:
        break;
    }
    currentRun().state = StepState::Verifying;
    enterPhase(ActPhase::Verifying);
}

void RunSteps::undone(const ActAnswered &answer)
{
    const bool well = answer.kind == ActAnswered::Kind::Accepted || answer.kind == ActAnswered::Kind::LeftOut;
    const QString before = currentRun().detail;
    if (well)
        return failAct(StepState::Undone, before + QStringLiteral("; taken back"));
    leave(StepState::UndoFailed, QStringLiteral("stop"),
          QStringLiteral("%1; it could not be taken back: %2").arg(before, answer.detail));
}

} // namespace surgedeck::runbook
