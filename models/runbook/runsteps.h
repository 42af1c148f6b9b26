// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runevents.h"

namespace surgedeck::runbook {

/// The steps of one run during one transition: how they begin and end, what time and evidence do to them. Belongs to
/// the machine (runmachine.h), which hears people and answers.
class RunSteps
{
public:
    RunSteps(const State &state, const Runbook &runbook, WallTime at)
        : m_state(state)
        , m_runbook(runbook)
        , m_at(at)
    {
    }

    State &state() { return m_state; }
    const std::vector<Effect> &effects() const { return m_effects; }
    const Runbook &runbook() const { return m_runbook; }
    StepRun &currentRun() { return m_state.steps.at(std::size_t(m_state.current)); }
    const Step &currentStep() const { return m_runbook.steps.at(std::size_t(m_state.current)); }

    void add(const Effect &effect) { m_effects.push_back(effect); }
    void enter(int index);
    void enterPhase(ActPhase phase);
    /// Ends the current step and goes where `way` leads.
    void leave(StepState how, const QString &way, const QString &detail = {});
    void goBack(int to);
    void end(Outcome outcome, const QString &reason);
    /// An act goes back to where it waits for a person.
    void layDown(const QString &why);

    /// Evidence as of now, and what follows from it and from the time.
    void look(const Looked &looked);
    /// Only the evidence.
    void show(const Looked &looked);
    void keep(const Readings &evidence) { currentRun().evidence = evidence; }
    /// Of the evidence that the current step asks for, as of the last look.
    Truth expectation();
    /// What does not hold, in words.
    QString whatIsMissing();

    void answered(const ActAnswered &answer);
    void undone(const ActAnswered &answer);

private:
    bool watchGuards(const Looked &looked);
    bool giveUpInTime();
    void lookAtWait();
    void lookAtAct();
    void lookAtBranch(const Looked &looked);
    void effectMissing();
    void failAct(StepState how, const QString &why);
    void jumpTo(int index);

    State m_state;
    const Runbook &m_runbook;
    WallTime m_at;
    std::vector<Effect> m_effects;
};

} // namespace surgedeck::runbook
