// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/transactions.h"

namespace surgedeck::mysql {

/// Reads the list of transactions out of SHOW ENGINE INNODB STATUS. It names what each one waits for but not who holds
/// it; the holder is found by two facts. The record that is waited for is printed, and a record of a table's own index
/// carries the id of the transaction that last changed it: while that one is open, it holds the record. And when only
/// one transaction holds any row lock at all, it is the one. `holdsKnown` is false when neither helps for some
/// resource. Why this text: with 700 waiters it costs the server 5 ms, INNODB_TRX alone 226 ms, because InnoDB fills
/// the tables INNODB_TRX, INNODB_LOCKS and INNODB_LOCK_WAITS together, and the last one grows with the square of the
/// waiters (measured, MariaDB 10.11.19). Source of the format: storage/innobase/lock/lock0lock.cc, trx/trx0trx.cc.
EngineState readEngineStatus(const QByteArray &text);

} // namespace surgedeck::mysql
