// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <memory>

namespace surgedeck {

class Clock;
class SqliteJournal;
class WatchSession;

/// Writes everything that a session sees into the journal of its workspace, for as long as the journal lives. A journal that
/// can not be written is told as an alarm of the session; the program goes on.
std::unique_ptr<SqliteJournal> keepJournal(WatchSession &session, const Clock &clock);

/// Records what a session sees into one file, signed, until SqliteJournal::finish(). Error: Config, without a signing key.
Result<std::unique_ptr<SqliteJournal>> recordInto(WatchSession &session, const QString &file, const Clock &clock);

} // namespace surgedeck
