// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/poller.h"

#include "connectors/base/socketdeadline.h"
#include "models/base/secret.h"

namespace surgedeck {

namespace {

constexpr std::chrono::seconds costWindow{60};
constexpr std::size_t mostCosts = 1000;
constexpr Milliseconds seenWithin{4'750}; ///< a dead link: from the end of the last poll that went well
constexpr Milliseconds longestPatience = callDeadline + Milliseconds{250};
constexpr Milliseconds shortestPatience{2'500}; ///< a slow server is not a dead one
constexpr Milliseconds longestSilence{2'000};   ///< between two questions, where the interval is not longer itself

SourceState stateFor(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Auth:
        return SourceState::Denied;
    case Error::Kind::Full:
        return SourceState::Full;
    default:
        return SourceState::Down;
    }
}

} // namespace

Poller::Poller(SourcePtr source, Parts parts, const Clock &clock)
    : m_source(std::move(source))
    , m_parts(std::move(parts))
    , m_clock(clock)
    , m_schedule(m_parts.interval, m_parts.phase)
    , m_worker(m_parts.sourceId)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &Poller::begin);
    m_overdue.setSingleShot(true);
    m_overdue.setInterval(longestPatience);
    connect(&m_overdue, &QTimer::timeout, this, &Poller::tellOverdue);
}

Poller::~Poller()
{
    // The source is closed on its own thread: its library may have bound it to that.
    m_worker.post([source = std::move(m_source)](std::stop_token) mutable { source.reset(); });
}

void Poller::start()
{
    waitFor(m_schedule.firstDelay());
}

void Poller::waitFor(Milliseconds delay)
{
    m_pollAt = m_clock.monotonic() + delay;
    if (!m_isHeld)
        m_next.start(std::min(delay, std::max(longestSilence, m_schedule.interval())));
}

void Poller::hold()
{
    m_isHeld = true;
    m_next.stop();
}

void Poller::goOn()
{
    // A poll that is in hand asks for the next one itself.
    if (std::exchange(m_isHeld, false) && !m_inFlight)
        waitFor(m_schedule.firstDelay());
}

void Poller::requestStop()
{
    m_next.stop();
    m_overdue.stop();
    m_worker.requestStop();
}

void Poller::begin()
{
    if (m_inFlight)
        return;
    m_inFlight = true;
    m_overdue.start();
    const bool due = m_clock.monotonic() + Milliseconds{20} >= m_pollAt; // timers come a little early
    due ? poll() : askSignOfLife();
}

void Poller::askSignOfLife()
{
    m_worker.post([this, source = m_source](std::stop_token stop) {
        Status alive = source->signOfLife(stop);
        Worker::deliver(this, [this, alive = std::move(alive)] { takeSignOfLife(alive); });
    });
}

/// Life is no news. A link that has died is what the next poll would have found.
void Poller::takeSignOfLife(const Status &alive)
{
    m_inFlight = false;
    m_overdue.stop();
    if (alive)
        waitFor(std::max(std::chrono::duration_cast<Milliseconds>(m_pollAt - m_clock.monotonic()), Milliseconds{1}));
    else if (alive.error().kind != Error::Kind::Cancelled)
        fail(alive.error());
}

void Poller::poll()
{
    m_worker.post([this, source = m_source, &clock = m_clock](std::stop_token stop) {
        const MonoTime began = clock.monotonic();
        Result<PollResult> result = source->poll(stop);
        const std::chrono::nanoseconds took = clock.monotonic() - began;
        Worker::deliver(this, [this, result = std::move(result), took]() mutable { finish(std::move(result), took); });
    });
}

void Poller::explain(PlanQuestion question)
{
    if (m_explaining)
        return question.done(Error{Error::Kind::Refused, tr("another plan is being read")});
    m_explaining = true;
    m_worker.post([this, source = m_source, question = std::move(question)](std::stop_token stop) {
        Result<PollResult> result = source->explain(question.request, std::move(stop));
        Worker::deliver(this, [this, question, result = std::move(result)]() mutable { takePlan(question, std::move(result)); });
    });
}

/// A statement that can not be explained says nothing of the source: its next poll does.
void Poller::takePlan(const PlanQuestion &question, Result<PollResult> result)
{
    m_explaining = false;
    if (!result)
        return question.done(Error{result.error().kind, redactUrl(result.error().message)});
    noteCost(*result);
    std::vector<Record> records;
    for (Observation &observation : result->observations) {
        if (auto *plan = std::get_if<QueryPlan>(&observation))
            plan->askedAt = m_parts.sourceId;
        records.push_back({m_clock.now(), m_clock.monotonic(), question.owner, std::move(observation)});
    }
    Q_EMIT observed(records);
    question.done(ok());
}

void Poller::finish(Result<PollResult> result, std::chrono::nanoseconds took)
{
    m_inFlight = false;
    m_overdue.stop();
    if (result)
        succeed(std::move(result).value(), took);
    else if (result.error().kind != Error::Kind::Cancelled)
        fail(result.error());
}

void Poller::succeed(PollResult result, std::chrono::nanoseconds took)
{
    noteCost(result);
    waitFor(m_schedule.afterSuccess({took, result.inFlight}));
    m_overdue.setInterval(std::clamp(seenWithin - m_next.intervalAsDuration(), shortestPatience, longestPatience));
    SourceHealth health;
    health.state = SourceState::Ok;
    health.newestSample = result.newestSample ? result.newestSample : m_clock.now();
    emitHealth(std::move(health), std::move(result.observations));
}

void Poller::fail(const Error &error)
{
    const Milliseconds delay = m_schedule.afterFailure(error.kind);
    waitFor(delay);
    m_overdue.setInterval(longestPatience);
    SourceHealth health;
    health.state = stateFor(error.kind);
    // Whatever a library said: the window, the documents and the journal get it from here.
    health.error = redactUrl(error.message);
    health.nextAttempt = m_clock.now() + delay;
    emitHealth(std::move(health), {});
}

void Poller::tellOverdue()
{
    SourceHealth health;
    health.state = SourceState::Down;
    health.error = tr("no answer for %1 s").arg(toSeconds(m_overdue.intervalAsDuration()), 0, 'f', 1);
    emitHealth(std::move(health), {});
}

void Poller::emitHealth(SourceHealth health, std::vector<Observation> observations)
{
    health.interval = m_schedule.interval();
    if (!m_costs.empty()) {
        const MonoTime now = m_clock.monotonic();
        const auto span = std::max<std::chrono::nanoseconds>(now - m_costs.front().at, m_schedule.interval());
        double statements = 0;
        std::chrono::nanoseconds inFlight{0};
        for (const Cost &cost : m_costs) {
            statements += cost.statements;
            inFlight += cost.inFlight;
        }
        health.statementsPerSecond = statements / toSeconds(span);
        health.timeShare = toSeconds(inFlight) / toSeconds(span);
    }
    observations.insert(observations.begin(), std::move(health));
    std::vector<Record> records;
    records.reserve(observations.size());
    for (Observation &observation : observations)
        records.push_back({m_clock.now(), m_clock.monotonic(), m_parts.sourceId, std::move(observation)});
    Q_EMIT observed(records);
}

void Poller::noteCost(const PollResult &result)
{
    const MonoTime now = m_clock.monotonic();
    m_costs.push_back({now, result.statements, result.inFlight});
    while (m_costs.size() > mostCosts || now - m_costs.front().at > costWindow)
        m_costs.pop_front();
}

} // namespace surgedeck
