// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/items/readiness.h"
#include "models/runbook/ranking.h"
#include "models/runbook/runmachine.h"

namespace surgedeck {

/// The library, ranked: id, title with its subject, how many of its conditions hold, and what speaks for or against it.
std::vector<ColumnHead> rankingHeads();
std::vector<RowFacts> rankingRows(const std::vector<runbook::Suggestion> &ranking);

/// The steps of a run, or of a runbook that has not begun (`state` without steps): number and kind, title, response,
/// time.
std::vector<ColumnHead> stepHeads();
std::vector<RowFacts> stepRows(const runbook::Runbook &runbook, const runbook::State &state);

/// What was answered and pressed, newest first: time, who, challenge, response.
std::vector<ColumnHead> runRecordHeads();
std::vector<RowFacts> runRecordRows(const runbook::Runbook &runbook, const runbook::State &state);

/// Readings as lines of a checklist.
std::vector<ReadinessCheck> evidenceLines(const runbook::Readings &readings);

/// "Step 6 of 9, wait, database pool below 70 %, since 03:14": for headings and screen readers.
QString stepSentence(const runbook::Runbook &runbook, const runbook::State &state, WallTime now);

} // namespace surgedeck
