// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/lockmodes.h"
#include "models/domain/observation.h"

#include <map>

namespace surgedeck::postgres {

/// What a lock is on.
struct LockTarget
{
    QString key; ///< every column of pg_locks that names the object, joined: equal keys are the same object
    enum class Kind
    {
        Relation,
        Tuple,
        Transaction,
        Other
    };
    Kind kind = Kind::Other;
    quint32 relation = 0; ///< 0: not part of a table
    QString words;        ///< with the name of the relation behind it, if there is one: "row of "
};

/// One held or wanted lock.
struct LockRow
{
    QString owner; ///< key in LockTable::owners
    LockTarget target;
    LockMode mode = LockMode::None;
    QString modeWord;
    bool granted = false;
    std::optional<Milliseconds> waiting;
};

/// Who holds or wants locks: a session (a parallel worker counts as its leader) or a prepared transaction.
struct LockOwner
{
    QString id;
    QString user;
    QString application;
    QString state;
    QString text;
    std::optional<Milliseconds> transactionAge;
};

/// One read of pg_locks.
struct LockTable
{
    std::vector<LockRow> rows;
    std::map<QString, LockOwner> owners;
    std::map<quint32, QString> relations; ///< names by object id
    bool truncated = false;
};

/// Who waits for whom, from who holds what: the server is not asked to work it out, because that costs it the square of
/// the queue. Direct blockers are holders of a conflicting lock on the same object, and the first in the queue before a
/// waiter that wants a conflicting lock (it is served first). Waiters whose blocker can not be told are counted in
/// `cannotTell` and not shown as roots. At most 2000 participants, those who block first.
LockGraph buildLockGraph(const LockTable &table);

} // namespace surgedeck::postgres
