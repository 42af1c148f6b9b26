// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitejournal.h"

#include <future>

namespace surgedeck {

namespace {

constexpr Milliseconds gatherFor{50};
constexpr qint64 mostQueued = 20'000; // records; some hundred seconds of a large platform
constexpr std::chrono::seconds lastWait{3};

} // namespace

SqliteJournal::SqliteJournal(JournalRecorder::Parts parts, const Clock &clock)
    : m_recorder(std::make_shared<JournalRecorder>(std::move(parts), clock))
    , m_queued(std::make_shared<std::atomic<qint64>>(0))
    , m_worker(QStringLiteral("journal"))
{
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(gatherFor);
    connect(&m_gathering, &QTimer::timeout, this, &SqliteJournal::flush);
    m_worker.post([this, recorder = m_recorder](std::stop_token) {
        recorder->start();
        Worker::deliver(this, [this, health = recorder->health()] { takeHealth(health); });
    });
}

SqliteJournal::~SqliteJournal()
{
    flush();
    auto written = std::make_shared<std::promise<void>>();
    std::future<void> done = written->get_future();
    m_worker.post([recorder = std::move(m_recorder), written](std::stop_token) mutable {
        recorder.reset();
        written->set_value();
    });
    done.wait_for(lastWait);
}

Status SqliteJournal::finish(Milliseconds patience)
{
    flush();
    auto finished = std::make_shared<std::promise<Status>>();
    std::future<Status> done = finished->get_future();
    m_worker.post([recorder = m_recorder, finished](std::stop_token) { finished->set_value(recorder->finish()); });
    if (done.wait_for(patience) != std::future_status::ready)
        return Error{Error::Kind::Timeout, QStringLiteral("the disk did not answer")};
    return done.get();
}

void SqliteJournal::record(const std::vector<Record> &records)
{
    if (*m_queued + qint64(m_gathered.size() + records.size()) > mostQueued) {
        m_dropped += qint64(records.size());
    } else {
        m_gathered.insert(m_gathered.end(), records.begin(), records.end());
    }
    if (!m_gathering.isActive())
        m_gathering.start();
}

void SqliteJournal::flush()
{
    m_gathering.stop();
    if (m_gathered.empty() && m_dropped == 0)
        return;
    *m_queued += qint64(m_gathered.size());
    m_worker.post([this, recorder = m_recorder, queued = m_queued, records = std::exchange(m_gathered, {}),
                   dropped = std::exchange(m_dropped, 0)](std::stop_token) {
        recorder->countLost(dropped);
        recorder->take(records);
        *queued -= qint64(records.size());
        Worker::deliver(this, [this, health = recorder->health()] { takeHealth(health); });
    });
}

void SqliteJournal::note(const JournalEvent &event, std::function<void(Status)> stored)
{
    flush();
    m_worker.post([this, recorder = m_recorder, event, stored = std::move(stored)](std::stop_token) {
        const Status status = recorder->note(event);
        Worker::deliver(this, [this, status, stored, health = recorder->health()] {
            takeHealth(health);
            if (stored)
                stored(status);
        });
    });
}

void SqliteJournal::takeHealth(const JournalHealth &health)
{
    if (health == m_health)
        return;
    m_health = health;
    Q_EMIT healthChanged(m_health);
}

} // namespace surgedeck
