// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/pollschedule.h"
#include "connectors/base/worker.h"
#include "models/domain/record.h"
#include "models/domain/source.h"

#include <QTimer>

#include <deque>
#include <functional>

namespace surgedeck {

/// Keeps one source going: one poll in flight at a time, the next one when the schedule says so, a tick that comes too
/// early is skipped. Lives on the thread that made it; the source lives on the poller's worker. What a poll brought,
/// and how the attempt went, leaves as records. A poll that does not end is told in time for a dead link to be seen
/// within 5 s, where the interval is 2 s at most; nobody waits for it. Polls that are further apart because of what
/// they cost have signs of life in between.
class Poller final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        QString sourceId;
        Milliseconds interval{1000};
        std::uint32_t phase = 0; ///< hash of this console and the source
    };

    Poller(SourcePtr source, Parts parts, const Clock &clock);
    ~Poller() override;

    void start();
    /// Asks nothing until goOn(), while another console does; a poll in hand ends. Also before start().
    void hold();
    void goOn();
    /// Ends the poll in hand without waiting for it; the destructor waits.
    void requestStop();

    /// Whose plan is wanted, and how it went.
    struct PlanQuestion
    {
        PlanRequest request;
        QString owner; ///< the source whose statement it is: of a replica another one than the one that is asked
        std::function<void(const Status &answered)> done;
    };
    /// Asks for a plan between two polls. One at a time: a question that comes meanwhile is refused, never queued. The
    /// plan leaves as a record of its owner.
    void explain(PlanQuestion question);

Q_SIGNALS:
    void observed(const std::vector<surgedeck::Record> &records);

private:
    void begin();
    void poll();
    void askSignOfLife();
    void waitFor(Milliseconds delay);
    void finish(Result<PollResult> result, std::chrono::nanoseconds took);
    void takeSignOfLife(const Status &alive);
    void succeed(PollResult result, std::chrono::nanoseconds took);
    void fail(const Error &error);
    void tellOverdue();
    void emitHealth(SourceHealth health, std::vector<Observation> observations);
    void noteCost(const PollResult &result);
    void takePlan(const PlanQuestion &question, Result<PollResult> result);

    std::shared_ptr<Source> m_source; ///< shared with the task in hand
    Parts m_parts;
    const Clock &m_clock;
    PollSchedule m_schedule;
    QTimer m_next;
    MonoTime m_pollAt{}; ///< when the next poll is due; until then there may be signs of life to ask for
    QTimer m_overdue;
    bool m_inFlight = false;
    bool m_isHeld = false;
    bool m_explaining = false;

    struct Cost
    {
        MonoTime at;
        int statements;
        std::chrono::nanoseconds inFlight;
    };
    std::deque<Cost> m_costs;
    Worker m_worker; ///< last: it is stopped before anything a task uses goes away
};

} // namespace surgedeck
