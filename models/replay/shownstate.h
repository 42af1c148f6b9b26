// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"

#include <QJsonObject>

namespace surgedeck {

// What panels show that no source brings: a shift's state from its store, error budgets of earlier days, what the
// journal suffers from. Each is an entry "journal.shown" of a recording, so that a replay shows the same
// at the same moment. Pure.

extern const QString shownType;

QJsonObject shownShift(const QString &routeId, const ShiftNote &note);
QJsonObject shownBudgets(const std::vector<std::pair<QString, SloRollup>> &rollups);
QJsonObject shownJournal(const JournalHealth &health);

/// Brings a platform to what a body of these says. What it does not understand it leaves alone.
void applyShown(Platform &platform, const QJsonObject &body);

/// What a body is about: of entries about the same thing the last one counts.
QString subjectOfShown(const QJsonObject &body);

} // namespace surgedeck
