// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traffic/transition.h"

namespace surgedeck::traffic {

void Transition::become(Phase phase, Why why)
{
    s().phase = phase;
    s().why = why;
}

void Transition::beginPlan()
{
    const IntentId last = s().lastIntent;
    s() = State{};
    s().lastIntent = last;
    s().confirmed = m_rules.baseline;
    become(Phase::Planned, Why::Nothing);
}

void Transition::endWrite()
{
    s().intent = 0;
    s().motion = Motion::None;
    s().equalReads = s().resends = 0;
    s().quiet = s().onlyVerify = false;
    s().seen.reset();
}

void Transition::hold(Why why)
{
    endWrite();
    s().holdAfter = false;
    become(Phase::Held, why);
}

void Transition::recover(Why why)
{
    s().seen.reset();
    become(Phase::Recovering, why);
    effect(Read{});
}

void Transition::goForward()
{
    const auto index = static_cast<std::size_t>(s().step + 1);
    const Percent wanted = m_rules.steps[index];
    if (wanted - s().confirmed > m_rules.aloneUpTo && !s().secondPerson)
        return hold(Why::SecondPerson);
    s().target = wanted;
    s().motion = Motion::Forward;
    become(Phase::Leasing, Why::Nothing);
    lease();
}

void Transition::goBack(Percent target, BackTo to, Why why)
{
    endWrite();
    s().target = target;
    s().motion = Motion::Back;
    s().backTo = to;
    s().holdAfter = false;
    become(Phase::Leasing, why);
    lease();
}

void Transition::lease()
{
    if (s().epoch != 0 || !m_checks.leaseBeforeSend)
        prepare();
    else
        effect(AcquireLease{});
}

void Transition::prepare()
{
    s().phase = Phase::Preparing;
    if (!m_checks.readBeforeIntent)
        return store(0);
    effect(Read{});
}

void Transition::prepared(const Reading &reading)
{
    if (reading.kind != Reading::Kind::Weights)
        return s().motion == Motion::Back ? retryLater(Why::RouterUnreachable) : hold(Why::RouterUnreachable);
    if (s().motion == Motion::Forward && reading.canary != s().confirmed) {
        endWrite();
        return become(Phase::Drifted, Why::ChangedByOthers);
    }
    store(reading.generation);
}

void Transition::retryLater(Why why)
{
    s().intent = 0;
    become(Phase::Preparing, why);
    effect(ArmRetry{});
}

void Transition::store(Generation base)
{
    s().base = base;
    s().intent = ++s().lastIntent;
    s().equalReads = s().resends = 0;
    s().quiet = false;
    s().phase = Phase::Storing;
    effect(StoreIntent{s().intent, s().target, base});
    if (!m_checks.intentBeforeSend)
        send();
}

void Transition::send()
{
    if (m_checks.leaseBeforeSend && s().epoch == 0)
        return recover(Why::LeaseLost);
    s().phase = Phase::Sending;
    effect(Send{s().intent, s().target, s().base, s().epoch});
}

void Transition::doubt(Why why)
{
    s().equalReads = 0;
    if (s().phase != Phase::Unknown) {
        become(Phase::Unknown, why);
        s().quiet = false;
        effect(ArmQuiet{s().intent});
    }
    effect(ArmRetry{});
    effect(Read{});
}

void Transition::refused(Why why)
{
    s().intent = 0;
    if (s().motion == Motion::Back)
        return retryLater(why); // with what the router has now
    if (why == Why::ChangedByOthers) {
        endWrite();
        return become(Phase::Conflict, why);
    }
    hold(why);
}

bool Transition::hasTarget(const Reading &reading)
{
    const bool isNew = !m_rules.routerCounts || s().target == s().confirmed || reading.generation != s().base;
    return reading.kind == Reading::Kind::Weights && reading.canary == s().target && isNew;
}

void Transition::lookedForWrite(const Reading &reading)
{
    if (hasTarget(reading))
        return verify();
    if (reading.kind != Reading::Kind::Weights) {
        effect(ArmRetry{});
        return;
    }
    const bool untouched = reading.canary == s().confirmed && (!m_rules.routerCounts || reading.generation == s().base);
    if (!untouched)
        return interfered();
    if (!s().quiet) {
        effect(ArmRetry{});
        return;
    }
    resend();
}

void Transition::resend()
{
    if (s().resends >= m_rules.mostResends) {
        effect(ArmRetry{});
        return;
    }
    ++s().resends;
    s().quiet = false;
    if (!m_checks.sameKeyOnResend)
        s().intent = ++s().lastIntent;
    send();
}

void Transition::interfered()
{
    if (s().motion == Motion::Back) {
        s().intent = 0;
        return prepare();
    }
    endWrite();
    become(Phase::Conflict, Why::ChangedByOthers);
}

void Transition::verify()
{
    s().phase = Phase::Verifying;
    s().equalReads = 0;
    effect(Read{});
}

void Transition::verified(const Reading &reading)
{
    if (reading.kind != Reading::Kind::Weights)
        return doubt(Why::RouterUnreachable);
    if (!hasTarget(reading))
        return wentAway(reading);
    if (++s().equalReads < m_rules.verifyReads)
        return effect(ArmRetry{});
    if (!m_rules.routerReverts || !m_checks.confirmBeforeBake)
        return succeed();
    s().phase = Phase::Confirming;
    effect(Confirm{s().intent, s().epoch});
}

void Transition::wentAway(const Reading &reading)
{
    if (s().motion == Motion::Back) {
        s().intent = 0;
        return prepare();
    }
    if (reading.canary == s().confirmed)
        return hold(Why::Reverted);
    interfered();
}

void Transition::lookedForConfirmation(const Reading &reading)
{
    if (reading.kind != Reading::Kind::Weights)
        return effect(ArmRetry{});
    if (!hasTarget(reading))
        return wentAway(reading);
    if (reading.confirmed)
        return succeed();
    effect(Confirm{s().intent, s().epoch});
    effect(ArmRetry{});
}

void Transition::succeed()
{
    const Motion motion = s().motion;
    const Why why = s().why;
    s().confirmed = s().target;
    endWrite();
    s().guards = GuardVerdict::NotJudged;
    s().step = stepOf(s().confirmed);
    if (motion == Motion::Back)
        return wentBack(why);
    if (s().holdAfter)
        return hold(Why::Person);
    bake();
}

std::int8_t Transition::stepOf(Percent canary)
{
    const auto found = std::ranges::upper_bound(m_rules.steps, canary);
    return canary <= m_rules.baseline ? std::int8_t{-1} : static_cast<std::int8_t>(found - m_rules.steps.begin() - 1);
}

void Transition::wentBack(Why why)
{
    s().holdAfter = false;
    if (!m_checks.rollbackIsSticky)
        return s().step < 0 ? goForward() : bake();
    if (s().backTo == BackTo::Step)
        return become(Phase::Held, why);
    become(s().backTo == BackTo::Rollback ? Phase::RolledBack : Phase::Aborted, why);
    s().epoch = 0;
    effect(ReleaseLease{});
}

void Transition::bake()
{
    s().bakeOver = false;
    s().guards = GuardVerdict::NotJudged;
    become(Phase::Baking, Why::Nothing);
    effect(ArmBake{});
}

void Transition::advanceIfReady()
{
    const bool fine =
        s().guards == GuardVerdict::Pass || (!m_checks.guardsBeforeAdvance && s().guards != GuardVerdict::Worse);
    if (!s().bakeOver || !fine)
        return;
    if (static_cast<std::size_t>(s().step + 1) < m_rules.steps.size())
        return goForward();
    become(Phase::Done, Why::Nothing);
    s().epoch = 0;
    effect(ReleaseLease{});
}

void Transition::recovered(const Reading &reading)
{
    if (reading.kind != Reading::Kind::Weights) {
        s().seen.reset();
        return effect(ArmRetry{});
    }
    s().seen = reading.canary;
}

void Transition::resumeFromSeen()
{
    const Percent seen = *s().seen;
    s().seen.reset();
    if (seen == s().target && s().intent != 0) {
        s().onlyVerify = true;
        become(Phase::Leasing, s().why);
        return leaseToVerify();
    }
    if (s().motion == Motion::Back) // a way back that is not there yet goes on: a person has just said so
        return goBack(s().target, s().backTo, s().why);
    if (seen == s().confirmed)
        return hold(Why::Restarted);
    endWrite();
    become(Phase::Conflict, Why::ChangedByOthers);
}

void Transition::leaseToVerify()
{
    if (s().epoch == 0)
        return effect(AcquireLease{});
    s().onlyVerify = false;
    verify();
}

void Transition::watched(const Reading &reading)
{
    if (reading.kind != Reading::Kind::Weights || reading.canary == s().confirmed)
        return;
    endWrite();
    become(Phase::Drifted, Why::ChangedByOthers);
}

} // namespace surgedeck::traffic
