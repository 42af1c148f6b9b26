// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/reading.h"
#include "models/runbook/runbook.h"

#include <QStringList>

namespace surgedeck::runbook {

enum class StepState
{
    Pending,
    Ready,   ///< it waits for a person, and everything that it rests on is known
    Waiting, ///< it waits for a condition, or for evidence that is not known now
    Running, ///< its action is on its way
    Stalled, ///< on its way for longer than any answer should take: flagged, not stopped
    Verifying,
    Succeeded,
    Failed,
    TimedOut,
    Skipped,
    Undone,
    UndoFailed,
    Cancelled, ///< the run ended before it
    Unknown    ///< sent, and nobody knows whether it was carried out
};

enum class Outcome
{
    None, ///< it goes on
    Succeeded,
    Failed,
    Stopped,
    TimedOut
};

/// Where an act is between the press and the proof.
enum class ActPhase
{
    None,
    Locking,    ///< waits for the lock of its target
    Inspecting, ///< reads what it rests on once more
    Sending,
    Verifying,
    Watching, ///< the effect is there and has to stay
    Undoing
};

/// How one step went.
struct StepRun
{
    QString id;
    StepKind kind = StepKind::Note;
    StepState state = StepState::Pending;
    std::optional<WallTime> started, ended;
    Readings evidence; ///< as it was when the step was decided; while it is open: now
    QString answer;
    QString by;     ///< the person
    QString detail; ///< what happened, in words
    QString way;    ///< where it led: a step's id, "stop" or "end"
};

/// A guard that is on: the conditions of its step must hold until another step has ended.
struct GuardRun
{
    int step = 0;
    std::optional<WallTime> failingSince;
};

/// One run of one runbook, all that is known of it. What is to happen next follows from it and one event.
struct State
{
    QString run; ///< its id
    QString runbook;
    int version = 0;
    QString digest;         ///< of the text that it is pinned to
    QString subject;        ///< what it is about, and what its acts lock
    bool rehearsal = false; ///< everything is checked for real, and nothing is changed
    QString person;         ///< who runs it now
    WallTime started{};
    std::optional<WallTime> ended;
    std::vector<StepRun> steps;
    int current = -1;
    Outcome outcome = Outcome::None;
    QString reason;
    std::optional<WallTime> holdSince; ///< the condition of the current wait holds since
    std::optional<WallTime> lookedAt;  ///< to a few seconds
    ActPhase phase = ActPhase::None;
    WallTime phaseSince{};
    bool unanswered = false; ///< the act in hand was sent and not answered
    QStringList approvals;   ///< of the current approve step
    std::vector<GuardRun> guards;
    bool leftOut = false;    ///< a rehearsal has left out a change: what should follow from it need not
    bool recovering = false; ///< begins again after a crash: a person says go
    bool offered = false;    ///< handed over, and not yet taken
};

QString toWord(StepState state);
QString toWord(Outcome outcome);
/// Nothing more will happen in it.
bool isOver(StepState state);

/// `{schema, runbook, version, outcome, steps: [{id, kind, state, evidence, started, ended}]}` and more.
QJsonObject runDocument(const State &state);

} // namespace surgedeck::runbook
