// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/session.h"

namespace surgedeck {

class Poller;
class SqliteJournal;

/// One workspace in its window: the sources that are watched, the journal that keeps what they say, and what is shown.
/// GUI thread.
class Console
{
public:
    Console(std::shared_ptr<const Workspace> workspace, const WindowOptions &options, const Clock &clock);
    ~Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    MainWindow &window() { return m_window; }
    /// Shows the window and begins to watch.
    void start();

private:
    WatchSession m_session;
    std::unique_ptr<SqliteJournal> m_journal;
    std::unique_ptr<Poller> m_changes;
    MainWindow m_window;
};

} // namespace surgedeck
