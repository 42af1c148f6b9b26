// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/traffic/beginshift.h"
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
    using Done = std::function<void(Status)>;

    ShiftDesk(WatchSession &session, Credentials credentials);
    ~ShiftDesk() override;

    /// nullptr: nothing was read yet, or there is no such route.
    const RouteShift *shift(const QString &route) const;
    /// Why nothing can be done from here; empty: something can.
    QString obstacle() const;
    /// hold, back, resume, abort, recover (with a choice). `done` comes on this thread, with why not.
    void steer(const QString &route, const QString &kind, const QString &choice, Done done);
    /// What somebody at this window wants to begin.
    struct Beginning
    {
        PlanEdit plan;
        QString typed;  ///< the route's id
        QString sevOne; ///< the open incident that it is part of; empty: none is open
    };
    void start(const QString &route, const Beginning &wanted, Done done);
    /// Other steps for what was not taken.
    void edit(const QString &route, const PlanEdit &plan, Done done);
    /// The second person's one-time code, for a plan that waits or the next step.
    void approve(const QString &route, const QString &code, Done done);
    /// Why a shift may not begin now, besides what the router says; empty: nothing speaks against it.
    QStringList startFaults(const QString &route, const PlanEdit &plan) const;

    /// Judges the guards by what the platform knows now; once for each moment.
    void judge();

Q_SIGNALS:
    void changed();

private:
    /// Something for the engine to do, as soon as what it needs is known.
    struct Pending
    {
        ShiftRun::Task task;
        std::optional<ShiftEngine::Wish> wish;
        Done done;
    };
    struct Own
    {
        std::unique_ptr<ShiftRun> run;
        std::optional<Pending> waits;
        MonoTime since{};
        bool busy = false; ///< with something that was asked: the route is not let go meanwhile
    };

    void read();
    void take(const QString &route, Pending wanted);
    void begin(const QString &route, Pending wanted);
    bool isRunElsewhere(const QString &route) const;
    void askRunner(ShiftRequest request, Done done);
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
