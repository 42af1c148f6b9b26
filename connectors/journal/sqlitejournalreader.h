// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/sqlitedatabase.h"
#include "models/domain/journalchain.h"

#include <functional>
#include <limits>

namespace surgedeck {

/// Whether a journal is what was written.
struct JournalVerdict
{
    bool intact = false;
    qint64 entries = 0;             ///< checked
    std::optional<qint64> firstBad; ///< sequence of the first entry that is wrong or missing
    QString reason;
    JournalHead head; ///< of the part that holds
    QByteArray signedBy{};       ///< key of the last checkpoint; empty: none is signed
    qint64 signedThrough = 0;    ///< sequence of the last entry before it
    bool announcesSeal = false;  ///< the last entry says that a seal follows
};

/// Reads a journal's file, also while another process writes it. See JournalReader for threads and errors.
class SqliteJournalReader final : public JournalReader
{
public:
    static Result<std::unique_ptr<SqliteJournalReader>> open(const QString &path);
    /// A file of somebody else, which nobody writes any more: its tables must be ours to the letter, and what its bodies
    /// unpack to is bounded.
    static Result<std::unique_ptr<SqliteJournalReader>> openForeign(const QString &path);

    Result<std::vector<JournalEntry>> read(const JournalRange &range, std::stop_token stop) override;
    /// How many entries a range has; its limit does not count.
    Result<qint64> count(const JournalRange &range);
    /// Recomputes the whole chain. `anchor` is where it is known to have stood: without one, entries cut off at the end
    /// are not seen. `each` is called with every entry that holds, in order: to read a long journal twice costs seconds.
    Result<JournalVerdict> verify(const std::optional<JournalHead> &anchor, std::stop_token stop,
                                  const std::function<void(const JournalEntry &)> &each = {});

private:
    explicit SqliteJournalReader(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
    {
    }
    std::unique_ptr<SqliteDatabase> m_database;
    qint64 m_mostUnpacked = std::numeric_limits<qint64>::max(); ///< bytes of bodies in one pass
};

} // namespace surgedeck
