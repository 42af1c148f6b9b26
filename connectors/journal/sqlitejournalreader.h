// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/sqlitedatabase.h"
#include "models/domain/journalchain.h"

namespace surgedeck {

/// Whether a journal is what was written.
struct JournalVerdict
{
    bool intact = false;
    qint64 entries = 0;             ///< checked
    std::optional<qint64> firstBad; ///< sequence of the first entry that is wrong or missing
    QString reason;
    JournalHead head; ///< of the part that holds
};

/// Reads a journal's file, also while another process writes it. See JournalReader for threads and errors.
class SqliteJournalReader final : public JournalReader
{
public:
    static Result<std::unique_ptr<SqliteJournalReader>> open(const QString &path);

    Result<std::vector<JournalEntry>> read(const JournalRange &range, std::stop_token stop) override;
    /// Recomputes the whole chain. `anchor` is where it is known to have stood: without one, entries cut off at the end
    /// are not seen.
    Result<JournalVerdict> verify(const std::optional<JournalHead> &anchor, std::stop_token stop);

private:
    explicit SqliteJournalReader(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
    {
    }
    std::unique_ptr<SqliteDatabase> m_database;
};

} // namespace surgedeck
