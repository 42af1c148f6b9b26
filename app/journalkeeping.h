// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <memory>

namespace surgedeck {

class Clock;
class SqliteJournal;
class WatchSession;
struct Workspace;

/// The journal of a workspace, for a process that watches nothing: where a command leaves its record.
std::unique_ptr<SqliteJournal> openJournal(const Workspace &workspace, const Clock &clock);

/// Writes everything that a session sees into the journal of its workspace, for as long as the journal lives. A journal that
/// can not be written is told as an alarm of the session; the program goes on.
std::unique_ptr<SqliteJournal> keepJournal(WatchSession &session, const Clock &clock);

/// Records what a session sees into one file, signed, until SqliteJournal::finish(). Error: Config, without a signing key.
Result<std::unique_ptr<SqliteJournal>> recordInto(WatchSession &session, const QString &file, const Clock &clock);

} // namespace surgedeck
