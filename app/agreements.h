// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/eventfile.h"
#include "models/domain/command.h"

#include <QString>

#include <optional>

namespace surgedeck {

/// Second persons. Whoever wants a command of level 3, or runs a runbook that somebody else has to approve, asks;
/// somebody else agrees from a console of their own, by the code that the first one sees; the agreement counts for five
/// minutes, for exactly that. Lines of a file in the folder of the workspace's journal: two consoles find each other
/// where they share that folder or a team's store (TeamSync brings the lines to the others). Who agreed is the name
/// that their own console knows them by. One thread; blocks for one small file.
class Agreements
{
public:
    static constexpr Milliseconds lasts = std::chrono::minutes(5);

    struct Wish
    {
        QString code;
        QString what; ///< in words
        QString actor;
        QString reason;
        WallTime at{};
    };
    struct Agreement
    {
        QString person;
        WallTime at{};
        QString
            login{}; ///< role of the team's store that brought it, in the server's word; empty: given on this machine
    };

    /// What somebody is asked to agree to.
    struct Matter
    {
        QString code;   ///< eight letters and digits for exactly this: the same every time
        QString source; ///< empty: none alone
        QString what;   ///< in words
        QString actor;
        QString reason;
    };
    /// A step of a run that others approve.
    struct StepOfRun
    {
        QString run, step, title, person;
    };

    explicit Agreements(const QString &workspaceName);

    /// Of exactly this source and action, whoever wants it.
    static QString codeOf(const Command &command) { return matterOf(command).code; }
    static Matter matterOf(const Command &command);
    static Matter matterOfStep(const StepOfRun &step);
    /// What the other one has to call.
    static QString howTo(const QString &workspaceFile, const QString &code);

    /// Asks. Error: Config or Full, when the file can not be written.
    Status ask(const Matter &matter, WallTime now) const;
    Status ask(const Command &command, WallTime now) const { return ask(matterOf(command), now); }
    /// The wish of that code, when it was made within the last half hour.
    std::optional<Wish> wish(const QString &code, WallTime now) const;
    /// Errors: Refused (no such wish; it is one's own), Config.
    Status agree(const QString &code, const QString &person, WallTime now) const;
    /// Those of others than its actor, within their time, oldest first.
    std::vector<Agreement> agreements(const Matter &matter, WallTime now) const;
    /// The newest of them.
    std::optional<Agreement> agreement(const Command &command, WallTime now) const;
    const EventFile &file() const { return m_file; }

private:
    EventFile m_file;
};

} // namespace surgedeck
