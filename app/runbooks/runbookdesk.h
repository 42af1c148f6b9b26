// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runbooks/runapprovals.h"
#include "app/runbooks/rundriver.h"
#include "models/runbook/ranking.h"
#include "models/runbook/runscore.h"

#include <QObject>

namespace surgedeck {

class ShiftDesk;
class WatchSession;

/// The runbooks of one window: its library, how well each fits now, and the runs that are under way. At most two run,
/// and one of them is current; nothing starts by itself. GUI thread.
class RunbookDesk final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t mostRuns = 2;

    /// What runs need; all of it outlives the desk. Without a journal nothing can be begun here.
    struct Means
    {
        JournalWriter *journal = nullptr;
        CommandRoad *road = nullptr;
        QString person;
    };

    RunbookDesk(WatchSession &session, runbook::LibraryPtr library, const Means &means);
    ~RunbookDesk() override;

    const runbook::Library &library() const { return *m_library; }
    /// As of the platform's last evaluation.
    const std::vector<runbook::Suggestion> &ranking();
    /// The run that is shown; nullptr: none is under way and none has just ended.
    RunDriver *current() const { return m_current; }
    std::size_t running() const;
    const QString &person() const { return m_means.person; }
    const Clock &clock() const;
    /// Runs that another process left, newest first.
    const QStringList &leftOver() const { return m_leftOver; }
    /// When each of them was last rehearsed, and last used, on this machine.
    const RunbookHistory &history() const { return m_history; }
    /// Reads the files of the library again; runs keep the text with which they began.
    void reload();
    /// Where an edited runbook is written: its own file, or for one that comes with the program a file in the first
    /// runbook folder of the workspace, which then takes its place. Error: Config, when there is none.
    Result<QString> placeFor(const runbook::LibraryEntry &entry) const;
    /// The score of the current run as it is on disk; nullopt: there is none.
    std::optional<runbook::Score> score() const;

    enum class Kind
    {
        Real,
        Rehearsal
    };
    /// Empty, or why not, in words.
    QString begin(const runbook::Suggestion &suggestion, Kind kind);
    QString resume(const QString &run);
    /// The other one of two becomes current.
    void switchRun();
    /// Puts a run that is over away.
    void putAway();
    /// Tells the current run; empty, or why it means nothing now.
    QString tell(const runbook::Happening &what);
    /// How somebody else approves what the current run waits for; empty: it does not wait for that.
    QString howToApprove() const;
    /// Why an act of the current run can not be done from here; empty: it may be tried, or the run only rehearses.
    QString obstacle() const;

Q_SIGNALS:
    /// The ranking or a run has changed.
    void changed();

private:
    void look();
    void findLeftOver();
    QString take(Result<std::unique_ptr<RunDriver>> driver);
    RunDriver::Surroundings surroundings() const;
    void watchShifts();

    WatchSession &m_session;
    runbook::LibraryPtr m_library;
    Means m_means;
    QString m_directory;
    RunApprovals m_approvals;
    std::vector<runbook::Suggestion> m_ranking;
    std::optional<WallTime> m_rankedAt;
    std::vector<std::unique_ptr<RunDriver>> m_runs;
    RunDriver *m_current = nullptr;
    QStringList m_leftOver;
    RunbookHistory m_history;
    std::unique_ptr<ShiftDesk> m_shifts; ///< from the first run on: what acts on a shift goes through it
};

} // namespace surgedeck
