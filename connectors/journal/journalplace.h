// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/descriptor.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

#include <utility>

namespace surgedeck {

/// ${XDG_STATE_HOME:-~/.local/state}/surgedeck/WORKSPACE. What a file name must not hold is replaced, and a hash then
/// keeps two names apart.
QString journalDirectory(const QString &workspaceName);

/// Makes it, for this user alone, where it is missing. Error: Config, as takeJournalPlace().
Status makeJournalDirectory(const QString &directory);

/// A file that belongs to this process as long as this object lives.
struct JournalPlace
{
    QString file; ///< "journal.sqlite", or "journal-2.sqlite" when another process writes the first one
    Descriptor lock;

    std::pair<quint64, quint64> identity; ///< device and inode of the file

    /// The file is still where it was: nobody moved or removed it.
    bool isInPlace() const;
    void identify(); ///< notes which file is there now
    QString head() const { return file + QStringLiteral(".head"); }
    QString ballast() const { return file + QStringLiteral(".ballast"); }
};

/// Makes `directory` (0700) and its file (0600) where they are missing and takes the first free one of nine. Error:
/// Config, when the directory is on a network file system (SQLite's WAL and our lock do not work there), belongs to
/// somebody else, or cannot be written.
Result<JournalPlace> takeJournalPlace(const QString &directory);

/// One file by its name, in a directory that exists: made (0600) where it is missing, and ours once nobody else writes it;
/// waits for that as long as `patience`. Errors as takeJournalPlace(); Timeout.
Result<JournalPlace> takeJournalFile(const QString &path, Milliseconds patience);

/// Whether a statfs(2) type is one of a file system that other machines write too.
bool isNetworkFileSystem(qint64 type);

} // namespace surgedeck
