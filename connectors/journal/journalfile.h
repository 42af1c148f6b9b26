// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/bodypacker.h"
#include "connectors/journal/journallimits.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitedatabase.h"
#include "models/domain/journalchain.h"

namespace surgedeck {

/// The file of a journal, open for writing: appends entries to the chain and drops the oldest. One thread, blocking.
/// docs/decisions, "The journal is one chain", has the format.
class JournalFile
{
public:
    enum class Durability
    {
        Soon,   ///< outlives the end of the process at once, a power cut with the next Synced
        Synced, ///< outlives a power cut
    };

    /// Makes the tables in a new file. A damaged file, or one of an earlier version, is set aside, and told by
    /// trouble(). Error: Config when it was written by a later version or cannot be used, Full.
    static Result<std::unique_ptr<JournalFile>> open(JournalPlace place, const JournalLimits &limits);

    /// Gives the entries their sequence. All or none of them are written.
    Status append(const std::vector<JournalEntry> &entries, Durability durability);
    /// Drops whole segments of what is too old, or too much: the reason, when it dropped something.
    Result<QString> prune(WallTime now);
    /// Writes everything into the one file, which is then complete without anything beside it. The last call.
    Status complete();
    /// Leaves word beside the file of where the chain stood.
    void saveHead() const;

    const JournalHead &head() const { return m_head; }
    const JournalPlace &place() const { return m_place; }
    /// What was found at opening: the file was damaged, or ends before the place where it is known to have stood.
    const QString &trouble() const { return m_trouble; }
    const QByteArray &id() const { return m_id; } ///< of the journal: what its chain begins with

private:
    JournalFile(JournalPlace place, const JournalLimits &limits)
        : m_place(std::move(place))
        , m_limits(limits)
        , m_packer(limits.segment)
    {
    }
    Status openDatabase();
    Status setUp();
    Status readHead();
    void compareWithSavedHead();
    Status setDurability(Durability durability);
    Status insert(const JournalEntry &entry, JournalHead &head);
    Result<qint64> bytesUsed();
    Status dropThrough(qint64 sequence, const QString &reason, WallTime now);

    JournalPlace m_place;
    JournalLimits m_limits;
    BodyPacker m_packer;
    std::unique_ptr<SqliteDatabase> m_database;
    std::unique_ptr<SqliteStatement> m_insert;
    std::optional<Durability> m_durability;
    QByteArray m_id;
    JournalHead m_beginning;
    JournalHead m_head;
    QString m_trouble;
    bool m_isOlder = false; ///< the file has the format of an earlier version
};

/// Layout of the file, for writer and reader.
namespace journalformat {
constexpr int applicationId = 0x73757267; // "surg"
constexpr int version = 2;                ///< 1: bodies as plain texts
extern const char *const schema;
extern const QString droppedType; ///< the entry that says what was dropped
} // namespace journalformat

} // namespace surgedeck
