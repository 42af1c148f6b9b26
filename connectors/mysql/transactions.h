// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/answer.h"
#include "models/base/clock.h"

#include <QStringList>

namespace surgedeck::mysql {

/// The lock that a transaction waits for.
struct LockRequest
{
    QString lockId;   ///< the server's name of this request
    QString resource; ///< names the record or table inside InnoDB: "5:3:2" is space 5, page 3, record 2
    QString object;   ///< "shop.stock (PRIMARY)"
    QString mode;
    QString writer; ///< id of the transaction that last changed the record, where the server shows it
};

struct Transaction
{
    QString id;
    quint64 thread = 0; ///< session; 0: it has none (a prepared XA transaction, or one of InnoDB's own)
    bool prepared = false;
    std::optional<Milliseconds> age;
    std::optional<Milliseconds> waitAge;
    std::optional<LockRequest> request;
    std::optional<double> rowsModified;
    int rowLocks = 0; ///< with the one it waits for; only known from the engine's status
};

struct LockHold
{
    QString transaction;
    QString resource;
    QString mode;
};

/// Open transactions and who holds what others wait for, at one moment.
struct EngineState
{
    std::vector<Transaction> transactions;
    std::vector<LockHold> holds;
    bool complete = true;            ///< false: the server cut its answer
    bool holdsKnown = false;         ///< `holds` names a holder of everything that is waited for
    std::vector<quint64> suspects{}; ///< sessions of which one holds what `holds` does not name; empty: no idea

    int waiters() const; ///< transactions that wait for a lock
};

/// From `Statements::transactions`.
std::vector<Transaction> readTransactions(const Answer &answer);

/// From `Statements::rowLocks`, read right after the transactions: which locks are held, and what the waiters wait for.
void addRowLocks(const Answer &answer, EngineState &state);
/// From `Statements::lockWaits`.
void addLockWaits(const Answer &answer, EngineState &state);

/// Adds those of `holds` that name a holder of what nobody is known to hold, and whose transaction is still open: rows
/// stay locked until their transaction ends, so a hold that was seen earlier is one as long as that.
void addKnownHolds(const std::vector<LockHold> &holds, EngineState &state);

/// Ids of locks that are waited for, the longest waiter of each resource only: all others behind it wait for the same
/// holders. At most `limit`.
QStringList oldestRequests(const std::vector<Transaction> &transactions, qsizetype limit);

/// "2228:5:3:8" (transaction first) and "140…:5:3:8:140…" (MySQL 8: addresses at both ends) are record 5:3:8.
QString resourceOf(const QString &lockId);

/// "shop.stock (PRIMARY)" from "`shop`.`stock`" and "PRIMARY".
QString lockedObject(QString table, const QString &index);

} // namespace surgedeck::mysql
