// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/databasestore.h"

namespace surgedeck {

/// What `surgedeck status` says of one database: who holds up whom, and what waits.
struct DatabaseSummary
{
    QString source;
    std::optional<ActiveSessions> active; ///< average of the window
    int waiters = 0;
    std::vector<LockNode> roots; ///< the heaviest first, five at most
    QString cannotTell;          ///< why roots are missing; empty: they are all there
    std::optional<DigestRow>
        top; ///< of those that wait the one that most sessions wait in, else the one with the most time
};

/// Pure.
DatabaseSummary databaseSummary(const QString &source, const DatabaseView &view);

} // namespace surgedeck
