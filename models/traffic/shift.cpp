// SPDX-License-Identifier: GPL-3.0-or-later
// What each event means. transition.h has the moves it is made of.
#include "models/traffic/shift.h"

#include "models/traffic/transition.h"

namespace surgedeck::traffic {

void Transition::on(const PlanMade &)
{
    if (isAny({Phase::Idle, Phase::Planned, Phase::RolledBack, Phase::Aborted, Phase::Done}) && !m_rules.steps.empty())
        beginPlan();
    else
        ignore();
}

void Transition::on(const ApprovedBy &approved)
{
    if (s().phase == Phase::Planned) {
        s().secondPerson = approved.secondPerson;
        become(Phase::Approved, Why::Nothing);
        effect(ArmApproval{});
    } else if (approved.secondPerson && isAny({Phase::Approved, Phase::Baking, Phase::Held})) {
        s().secondPerson = true;
    } else {
        ignore();
    }
}

void Transition::on(const StartAsked &)
{
    const bool ready = s().phase == Phase::Approved || (!m_checks.approvalBeforeStart && s().phase == Phase::Planned);
    if (!ready)
        return ignore();
    goForward();
}

void Transition::on(const HoldAsked &asked)
{
    if (s().phase == Phase::Baking)
        hold(asked.why);
    else if (s().motion == Motion::Forward && isAny({Phase::Leasing, Phase::Preparing}))
        hold(asked.why); // nothing was sent
    else if (s().motion == Motion::Forward)
        s().holdAfter = true;
    else
        ignore();
}

void Transition::on(const ResumeAsked &)
{
    if (s().phase != Phase::Held || (m_checks.guardsBeforeAdvance && s().step >= 0 && s().guards != GuardVerdict::Pass))
        return ignore();
    if (s().step < 0)
        return goForward();
    bake();
}

void Transition::on(const BackAsked &)
{
    if (isAny({Phase::Baking, Phase::Held, Phase::Done, Phase::Drifted, Phase::Conflict}) && s().step >= 0)
        goBack(s().step > 0 ? m_rules.steps[static_cast<std::size_t>(s().step - 1)] : m_rules.baseline, BackTo::Step,
               Why::Person);
    else
        ignore();
}

void Transition::on(const AbortAsked &)
{
    if (isAny({Phase::Idle, Phase::RolledBack, Phase::Aborted}) ||
        (s().motion == Motion::Back && s().phase != Phase::Unknown))
        return ignore();
    if (isAny({Phase::Planned, Phase::Approved})) {
        become(Phase::Aborted, Why::Person);
        return;
    }
    goBack(m_rules.baseline, BackTo::Abort, Why::Person);
}

void Transition::on(const RecoverAsked &asked)
{
    if (!isAny({Phase::Recovering, Phase::Conflict, Phase::Drifted}))
        return ignore();
    if (asked.choice == RecoverAsked::Choice::RollBack)
        return goBack(m_rules.baseline, BackTo::Rollback, Why::Person);
    if (s().phase != Phase::Recovering || !s().seen)
        return ignore(); // what the router has decides; without it there is nothing to hold on to
    s().holdAfter = asked.choice == RecoverAsked::Choice::Hold;
    resumeFromSeen();
}

void Transition::on(const LeaseGranted &granted)
{
    if (s().phase != Phase::Leasing || granted.epoch == 0)
        return ignore();
    s().epoch = granted.epoch;
    if (s().onlyVerify) {
        s().onlyVerify = false;
        return verify();
    }
    prepare();
}

void Transition::on(const LeaseRefused &)
{
    if (s().phase != Phase::Leasing)
        return ignore();
    // A way back is not given up because another console is slow to let go.
    if (s().motion == Motion::Back)
        effect(ArmRetry{});
    else
        hold(Why::LeaseRefused);
}

void Transition::on(const LeaseLost &)
{
    if (s().epoch == 0)
        return ignore();
    s().epoch = 0;
    if (hasWriteInHand(s()))
        recover(Why::LeaseLost);
    else if (isAny({Phase::Preparing, Phase::Storing, Phase::Baking}))
        hold(Why::LeaseLost);
}

void Transition::on(const IntentStored &stored)
{
    if (s().phase != Phase::Storing || (m_checks.oldAnswersIgnored && stored.intent != s().intent))
        return ignore();
    send();
}

void Transition::on(const IntentFailed &failed)
{
    if (s().phase != Phase::Storing || failed.intent != s().intent)
        return ignore();
    s().intent = 0;
    if (s().motion == Motion::Back)
        return retryLater(Why::JournalFailed);
    hold(Why::JournalFailed);
}

void Transition::on(const Answered &answer)
{
    if (s().phase != Phase::Sending || (m_checks.oldAnswersIgnored && answer.intent != s().intent))
        return ignore();
    switch (answer.kind) {
    case Answered::Kind::Accepted:
        return m_checks.readBackBeforeSuccess ? verify() : succeed();
    case Answered::Kind::Unanswered:
        return doubt(Why::NoAnswer);
    case Answered::Kind::Refused:
        return refused(Why::Refused);
    case Answered::Kind::StaleGeneration:
        return refused(Why::ChangedByOthers);
    }
}

void Transition::on(const ConfirmAnswered &answer)
{
    if (s().phase != Phase::Confirming || (m_checks.oldAnswersIgnored && answer.intent != s().intent))
        return ignore();
    if (answer.accepted)
        return succeed();
    effect(Read{}); // whether it is kept is what the router says, not what the answer was
}

void Transition::on(const ReadBack &read)
{
    switch (s().phase) {
    case Phase::Preparing:
        return prepared(read.reading);
    case Phase::Unknown:
        return lookedForWrite(read.reading);
    case Phase::Verifying:
        return verified(read.reading);
    case Phase::Confirming:
        return lookedForConfirmation(read.reading);
    case Phase::Recovering:
        return recovered(read.reading);
    case Phase::Baking:
    case Phase::Held:
    case Phase::Done:
        return watched(read.reading);
    default:
        return ignore();
    }
}

void Transition::on(const GuardsJudged &judged)
{
    if (!isAny({Phase::Baking, Phase::Held}))
        return ignore();
    s().guards = judged.verdict;
    if (judged.verdict == GuardVerdict::Worse && s().step >= 0 && mayActAlone())
        return goBack(m_rules.baseline, BackTo::Rollback, Why::CanaryWorse);
    if (s().phase == Phase::Held)
        return;
    if (judged.verdict == GuardVerdict::Hold || judged.verdict == GuardVerdict::Worse)
        hold(Why::GuardFailed);
    else if (judged.verdict == GuardVerdict::NoData && m_checks.guardsBeforeAdvance)
        hold(Why::NoData);
    else
        advanceIfReady();
}

void Transition::on(const BakeOver &)
{
    if (s().phase != Phase::Baking)
        return ignore();
    s().bakeOver = true;
    advanceIfReady();
}

void Transition::on(const QuietNow &quiet)
{
    if (s().phase != Phase::Unknown || quiet.intent != s().intent)
        return ignore();
    s().quiet = true;
    effect(Read{});
}

void Transition::on(const RetryNow &)
{
    if (s().phase == Phase::Leasing)
        effect(AcquireLease{});
    else if (s().phase == Phase::Preparing || hasWriteInHand(s()) || s().phase == Phase::Recovering)
        effect(Read{});
    else
        ignore();
}

void Transition::on(const Restarted &)
{
    if (!m_checks.personAfterRestart && s().phase == Phase::Sending)
        return send();
    s().epoch = 0;
    if (hasWriteInHand(s()))
        recover(Why::Restarted);
    else if (isAny({Phase::Leasing, Phase::Preparing, Phase::Storing}))
        s().motion == Motion::Back ? recover(Why::Restarted) : hold(Why::Restarted);
    else if (s().phase == Phase::Baking)
        hold(Why::Restarted);
    else if (s().phase == Phase::Approved)
        become(Phase::Planned, Why::Restarted);
    else
        s().why = s().phase == Phase::Held ? Why::Restarted : s().why;
}

bool hasWriteInHand(const State &state)
{
    switch (state.phase) {
    case Phase::Sending:
    case Phase::Unknown:
    case Phase::Verifying:
    case Phase::Confirming:
        return true;
    default:
        return false;
    }
}

Next next(const State &state, const Event &event, const Rules &rules, const Checks &checks)
{
    Transition transition(state, rules, checks);
    std::visit([&](const auto &happened) { transition.on(happened); }, event);
    Next result = transition.take();
    if (!result.understood)
        return {state, {}, false};
    return result;
}

} // namespace surgedeck::traffic
