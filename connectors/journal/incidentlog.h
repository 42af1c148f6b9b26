// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/sqlitejournalreader.h"
#include "models/domain/journal.h"

#include <functional>

namespace surgedeck {

/// What people said and decided in incidents of one workspace: "incidents.sqlite" beside its journals, of the same
/// format and with a chain of its own. Every process appends, in turn and for moments only; so a script and a window
/// share it. Blocks; any thread. Errors: as JournalFile; Timeout when somebody else writes for longer than 2 s.
class IncidentLog
{
public:
    explicit IncidentLog(const QString &directory);

    using Decide = std::function<Result<std::vector<JournalEvent>>(const std::vector<JournalEntry> &soFar)>;
    /// Appends what `decide` makes of all entries so far; nobody else writes in between. On disk when it returns. The
    /// head of the chain behind it.
    Result<JournalHead> append(const Clock &clock, const Decide &decide) const;
    /// All entries; none when nothing was ever written.
    Result<std::vector<JournalEntry>> read() const;
    const QString &file() const { return m_file; }

private:
    QString m_directory;
    QString m_file;
};

} // namespace surgedeck
