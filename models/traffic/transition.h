// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traffic/shift.h"

#include <algorithm>
#include <initializer_list>

namespace surgedeck::traffic {

/// One transition in the making: a copy of the state, the effects, and the events that it understands.
class Transition
{
public:
    Transition(const State &state, const Rules &rules, const Checks &checks)
        : m_next{state, {}, true}
        , m_rules(rules)
        , m_checks(checks)
    {
    }
    Next take() { return std::move(m_next); }

    void on(const PlanMade &);
    void on(const ApprovedBy &approved);
    void on(const ApprovalExpired &) { s().phase == Phase::Approved ? become(Phase::Planned, Why::Nothing) : ignore(); }

    void on(const StartAsked &);
    void on(const HoldAsked &asked);
    /// On from where it is held. A person asks, so what went back may go forward again, but never past a guard.
    void on(const ResumeAsked &);
    void on(const BackAsked &);
    /// From anywhere a write of ours may have changed something, even where nobody knows: the way out must never be
    /// locked.
    void on(const AbortAsked &);
    void on(const RecoverAsked &asked);
    void on(const LeaseGranted &granted);
    void on(const LeaseRefused &);
    void on(const LeaseLost &);
    void on(const IntentStored &stored);
    void on(const IntentFailed &failed);
    void on(const Answered &answer);
    void on(const ConfirmAnswered &answer);
    void on(const ReadBack &read);
    void on(const GuardsJudged &judged);
    void on(const BakeOver &);
    void on(const QuietNow &quiet);
    void on(const RetryNow &);
    /// What was in memory is gone; what is on disk is this state. Nothing that was in hand goes on by itself.
    void on(const Restarted &);

private:
    State &s() { return m_next.state; }
    void effect(Effect effect) { m_next.effects.push_back(effect); }
    void ignore() { m_next.understood = false; }
    bool isAny(std::initializer_list<Phase> phases) { return std::ranges::find(phases, s().phase) != phases.end(); }
    /// After a restart a person comes first; without a lease nothing may be sent that nobody asked for.
    bool mayActAlone() { return s().epoch != 0 || !m_checks.leaseBeforeSend; }

    void become(Phase phase, Why why);
    void beginPlan();
    void endWrite();
    void hold(Why why);
    void recover(Why why);
    /// To the next step, or, where the router lost what was verified, to the same again.
    void goForward();
    void goBack(Percent target, BackTo to, Why why);
    void lease();
    void prepare();
    void prepared(const Reading &reading);
    void retryLater(Why why);
    void store(Generation base);
    void send();
    void doubt(Why why);
    void refused(Why why);
    bool hasTarget(const Reading &reading);
    void lookedForWrite(const Reading &reading);
    /// The same write with the same key: should the first have landed after all, the router knows it.
    void resend();
    void interfered();
    void verify();
    void verified(const Reading &reading);
    /// It was there, and is not any more.
    void wentAway(const Reading &reading);
    void lookedForConfirmation(const Reading &reading);
    void succeed();
    std::int8_t stepOf(Percent canary);
    void wentBack(Why why);
    void bake();
    void advanceIfReady();
    void recovered(const Reading &reading);
    void resumeFromSeen();
    void leaseToVerify();
    /// Nothing of ours is in hand, so a difference is somebody else's or a reload.
    void watched(const Reading &reading);

    Next m_next;
    const Rules &m_rules;
    const Checks &m_checks;
};

} // namespace surgedeck::traffic
