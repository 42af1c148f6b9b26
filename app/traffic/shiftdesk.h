// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/traffic/shiftrun.h"
#include "models/workspace/secrets.h"

#include <map>

namespace surgedeck {

/// What a window knows of the shift of one route.
struct RouteShift
{
    std::optional<ShiftRecord> record; ///< as it is on disk
    std::vector<ShiftLogEntry> log;
    std::vector<JudgedGuard> guards; ///< as they are judged now
    QString runner;                  ///< who runs it; empty: nobody
};

/// The shifts of a workspace in a window: reads the store once a second, judges the guards, and carries wishes to
/// whoever runs a shift; when nobody does, this process takes the route until the shift stands. GUI thread; disk and
/// router are asked on workers.
class ShiftDesk final : public QObject
{
    Q_OBJECT
public:
    ShiftDesk(WatchSession &session, Credentials credentials);
    ~ShiftDesk() override;

    /// nullptr: nothing was read yet, or there is no such route.
    const RouteShift *shift(const QString &route) const;
    /// Why nothing can be done from here; empty: something can.
    QString obstacle() const;
    /// hold, back, resume, abort, recover (with a choice). `done` comes on this thread, with why not.
    void steer(const QString &route, const QString &kind, const QString &choice, std::function<void(Status)> done);

    /// Judges the guards by what the platform knows now; once for each moment.
    void judge();

Q_SIGNALS:
    void changed();

private:
    struct Own
    {
        std::unique_ptr<ShiftRun> run;
        std::optional<ShiftEngine::Wish> waits; ///< for the guards to pass
        MonoTime since{};
        std::function<void(Status)> done;
    };

    void read();
    void begin(const QString &route, ShiftEngine::Wish wish, std::function<void(Status)> done);
    void wish(const QString &route, ShiftEngine::Wish wish, std::function<void(Status)> done);
    void look(const QString &route);
    void clear();

    WatchSession &m_session;
    Credentials m_credentials;
    std::map<QString, RouteShift> m_shifts;
    std::map<QString, GuardJudge> m_judges;
    std::map<QString, Own> m_own;
    std::vector<QString> m_ended;
    QTimer m_timer;
    bool m_reading = false;
    WallTime m_judgedAt{};
    Worker m_worker; ///< last: it ends before what its tasks use
};

} // namespace surgedeck
