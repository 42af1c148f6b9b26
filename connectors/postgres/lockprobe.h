// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/postgres/lockgraph.h"
#include "connectors/postgres/readsession.h"
#include "connectors/postgres/statementtexts.h"

namespace surgedeck::postgres {

/// Reads pg_locks once, and only while somebody waits: a new queue at once, a standing one every 5 s or as seldom as
/// its own cost wants. Worker thread.
class LockProbe
{
public:
    explicit LockProbe(const Clock &clock);

    /// `waiters`: what pg_stat_activity said right now.
    bool due(int waiters) const;
    /// Notes what the activity read said, whether or not the graph was read for it.
    void noteWaiters(int waiters) { m_queueStands = waiters > 0; }
    /// The graph. What could not be read is said in it; an Error only when the session is broken.
    Result<LockGraph> read(ReadSession &session, StatementTexts &texts, int waiters);
    /// Another database may answer from now on.
    void forget() { m_names.clear(); }

private:
    Status readTable(ReadSession &session, StatementTexts &texts, LockTable &table);
    Status namePrepared(ReadSession &session, LockTable &table) const;
    Status nameRelations(ReadSession &session, LockTable &table);

    const Clock &m_clock;
    ProbeTimer m_standingQueue;
    ProbeTimer m_newQueue;
    std::optional<MonoTime> m_readAt;
    bool m_queueStands = false;
    std::map<quint32, QString> m_names;
};

} // namespace surgedeck::postgres
