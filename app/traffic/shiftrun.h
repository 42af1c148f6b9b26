// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "connectors/base/worker.h"
#include "models/shift/shiftengine.h"

#include <QTimer>

namespace surgedeck {

/// A shift as it is at one moment: what screens and documents show of it.
struct ShiftSnapshot
{
    ShiftRecord record;
    std::vector<JudgedGuard> guards;
    std::optional<int> seen; ///< percent of the canary that the router was last seen to have
    QString trouble;
    bool lost = false;
};

/// Runs the engine of one route on a worker of its own, five times a second, with what the session measures. Thread of
/// its owner. While it lives, this process is the runner of the route: what other processes ask comes here.
class ShiftRun final : public QObject
{
    Q_OBJECT
public:
    using Task = std::function<Status(ShiftEngine &, std::stop_token)>;

    ShiftRun(WatchSession &session, ShiftEngine::Parts parts);
    /// Ends after the call in hand, and leaves the shift as it is on disk.
    ~ShiftRun() override;

    /// Takes the route and what is on disk of it. `done` comes on this thread.
    void open(std::function<void(Status)> done);
    /// Does `task` on the worker, after what is in hand.
    void ask(Task task, std::function<void(Status)> done);

    const ShiftSnapshot &snapshot() const { return m_snapshot; }
    const RouteConfig &route() const { return m_route; }

Q_SIGNALS:
    void happened(const std::vector<surgedeck::ShiftLogEntry> &entries);
    /// After each round: the snapshot is new.
    void changed();

private:
    void tick();
    void take(const ShiftSnapshot &snapshot, const std::vector<ShiftLogEntry> &entries);
    void run(Task task, std::function<void(Status)> done);

    WatchSession &m_session;
    RouteConfig m_route;
    ShiftSnapshot m_snapshot;
    std::shared_ptr<ShiftEngine> m_engine; ///< used by tasks of the worker only
    QTimer m_timer;
    bool m_busy = false;
    Worker m_worker; ///< last: it ends before what its tasks use
};

} // namespace surgedeck
