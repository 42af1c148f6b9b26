// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runstate.h"

#include <variant>

namespace surgedeck::runbook {

// What happens to a run. Every event has its time with it; there is no clock in the machine.

/// Something was looked at: what the current step rests on, and what the guards watch. About once a second.
struct Looked
{
    Readings evidence;            ///< the step's own conditions: expect, until, before, or the verification of an act
    Readings look;                ///< what is only shown
    std::vector<Readings> cases;  ///< of a branch, in its order
    std::vector<Readings> guards; ///< of the guards that are on, in their order
};
/// A person accepts what is shown: a check, a note, the way of a branch, an act to be fired, a hand-over.
struct Accepted
{
    QString person;
};
/// A person answers a question; of a check, a branch or a wait whose evidence is unknown: what they saw, or the way.
struct Answered
{
    QString person;
    QString answer;
};
struct Skipped
{
    QString person;
    QString reason;
};
struct WentBack
{
    QString person;
    QString step;
};
struct Approved
{
    QString person;
};
struct Stopped
{
    QString person;
    QString reason;
};
/// Nobody is there who could answer: a run without a person ends here.
struct GaveUp
{
    QString reason;
};
/// Handed to somebody, who has not taken it yet.
struct Offered
{
    QString person;
    QString to;
};
struct TakenOver
{
    QString person;
};
// From who carries out the effects.
struct TargetLocked
{
};
struct TargetBusy
{
    QString by;
};
/// The preconditions, read again right before the act.
struct Inspected
{
    Readings before;
};
struct ActAnswered
{
    enum class Kind
    {
        Accepted,
        Refused,    ///< definitely not carried out
        Unanswered, ///< sent, and nobody knows
        LeftOut     ///< a rehearsal: everything was checked, nothing was sent
    };
    Kind kind = Kind::Unanswered;
    QString detail;
};
/// What had to be on disk before the effects is not: they were not carried out.
struct RecordFailed
{
    QString why;
};
struct ChildEnded
{
    Outcome outcome = Outcome::Failed;
};
/// The program begins again with a run that had not ended.
struct Restarted
{
};

using Happening =
    std::variant<Looked, Accepted, Answered, Skipped, WentBack, Approved, Stopped, GaveUp, Offered, TakenOver,
                 TargetLocked, TargetBusy, Inspected, ActAnswered, RecordFailed, ChildEnded, Restarted>;

struct Event
{
    WallTime at{};
    Happening what;
};

// What is to be done about it, in order, once the new state is on disk.

struct LockTarget
{
    QString target;
};
struct FreeTarget
{
    QString target;
};
/// Read the preconditions of the current act once more, now.
struct Inspect
{
};
struct Perform
{
    enum class What
    {
        Act,
        Undo
    };
    What what = What::Act;
};
struct StartChild
{
    QString runbook;
    int version = 0;
};

using Effect = std::variant<LockTarget, FreeTarget, Inspect, Perform, StartChild>;

} // namespace surgedeck::runbook
