// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/metadatalocks.h"
#include "connectors/mysql/transactions.h"
#include "models/domain/observation.h"

#include <QHash>

namespace surgedeck::mysql {

/// A transaction that waits for a row or table lock of InnoDB, and the ids of the transactions it waits for.
struct RowWait
{
    const Transaction *waiter;
    std::vector<QString> blockers;
};

/// The waiters of `state`, which must outlive the answer. Every waiter of a resource waits for its holders; where no
/// holder stands in its way, for the longest waiter before it.
std::vector<RowWait> rowWaits(const EngineState &state);

struct LockGraphParts
{
    const EngineState &engine;
    const std::vector<RowWait> &rowWaits;
    const std::vector<MetadataWait> &metadataWaits;
    const std::vector<SessionRow> &sessions;
    const QHash<quint64, QString> &programNames;
    QStringList preparedNames; ///< of XA RECOVER
};

/// One graph of both kinds of waits: every waiter once with its direct blockers, and the blockers that wait for nobody.
/// At most 2,000 participants, roots and the longest waiters first; `waiters` is left to the caller. Two transactions
/// that wait for each other stay so: a deadlock that the server has not resolved. Pure.
LockGraph lockGraph(const LockGraphParts &parts);

/// Sessions that hold up others and are not in `sessions`: at most 200.
std::vector<quint64> undescribedBlockers(const LockGraphParts &parts);

/// Transactions without a session that hold up others.
bool hasBlockerWithoutSession(const LockGraphParts &parts);

} // namespace surgedeck::mysql
