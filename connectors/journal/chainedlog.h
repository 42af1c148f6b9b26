// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journalchain.h"

#include <functional>

namespace surgedeck {

/// A log of events that stays for ever: a file in the format of the journal, with a chain of its own, that every
/// process of this user appends to in turn and for moments only. Blocks; any thread. Errors: as JournalFile; Timeout
/// when somebody else writes for longer than 2 s.
class ChainedLog
{
public:
    /// `directory` is made where it is missing.
    ChainedLog(const QString &directory, const QString &name);

    using Make = std::function<Result<std::vector<JournalEntry>>(const std::vector<JournalEntry> &soFar)>;
    /// Appends what `make` makes of all entries so far; nobody else writes in between. On disk when it returns. The
    /// head of the chain behind it.
    Result<JournalHead> write(const Make &make) const;
    /// All entries; none when nothing was ever written.
    Result<std::vector<JournalEntry>> read() const;

private:
    QString m_directory;
    QString m_file;
};

} // namespace surgedeck
