// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/worker.h"
#include "connectors/journal/journalrecorder.h"

#include <QTimer>

#include <atomic>

namespace surgedeck {

/// The journal on this machine: a SQLite file, written by one worker. Observations are gathered for 50 ms and written
/// in one transaction; an event goes at once, after everything before it. Lives on the thread that made it. When the
/// disk can not keep up, observations are dropped and counted: memory is bounded.
class SqliteJournal final : public QObject, public JournalWriter
{
    Q_OBJECT
public:
    SqliteJournal(JournalRecorder::Parts parts, const Clock &clock);
    /// Writes what was gathered; gives a disk that hangs 3 s.
    ~SqliteJournal() override;

    void record(const std::vector<Record> &records) override;
    void note(const JournalEvent &event, std::function<void(Status)> stored) override;
    const JournalHealth &health() const { return m_health; }
    /// Writes what was gathered and closes the file for good (JournalRecorder::finish): nothing is kept afterwards. Waits for
    /// the disk. Error: also Timeout, when it did not end within `patience`.
    Status finish(Milliseconds patience);

Q_SIGNALS:
    void healthChanged(const surgedeck::JournalHealth &health);

private:
    void flush();
    void takeHealth(const JournalHealth &health);

    std::shared_ptr<JournalRecorder> m_recorder; ///< used by tasks of the worker only
    std::vector<Record> m_gathered;
    QTimer m_gathering;
    std::shared_ptr<std::atomic<qint64>> m_queued; ///< records that the worker has not taken yet
    qint64 m_dropped = 0;                          ///< since the last flush
    JournalHealth m_health;
    Worker m_worker; ///< last: it is stopped before anything a task uses goes away
};

} // namespace surgedeck
