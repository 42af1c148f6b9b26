// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/sessionrows.h"
#include "connectors/mysql/transactions.h"
#include "models/domain/observation.h"

#include <QHash>

namespace surgedeck::mysql {

/// From `Statements::counters`.
struct Counters
{
    std::optional<int> connected;
    std::optional<int> running;
    int rowWaiters = 0;
};

Counters readCounters(const Answer &answer);

struct SessionSampleParts
{
    const std::vector<SessionRow> &rows;
    const Counters &counters;
    const EngineState &engine;
    Milliseconds engineAge;   ///< time since the transactions were read
    Milliseconds ageAccuracy; ///< of the rows' ages
    const QHash<quint64, QString> &programNames;
    quint64 ownSession = 0;
};

/// The sessions that work, and idle ones with an open transaction. What is known of a transaction holds for a session
/// whose statement, or idle state, began before the transactions were read. Waiters for a row that came later look like
/// work; the server counts them, so the oldest of those that may be waiting are taken for waiters until the count is
/// met.
SessionSample sessionSample(const SessionSampleParts &parts);

/// Counts over all sessions, where the rows are only some of them. From `Statements::sessionCounts`.
ActiveSessions countAll(const Answer &answer, const Counters &counters);

/// What names this session and its transaction for a later action: "719:724"; without a transaction id (a transaction
/// that only reads has none in MariaDB) "719".
QString sessionIdentity(quint64 session, const Transaction *transaction);

/// Sessions of the transactions that do not wait: the list of sessions shall have them even when they are idle.
std::vector<quint64> sessionsToList(const EngineState &engine);

} // namespace surgedeck::mysql
