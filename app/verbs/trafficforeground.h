// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/traffic/shiftrun.h"
#include "app/verbs/traffic.h"

#include <memory>

namespace surgedeck {

class SqliteJournal;

/// A shift that this process runs in the foreground, from what was asked until it stands: done, held, rolled back.
/// Prints what happens, line by line. The first interrupt asks to hold and ends where the shift stands; the second ends
/// at once, which leaves it to whoever recovers it.
class TrafficForeground final : public QObject
{
    Q_OBJECT
public:
    TrafficForeground(const TrafficCall &traffic, ShiftEngine::Parts parts);
    ~TrafficForeground() override;
    /// Blocks in the event loop. The exit status.
    int run();

private:
    enum class Stage
    {
        Opening,
        Waiting, ///< for figures, for the router's word, for the guards
        Asking,
        Following,
        Over
    };

    void opened(const Status &status);
    void look();
    void begin();
    void wish(ShiftEngine::Wish wish);
    void beginStart();
    void beginResume();
    void beginRecover();
    void beginEdit();
    void asked(const Status &status);
    void follow();
    void interrupt();
    void end(int status);
    void print(const std::vector<ShiftLogEntry> &entries);
    void printEnd(int status);
    int statusOf(const traffic::State &state) const;
    bool waitedLong(Milliseconds limit) const;

    const TrafficCall &m_traffic;
    std::shared_ptr<RouteActuator> m_router;
    WatchSession m_session;
    std::unique_ptr<SqliteJournal> m_journal;
    ShiftRun m_run;
    QTimer m_look;
    Stage m_stage = Stage::Opening;
    MonoTime m_since;
    int m_before = -1; ///< the step at which the shift stood
    int m_interrupts = 0;
};

} // namespace surgedeck
