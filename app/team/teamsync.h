// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/eventfile.h"
#include "app/incidents/incidentstore.h"
#include "connectors/postgres/teamstore.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// The DSN of a workspace's team store with its secrets; nullopt: it has none.
Result<std::optional<QString>> teamDsn(const Workspace &workspace);
bool hasTeamStore(const Workspace &workspace);
/// What this console is known by to its team: of this user's state on this machine, the same after a restart.
QString consoleName(const QString &directory);

/// Brings what this machine wrote down (incidents with their roles and lines, silences and acknowledgements, wishes and
/// agreements of second persons) and what the team's store holds to the same. Everything is written here first and sent
/// when it can be: while the store is away, work goes on, and what was written meanwhile is merged once, because an
/// event is known by what it says, on every machine alike. Blocks; one thread, any number of processes. Errors: those
/// of TeamStore and of the files.
class TeamSync
{
public:
    static Result<std::unique_ptr<TeamSync>> open(const Workspace &workspace, const Clock &clock);

    struct Report
    {
        int sent = 0, received = 0;
    };
    Result<Report> sync(std::stop_token stop);
    TeamStore &store() { return *m_store; }
    const QString &console() const { return m_console; }
    const QString &workspace() const { return m_workspace; }

private:
    TeamSync(const Workspace &workspace, std::unique_ptr<TeamStore> store, const Clock &clock);
    /// A file of lines that is shared, and how many of its lines the store has.
    struct Lines
    {
        QString stream;
        EventFile file;
        qint64 sent = 0;
    };
    Result<int> send(const std::vector<TeamEvent> &events, qint64 &sent, std::stop_token stop);
    Result<int> receive(std::stop_token stop);
    Status merge(const std::vector<TeamEvent> &events);
    static Status mergeLines(const Lines &lines, const std::vector<TeamEvent> &events);
    Result<std::vector<TeamEvent>> ours();
    std::vector<TeamEvent> ourLines(Lines &lines) const;
    void readProgress();
    void writeProgress() const;

    QString m_workspace;
    IncidentStore m_local;
    std::vector<Lines> m_lines;
    std::unique_ptr<TeamStore> m_store;
    const Clock &m_clock;
    QString m_console;
    QString m_progress;  ///< file that says how far the two are; without it everything is compared again
    QString m_about;     ///< which store that is
    qint64 m_pulled = 0; ///< number of the last event that was merged
    qint64 m_pushed = 0; ///< sequence in our log of incidents
};

/// Exchanges once, where the workspace has a team store. What is written here stands whatever becomes of that.
Status meetTeam(const Workspace &workspace, const Clock &clock);

/// By what an event is known everywhere: a hash of what it says.
QString teamUid(const QString &stream, const JournalEntry &entry);

} // namespace surgedeck
