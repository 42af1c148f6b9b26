// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runevents.h"

// A run of a runbook. Pure: what happens next follows from the state and one event; there is no clock, no I/O and no
// memory in it. The journal keeps every event before its effects are carried out, so that a run begins again where it
// was after a crash, and replays. Of one kind with the machine of a traffic shift (models/traffic/shift.h).

namespace surgedeck::runbook {

struct Next
{
    State state;
    std::vector<Effect> effects;
    bool understood = true; ///< false: the event means nothing here and changed nothing, as a late answer does
    QString refusal;        ///< why not, for the person who asked
};

struct RunStart
{
    QString run;
    QString subject;
    QString person;
    bool rehearsal = false;
    QStringList missing; ///< binds that the workspace has nothing for: acts on them are left out
    WallTime at{};
};

/// `runbook` has its parameters filled in and does not change for as long as the run lasts.
Next begin(const Runbook &runbook, const RunStart &start);
Next next(const State &state, const Event &event, const Runbook &runbook);

/// What has to be looked at now for the current step.
struct Wanted
{
    Conditions evidence;
    Conditions look;
    std::vector<Conditions> cases;
    std::vector<Conditions> guards;
};
Wanted wanted(const State &state, const Runbook &runbook);

/// Whether something happened between the two that people want to know; figures that moved are not.
bool isWorthTelling(const State &before, const State &after);
/// Whether the record of the run needs what happened between the two: folded again it has to come to the same.
bool isWorthKeeping(const State &before, const State &after);

/// Whether a person is needed for the run to go on, and for what: "answer", "accept", "fire", "approve"; empty: no.
QString pauseOf(const State &state, const Runbook &runbook);

} // namespace surgedeck::runbook
