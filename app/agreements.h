// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/eventfile.h"
#include "models/domain/command.h"

#include <QString>

#include <optional>

namespace surgedeck {

/// Second persons. Whoever wants a command of level 3 asks; somebody else agrees from a console of their own, by the
/// code that the first one sees; the agreement counts for five minutes, for exactly that command. Lines of a file in
/// the folder of the workspace's journal: two consoles find each other where they share that folder or a team's store
/// (TeamSync brings the lines to the others). Who agreed is the name that their own console knows them by. One thread;
/// blocks for one small file.
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

    explicit Agreements(const QString &workspaceName);

    /// Eight letters and digits for exactly this source and action: the same every time.
    static QString codeOf(const Command &command);

    /// Asks. Error: Config or Full, when the file can not be written.
    Status ask(const Command &command, WallTime now) const;
    /// The wish of that code, when it was made within the last half hour.
    std::optional<Wish> wish(const QString &code, WallTime now) const;
    /// Errors: Refused (no such wish; it is one's own), Config.
    Status agree(const QString &code, const QString &person, WallTime now) const;
    /// That of somebody other than its actor, within its time.
    std::optional<Agreement> agreement(const Command &command, WallTime now) const;
    const EventFile &file() const { return m_file; }

private:
    EventFile m_file;
};

} // namespace surgedeck
