// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/items/readiness.h"
#include "models/runbook/ranking.h"
#include "models/runbook/runmachine.h"
#include "models/runbook/runscore.h"

namespace surgedeck {

/// The library, ranked: id, title with its subject, how many of its conditions hold, what speaks for or against it, and
/// when it was last rehearsed.
std::vector<ColumnHead> rankingHeads();
/// `rehearsed`: when each was last rehearsed, by its id.
std::vector<RowFacts> rankingRows(const std::vector<runbook::Suggestion> &ranking,
                                  const std::map<QString, WallTime> &rehearsed, WallTime now);

/// The steps of a run, or of a runbook that has not begun (`state` without steps): number and kind, title, response,
/// time.
std::vector<ColumnHead> stepHeads();
std::vector<RowFacts> stepRows(const runbook::Runbook &runbook, const runbook::State &state);

/// What was answered and pressed, newest first: time, who, challenge, response.
std::vector<ColumnHead> runRecordHeads();
std::vector<RowFacts> runRecordRows(const runbook::Runbook &runbook, const runbook::State &state);

/// The ways of a branch that is current, each with where it leads; the one that would be taken now is marked.
std::vector<ReadinessCheck> wayLines(const runbook::Runbook &runbook, const runbook::State &state);

/// The score of a run that is over: each step with its time and what it usually takes; then what did not go as written,
/// and what was not looked at.
std::vector<ColumnHead> scoreHeads();
std::vector<RowFacts> scoreRows(const runbook::Score &score);

/// Readings as lines of a checklist.
std::vector<ReadinessCheck> evidenceLines(const runbook::Readings &readings);

/// What a run is: "version 2 · on legacy-db · started 03:14:10 · M. Okafor"; a rehearsal says so first.
QString runHead(const runbook::State &state);

/// "Step 6 of 9, wait, database pool below 70 %, since 03:14": for headings and screen readers.
QString stepSentence(const runbook::Runbook &runbook, const runbook::State &state, WallTime now);

} // namespace surgedeck
