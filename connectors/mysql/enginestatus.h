// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/transactions.h"

namespace surgedeck::mysql {

/// Reads the list of transactions out of SHOW ENGINE INNODB STATUS. It names what each one waits for but not who holds
/// it; the holder is found by three facts. The record that is waited for is printed, and a record of a table's own
/// index carries the id of the transaction that last changed it: while that one is open, it holds the record. When only
/// one transaction holds any row lock at all, it is the one. And row locks are granted in the order in which they were
/// asked for: whoever holds a record began before the longest waiter for it began to wait. Where several did, they
/// become `suspects`, and `holdsKnown` is false. Gaps are granted out of order, so nothing is concluded about them.
///
/// Why this text: it is of the moment it is asked for, while InnoDB fills the tables INNODB_TRX, INNODB_LOCKS and
/// INNODB_LOCK_WAITS anew only when nobody has read them for 100 ms. And with 700 waiters it costs the server 5 ms,
/// INNODB_TRX alone 226 ms, because the three tables are filled together, and the last one grows with the square of the
/// waiters (measured, MariaDB 10.11.19). Source of the format: storage/innobase/lock/lock0lock.cc, trx/trx0trx.cc.
EngineState readEngineStatus(const QByteArray &text);

} // namespace surgedeck::mysql
