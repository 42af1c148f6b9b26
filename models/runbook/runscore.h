// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runmachine.h"

namespace surgedeck::runbook {

/// How long one step of a run was the current one, all its passes together.
struct StepScore
{
    QString id;
    QString title;
    StepState state = StepState::Pending;
    int passes = 0;
    Milliseconds took{0};
    Milliseconds forPerson{0}; ///< of it, the run waited for somebody to say or to press something
    Milliseconds usual{0};     ///< 0: nobody said

    bool isLate() const { return usual.count() > 0 && took > usual; }
};

/// Something that did not go as the runbook has it.
struct Deviation
{
    WallTime at{};
    QString step;
    QString person; ///< empty: nobody did it, it happened
    QString what;
};

/// What one run was like, for whoever reads it afterwards. Pure: computed from the record of the run alone, so that a
/// replay comes to the same.
struct Score
{
    QString run, runbook, subject;
    int version = 0;
    bool rehearsal = false;
    Outcome outcome = Outcome::None;
    Milliseconds took{0};
    Milliseconds forPeople{0};
    std::vector<StepScore> steps; ///< those that were entered, in the runbook's order
    std::vector<Deviation> deviations;
    QStringList notLookedAt; ///< signals of the runbook that no step of this run showed, by their titles
    QStringList notReached;  ///< steps, by their titles
};

/// `runbook` with the run's parameters; `now` is the end of a run that has not ended.
Score scoreOf(const Runbook &runbook, const RunStart &start, const std::vector<Event> &events, WallTime now);

/// `{run, runbook, outcome, took_s, waited_for_people_s, steps: [...], deviations: [...], not_looked_at, not_reached}`.
QJsonObject toJson(const Score &score);

} // namespace surgedeck::runbook
