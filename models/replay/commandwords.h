// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

namespace surgedeck {

// What entries of commands say to a reader of a timeline.

/// "session.end on legacy-db: 3069, stock_sync from 10.0.0.7, Sleep, transaction open for 100 s" of an intent;
/// "confirmed: session 3069 has ended, and with it its locks" of an outcome. Empty: the entry is of another kind.
QString commandWords(const JournalEntry &entry);
/// "end session 3069", for a mark in a track. Empty: no intent.
QString commandMark(const JournalEntry &entry);

} // namespace surgedeck
