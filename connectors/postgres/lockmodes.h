// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace surgedeck::postgres {

/// The modes of heavy locks. None never conflicts: SIReadLock, and words that a later server may add.
enum class LockMode
{
    None,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
};

/// From the word in pg_locks.mode: "RowExclusiveLock".
LockMode lockModeOf(QStringView word);

/// Whether one session that holds `held` makes another wait that wants `wanted`. Source: PostgreSQL manual, table 13.2.
bool conflicts(LockMode held, LockMode wanted);

} // namespace surgedeck::postgres
