// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"

namespace surgedeck::mysql {

/// Whether a session of this command (the column of that name) executes a statement for a client. Replication, the
/// event scheduler and connections that have not signed in yet do not.
bool isClientStatement(const QString &command, const QString &user);

/// Where a statement with this STATE spends its time. A wait for a row lock has no state of its own: it looks like work
/// and is told from InnoDB's transactions. Sources: MySQL 8.0 manual "Examining Server Thread (Process) Information",
/// MariaDB "Thread States".
WaitClass waitClassOf(const QString &state);

/// The state of a statement that waits for the lock on a table's definition.
bool isMetadataLockWait(const QString &state);

/// Whether a statement in this state may be waiting for a row lock.
bool mayWaitForRow(const QString &state);

} // namespace surgedeck::mysql
