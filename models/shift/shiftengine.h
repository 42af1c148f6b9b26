// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/routeactuator.h"
#include "models/domain/shiftstore.h"
#include "models/shift/guardjudge.h"
#include "models/shift/planedit.h"
#include "models/shift/shiftrecord.h"
#include "models/traffic/shift.h"

#include <deque>
#include <functional>
#include <memory>
#include <utility>

namespace surgedeck {

/// Drives the pure machine of models/traffic: keeps its state on disk before carrying out what follows from it, asks
/// the router, runs the timers, judges the guards, and hears what other processes ask of it. Its memory is the store:
/// after a crash at any point another engine goes on from what is on disk, and sends nothing before a person chose.
///
/// Lives on one worker thread. tick() is to be called a few times a second; it blocks for the calls to router and disk
/// that are due, each with its own deadline. It never waits for time to pass.
class ShiftEngine
{
public:
    struct Parts
    {
        RouteConfig route;
        TrafficTiming timing;
        std::shared_ptr<RouteActuator> router;
        std::shared_ptr<ShiftStore> store;
        const Clock &clock;
        QString person; ///< who sits here
        /// Told at each point at which a crash would leave something different behind. For tests.
        std::function<void(const char *point)> passed = {};
        std::vector<FreezeWindow> freezes = {}; ///< in which nothing goes forward
        bool codesNeeded = false;               ///< the name of a second person alone is not enough
    };

    explicit ShiftEngine(Parts parts)
        : m_parts(std::move(parts))
        , m_judge(m_parts.route)
    {
    }

    /// Becomes the runner of the route and takes up what is on disk; what was in hand begins with Recovering. Error:
    /// Refused, when somebody else runs it; Protocol, when what is stored can not be read.
    Status open(std::stop_token stop);
    /// Makes a plan of what the router has now. Errors: Refused, with why; Unreachable.
    Status plan(std::vector<int> steps, Milliseconds bake, std::stop_token stop);

    enum class Wish
    {
        Start,
        Hold,
        Resume,
        Back,
        Abort,
        RecoverHold,
        RecoverResume,
        RecoverRollBack
    };
    /// What a person asks. Error: Refused, when it means nothing where the shift is.
    Status wish(Wish wish, const QString &person, std::stop_token stop);
    /// `typed`: the route's id as the person typed it. Of a person who did not make the plan it is the second person's.
    /// `proof`: how a second person proved who they are; empty: the name is claimed, which is refused where
    /// codesNeeded.
    Status approve(const QString &person, const QString &typed, std::stop_token stop, const QString &proof = {});

    /// Other steps for what was not taken, and another bake. A second person's approval was for the old ones. Errors:
    /// those of editedPlan().
    Status edit(const PlanEdit &edit, const QString &person, std::stop_token stop);
    /// One person is enough for this shift, `because` a sev1 is open and the canary is the healthier side; asked after
    /// approve(). Error: Refused, where nothing waits to be started.
    Status goAlone(const QString &because, const QString &person);

    /// Carries on. `measures`: what is known of the route now; an old one counts as nothing.
    void tick(const RouteMeasures &measures, std::stop_token stop);

    const ShiftRecord &record() const { return m_record; }
    const std::vector<JudgedGuard> &guards() const { return m_judgement.guards; }
    /// What the router was last seen to have.
    std::optional<int> seen() const { return m_seen; }
    const QString &trouble() const { return m_trouble; } ///< of the store, of the router; empty: none
    bool isLost() const { return m_lost; }               ///< somebody else took the route: nothing is done any more
    /// What happened since the last call, oldest first.
    std::vector<ShiftLogEntry> takeHappened() { return std::exchange(m_happened, {}); }
    const RouteConfig &route() const { return m_parts.route; }
    RouteActuator &router() { return *m_parts.router; }

private:
    struct Timer
    {
        MonoTime at;
        traffic::Event event;
    };
    /// Beside the event: who did it, and what to say of it.
    struct Cause
    {
        QString actor;
        QString event;
        QString detail;
    };

    traffic::Rules rules() const;
    bool happen(const traffic::Event &event, const Cause &cause, const std::stop_token &stop);
    bool keep(const traffic::Next &next, const traffic::Event &event, const Cause &cause);
    void carryOut(const traffic::Effect &effect, const std::stop_token &stop);
    void follow(const traffic::Event &event);
    void work(const std::stop_token &stop);

    void on(const traffic::AcquireLease &, const std::stop_token &stop);
    void on(const traffic::ReleaseLease &, const std::stop_token &) {}
    void on(const traffic::StoreIntent &intent, const std::stop_token &stop);
    void on(const traffic::Send &send, const std::stop_token &stop);
    void on(const traffic::Confirm &confirm, const std::stop_token &stop);
    void on(const traffic::Read &, const std::stop_token &stop);
    void on(const traffic::ArmQuiet &quiet, const std::stop_token &stop);
    void on(const traffic::ArmBake &, const std::stop_token &stop);
    void on(const traffic::ArmApproval &, const std::stop_token &stop);
    void on(const traffic::ArmRetry &, const std::stop_token &stop);

    traffic::Reading readingOf(const Result<WeightsReading> &found);
    traffic::Answered answerOf(traffic::IntentId intent, const Result<Receipt> &receipt);
    Result<Command> commandFor(const traffic::Send &send) const;
    Result<Grant> grantFor(const Command &command) const;
    WeightsTarget target() const;
    Result<std::vector<ServerWeight>> weightsOf(int percent) const;
    void arm(Milliseconds in, const traffic::Event &event);
    Milliseconds betweenReads() const;
    QString describe(const traffic::Event &event) const;
    const FreezeWindow *freezeNow() const;
    Status note(const ShiftLogEntry &entry);
    Status takePlan(const QString &text, const QString &actor, const std::stop_token &stop);
    void judge(const RouteMeasures &measures, const std::stop_token &stop);
    void hear(const std::stop_token &stop);
    Status take(const ShiftRequest &request, const std::stop_token &stop);
    void watchRouter(const std::stop_token &stop);
    bool wasAsleep();
    void pass(const char *point) const;

    Parts m_parts;
    GuardJudge m_judge;
    ShiftRecord m_record;
    Judgement m_judgement;
    std::deque<std::pair<traffic::Event, Cause>> m_queue;
    std::vector<Timer> m_timers;
    std::vector<ShiftLogEntry> m_happened;
    std::optional<int> m_seen;
    QString m_trouble;
    QString m_notKept; ///< why the last event could not be kept; empty: it was
    QString m_actor;   ///< who wants the motion in hand
    int m_retries = 0;
    bool m_lost = false;
    std::optional<MonoTime> m_bakeDue;
    std::optional<WallTime> m_stepSince;
    MonoTime m_lastTick{}, m_lastRenew{}, m_lastWatch{};
    WallTime m_lastWall{};
};

/// Whether a shift may begin, before anything is asked of the router: steps, capacity. Pure. Empty: it may.
QStringList planFaults(const RouteConfig &route, const std::vector<int> &steps, const RouteMeasures &measures);
/// The first of the steps that needs a second person, from `baseline` on; nullopt: none does.
std::optional<int> stepForTwo(const std::vector<int> &steps, int baseline);

} // namespace surgedeck
