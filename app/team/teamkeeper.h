// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ownalarm.h"
#include "app/team/teamsync.h"
#include "connectors/base/worker.h"

#include <QObject>
#include <QTimer>

namespace surgedeck {

class WatchSession;

/// A console's part in its team, on a worker: what people write is merged with the team's store, and of all consoles
/// one asks the sources that can be shared (the lease "collector") and hands on what it sees. While the store is away
/// each asks for itself and keeps what is written; an alarm says so. Does nothing for a workspace without a team store.
/// GUI thread; ends before the session does.
class TeamKeeper final : public QObject
{
    Q_OBJECT
public:
    explicit TeamKeeper(WatchSession &session);
    ~TeamKeeper() override;

    /// Whether this console asks the sources.
    bool collects() const { return m_collects; }
    /// Who asks the sources: "Lee on db-desk collects; this window reads". Says so when it is not known; empty without a
    /// team store.
    QString collectorWords() const;

Q_SIGNALS:
    void collectorChanged();

private:
    struct Round;
    struct Crew;
    void begin();
    void take(const Round &round);
    void gather(const std::vector<Record> &records);
    void setCollecting(bool collects);

    enum class Crewed
    {
        No, ///< without a team store
        NotYet,
        Away,
        Yes
    };

    WatchSession &m_session;
    std::shared_ptr<Crew> m_crew; ///< used on the worker only
    std::vector<Record> m_gathered;
    OwnAlarm m_alarm{QStringLiteral("team")};
    bool m_collects = true;
    Crewed m_crewed = Crewed::No;
    QString m_collector; ///< of another window: who, and where
    bool m_busy = false;
    QTimer m_timer;
    Worker m_worker; ///< last: it ends before what its tasks use
};

} // namespace surgedeck
