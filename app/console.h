// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/session.h"
#include "models/runbook/library.h"

namespace surgedeck {

class AlarmPosting;
class AlarmTone;
class EffectWatch;
class Keeping;
class IncidentWatch;
class Poller;
class RunbookDesk;
class SampleKeeping;
class SqliteJournal;
class Unlocking;
class TeamKeeper;
class TellingKeeper;

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
    Console(std::shared_ptr<const Workspace> workspace, runbook::LibraryPtr library, const WindowOptions &options, const Clock &clock);

    void showRole();
    void showTeam();

    WatchSession m_session;
    std::unique_ptr<SqliteJournal> m_journal;
    std::unique_ptr<Unlocking> m_road; ///< of commands; before its journal goes
    std::unique_ptr<EffectWatch> m_effects;
    std::unique_ptr<Poller> m_changes;
    std::unique_ptr<Keeping> m_keeping;
    std::unique_ptr<SampleKeeping> m_samples;
    std::unique_ptr<AlarmPosting> m_posting;
    std::unique_ptr<RunbookDesk> m_runbooks;
    std::unique_ptr<IncidentWatch> m_incidents;
    std::unique_ptr<TellingKeeper> m_telling;
    std::unique_ptr<TeamKeeper> m_team;
    MainWindow m_window;
    std::unique_ptr<AlarmTone> m_tone;
};

class StakeholderWindow;

/// One workspace on a wall: the stakeholders' page in a window of its own. It reads, keeps no journal, and no acting
/// credential is looked at. GUI thread.
class Kiosk
{
public:
    Kiosk(std::shared_ptr<const Workspace> workspace, const Clock &clock);
    ~Kiosk();
    Kiosk(const Kiosk &) = delete;
    Kiosk &operator=(const Kiosk &) = delete;

    void start();

private:
    WatchSession m_session;
    std::unique_ptr<Keeping> m_keeping;
    std::unique_ptr<StakeholderWindow> m_window;
};

} // namespace surgedeck
