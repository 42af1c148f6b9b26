// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/sqlitedatabase.h"

#include <QString>

namespace surgedeck {

/// Which one-time codes were used on this machine, so that none is used twice, and how often somebody guessed: the file
/// "codes.sqlite" beside the journal of a workspace, synced at every write. Blocks on the disk; one thread each, any
/// number of processes. Errors: Refused, and those of SqliteDatabase.
class CodeBook
{
public:
    static constexpr int mostWrong = 5;
    static constexpr Milliseconds wrongWithin{10 * 60'000};

    static Result<CodeBook> open(const QString &directory);

    /// Refused: too many wrong codes in the last ten minutes, whoever typed them.
    Status admit(WallTime now);
    Status noteWrong(WallTime now);
    /// Uses the code of `step`. Refused: this one or a later one of the same person was used before.
    Status spend(const QString &person, qint64 step, WallTime now);

private:
    explicit CodeBook(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
    {
    }
    Status insert(const QByteArray &person, qint64 step, WallTime now);

    std::unique_ptr<SqliteDatabase> m_database;
};

} // namespace surgedeck
