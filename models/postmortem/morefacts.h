// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/postmortem/postmortem.h"

namespace surgedeck {

// Sections of a post-mortem that are read off the record without any computing. Pure.

/// "2026-11-29 09:58:16", UTC: as tables say it; the moment itself, to the millisecond, is in the row.
QString tableTime(WallTime time);

/// What stakeholders were told, and which promised update did not come.
PostMortemSection messagesSection(const Incident &incident);
/// Silences, and alarms that were taken in hand: what was kept quiet, by whom and why.
PostMortemSection silencesSection(const Replay &replay);
/// Steps of runbooks that were skipped or failed, and what was done by hand instead.
PostMortemSection runbookSection(const Replay &replay);
/// When the review is due: three calendar days after a sev1, five working days after the others.
PostMortemSection reviewSection(const Incident &incident);
/// Earlier incidents whose first deviation was the same, by the rule that stands in the section.
PostMortemSection recurrenceSection(const std::vector<EarlierIncident> &earlier, const QString &firstDeviation,
                                    WallTime began);

} // namespace surgedeck
