// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/sessionrows.h"

#include <QStringList>

#include <unordered_map>

namespace surgedeck::mysql {

/// A lock on the definition of a table, held or waited for by a session.
struct MetadataLock
{
    quint64 session = 0;
    QString table; ///< "shop.orders"
    QString mode;  ///< "SHARED_READ", "EXCLUSIVE"
    bool pending = false;
};

/// A session that waits for a table's definition, and those it waits for.
struct MetadataWait
{
    quint64 session = 0;
    QString table; ///< empty: not known
    QString mode;
    std::vector<quint64> blockers;
};

/// From `Statements::metadataLocks` and `Statements::threads` (empty: the threads are session ids).
std::vector<MetadataLock> readMetadataLocks(const Answer &locks, const Answer &threads);

/// Who of `waiters` waits for whom. Where the server lists holders only (MariaDB's plugin), what a waiter waits for is
/// concluded: who changes a table holds an upgradable lock on it already, and everybody else stands behind such a one
/// on a table that their statement names. Modes and their conflicts: MySQL source, sql/mdl.cc, "incompatible" matrices.
std::vector<MetadataWait> metadataWaits(const std::vector<MetadataLock> &locks, const std::vector<SessionRow> &waiters);

} // namespace surgedeck::mysql
