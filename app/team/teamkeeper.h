// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ownalarm.h"
#include "app/team/teamsync.h"
#include "connectors/base/worker.h"

#include <QObject>
#include <QTimer>

namespace surgedeck {

class WatchSession;

/// A console's part in its team: what people write here and elsewhere is merged every two seconds, on a worker. While
/// the store is away, work goes on, and an alarm says so. Does nothing for a workspace without a team store. GUI
/// thread; ends before the session does.
class TeamKeeper final : public QObject
{
    Q_OBJECT
public:
    explicit TeamKeeper(WatchSession &session);
    ~TeamKeeper() override;

private:
    struct Crew;
    void begin();
    void take(const Status &status);

    WatchSession &m_session;
    std::shared_ptr<Crew> m_crew; ///< used on the worker only
    OwnAlarm m_alarm{QStringLiteral("team")};
    bool m_busy = false;
    QTimer m_timer;
    Worker m_worker; ///< last: it ends before what its tasks use
};

} // namespace surgedeck
