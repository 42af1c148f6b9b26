// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traffic/shiftrun.h"

namespace surgedeck {

namespace {

constexpr Milliseconds eachRound{200};

ShiftSnapshot snapshotOf(const ShiftEngine &engine)
{
    return {engine.record(), engine.guards(), engine.seen(), engine.trouble(), engine.isLost()};
}

} // namespace

ShiftRun::ShiftRun(WatchSession &session, ShiftEngine::Parts parts)
    : m_session(session)
    , m_route(parts.route)
    , m_engine(std::make_shared<ShiftEngine>(std::move(parts)))
    , m_worker(QStringLiteral("shift-") + m_route.id)
{
    m_timer.setInterval(eachRound);
    connect(&m_timer, &QTimer::timeout, this, &ShiftRun::tick);
}

ShiftRun::~ShiftRun()
{
    m_worker.requestStop();
}

void ShiftRun::open(std::function<void(Status)> done)
{
    run([](ShiftEngine &engine, std::stop_token stop) { return engine.open(std::move(stop)); },
        [this, done = std::move(done)](Status opened) {
            if (opened)
                m_timer.start();
            done(std::move(opened));
        });
}

void ShiftRun::ask(Task task, std::function<void(Status)> done)
{
    run(std::move(task), std::move(done));
}

void ShiftRun::run(Task task, std::function<void(Status)> done)
{
    m_worker.post([this, engine = m_engine, task = std::move(task), done = std::move(done)](std::stop_token stop) {
        const Status status = task(*engine, std::move(stop));
        Worker::deliver(this, [this, status, done, snapshot = snapshotOf(*engine), entries = engine->takeHappened()] {
            take(snapshot, entries);
            done(status);
        });
    });
}

void ShiftRun::tick()
{
    if (m_busy) // a router that is slow to answer: the next round comes after it
        return;
    m_busy = true;
    const RouteMeasures measures = measuresOf(m_session.platform(), m_route, m_session.clock().now());
    m_worker.post([this, engine = m_engine, measures](std::stop_token stop) {
        engine->tick(measures, std::move(stop));
        Worker::deliver(this, [this, snapshot = snapshotOf(*engine), entries = engine->takeHappened()] {
            m_busy = false;
            take(snapshot, entries);
        });
    });
}

void ShiftRun::take(const ShiftSnapshot &snapshot, const std::vector<ShiftLogEntry> &entries)
{
    m_snapshot = snapshot;
    if (!entries.empty())
        Q_EMIT happened(entries);
    Q_EMIT changed();
}

} // namespace surgedeck
