// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitejournalreader.h"

#include "connectors/journal/checkpoint.h"
#include "connectors/journal/journalfile.h"
#include "connectors/journal/seal.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <map>

namespace surgedeck {

namespace {

Error cancelled()
{
    return {Error::Kind::Cancelled, QStringLiteral("stopped")};
}

/// Columns of an entry for EntryReader, in its order.
const QByteArray entryColumns = "sequence, wall_ms, monotonic_ns, actor, source, type, body, base";
constexpr int entryColumnCount = 8;
constexpr std::size_t mostBases = 256;
// A quiet hour packs 1 to 40; a bomb 1 to 10,000.
constexpr qint64 unpackedPerByte = 200;
constexpr qint64 roomForBodies = qint64{128} * 1024 * 1024;

/// A view, a trigger or another table is a file that somebody prepared.
Status checkTables(SqliteDatabase &database)
{
    SURGEDECK_TRY(rows, database.prepare("SELECT sql FROM sqlite_schema ORDER BY rootpage"));
    QByteArray found;
    while (true) {
        SURGEDECK_TRY(row, rows.step());
        if (!row)
            break;
        found += rows.bytes(0) + ";\n";
        if (found.size() > 10'000)
            break;
    }
    const bool same = found.simplified() == QByteArray(journalformat::schema).simplified();
    return same ? ok() : Status(Error{Error::Kind::Protocol, QStringLiteral("its tables are not those of a recording")});
}

/// Makes entries of rows. Keeps the bodies that others are packed against: they are close together.
class EntryReader
{
public:
    EntryReader(SqliteDatabase &database, qint64 mostUnpacked)
        : m_database(database)
        , m_left(mostUnpacked)
    {
    }

    Result<JournalEntry> entryIn(const SqliteStatement &row)
    {
        JournalEntry entry{row.number(0),
                           WallTime(Milliseconds(row.number(1))),
                           MonoTime(std::chrono::nanoseconds(row.number(2))),
                           QString::fromUtf8(row.bytes(3)),
                           QString::fromUtf8(row.bytes(4)),
                           QString::fromUtf8(row.bytes(5)),
                           {}};
        SURGEDECK_TRY(body, unpacked({row.bytes(6), row.optionalNumber(7)}, entry.sequence));
        m_left -= body.size();
        if (m_left < 0)
            return Error{Error::Kind::Protocol, QStringLiteral("its bodies unpack to far more than any recording holds")};
        entry.body = std::move(body);
        return entry;
    }

private:
    Result<QByteArray> unpacked(const PackedBody &packed, qint64 sequence)
    {
        if (packed.base.value_or(0) == 0)
            return unpackedBody(packed, {});
        // Never one that is packed against a third, and never one that comes later: a file may be hostile.
        if (*packed.base >= sequence)
            return Error{Error::Kind::Protocol, QStringLiteral("the body is packed against a later one")};
        SURGEDECK_TRY(base, baseBody(*packed.base));
        return unpackedBody(packed, base);
    }

    Result<QByteArray> baseBody(qint64 sequence)
    {
        if (const auto known = m_bases.find(sequence); known != m_bases.end())
            return known->second;
        SURGEDECK_TRY(select, m_database.prepare("SELECT body, base FROM entry WHERE sequence = ?"));
        select.bindNumber(1, sequence);
        SURGEDECK_TRY(found, select.step());
        const PackedBody packed{found ? select.bytes(0) : QByteArray(),
                                found ? select.optionalNumber(1) : std::nullopt};
        if (!found || packed.base.value_or(0) != 0)
            return Error{Error::Kind::Protocol, QStringLiteral("the body is packed against one that is not there")};
        SURGEDECK_TRY(body, unpackedBody(packed, {}));
        if (m_bases.size() >= mostBases)
            m_bases.clear();
        m_bases[sequence] = body;
        return body;
    }

    SqliteDatabase &m_database;
    qint64 m_left; ///< bytes that bodies may still unpack to
    std::map<qint64, QByteArray> m_bases;
};

/// Goes through the chain and remembers what it says about its own beginning.
class Verification
{
public:
    Verification(const JournalHead &beginning, const std::optional<JournalHead> &anchor)
        : m_beginning(beginning)
        , m_check(beginning)
        , m_anchor(anchor)
    {
        compareWithAnchor();
    }

    /// False once something is wrong.
    bool next(const ChainedEntry &chained)
    {
        if (!m_problem.isEmpty())
            return false;
        const JournalHead before = m_check.head();
        m_problem = m_check.next(chained);
        if (m_problem.isEmpty() && chained.entry.type == checkpointType)
            noteCheckpoint(chained.entry, before);
        if (!m_problem.isEmpty())
            return false;
        ++m_entries;
        m_announcesSeal = chained.entry.type == sealedType;
        if (chained.entry.type == journalformat::droppedType)
            m_dropped = QJsonDocument::fromJson(chained.entry.body).object();
        compareWithAnchor();
        return m_problem.isEmpty();
    }

    JournalVerdict verdict(const QString &readProblem)
    {
        const qint64 head = m_check.head().sequence;
        if (m_problem.isEmpty())
            m_problem = readProblem;
        if (m_problem.isEmpty() && m_anchor && m_anchor->sequence > head)
            m_problem = QStringLiteral("entries %1 to %2 are missing at the end").arg(head + 1).arg(m_anchor->sequence);
        if (!m_problem.isEmpty())
            return {false, m_entries, m_badAnchor || m_badCheckpoint ? head : head + 1, m_problem, m_check.head()};
        if (!beginningIsDocumented())
            return {
                false, m_entries, m_beginning.sequence + 1,
                QStringLiteral("the entries before %1 are gone, and no entry says so").arg(m_beginning.sequence + 1),
                m_check.head()};
        return {true, m_entries, std::nullopt, {}, m_check.head(), m_signedBy, m_signedThrough, m_announcesSeal};
    }

private:
    void noteCheckpoint(const JournalEntry &entry, const JournalHead &before)
    {
        m_problem = checkCheckpoint(entry, before, m_signedBy);
        m_badCheckpoint = !m_problem.isEmpty();
        m_signedThrough = before.sequence;
    }

    void compareWithAnchor()
    {
        m_badAnchor =
            m_anchor && m_anchor->sequence == m_check.head().sequence && m_anchor->hash != m_check.head().hash;
        if (m_badAnchor)
            m_problem = QStringLiteral("entry %1 is not the one that stood there").arg(m_anchor->sequence);
    }

    bool beginningIsDocumented() const
    {
        if (m_beginning.sequence == 0)
            return true;
        return m_dropped[QLatin1String("through")].toInteger() == m_beginning.sequence &&
               m_dropped[QLatin1String("hash")].toString() == QString::fromLatin1(m_beginning.hash.toHex());
    }

    JournalHead m_beginning;
    ChainCheck m_check;
    std::optional<JournalHead> m_anchor;
    bool m_badAnchor = false;
    bool m_badCheckpoint = false;
    bool m_announcesSeal = false;
    QByteArray m_signedBy;
    qint64 m_signedThrough = 0;
    QString m_problem;
    qint64 m_entries = 0;
    QJsonObject m_dropped;
};

} // namespace

Result<std::unique_ptr<SqliteJournalReader>> SqliteJournalReader::open(const QString &path)
{
    SURGEDECK_TRY(database, SqliteDatabase::open(path, SqliteDatabase::Access::ReadOnly));
    SURGEDECK_TRY(application, database->number("PRAGMA application_id"));
    SURGEDECK_TRY(version, database->number("PRAGMA user_version"));
    if (application != journalformat::applicationId || version != journalformat::version)
        return Error{Error::Kind::Config, QStringLiteral("%1 is not a journal of this version").arg(path)};
    return std::unique_ptr<SqliteJournalReader>(new SqliteJournalReader(std::move(database)));
}

Result<std::unique_ptr<SqliteJournalReader>> SqliteJournalReader::openForeign(const QString &path)
{
    SURGEDECK_TRY(database, SqliteDatabase::open(path, SqliteDatabase::Access::Foreign));
    SURGEDECK_CHECK(checkTables(*database));
    SURGEDECK_TRY(application, database->number("PRAGMA application_id"));
    SURGEDECK_TRY(version, database->number("PRAGMA user_version"));
    if (application != journalformat::applicationId)
        return Error{Error::Kind::Protocol, QStringLiteral("is no recording")};
    if (version != journalformat::version)
        return Error{Error::Kind::Config, QStringLiteral("is a recording of format %1; this version reads format %2")
                                              .arg(version)
                                              .arg(journalformat::version)};
    std::unique_ptr<SqliteJournalReader> reader(new SqliteJournalReader(std::move(database)));
    reader->m_mostUnpacked = roomForBodies + unpackedPerByte * QFileInfo(path).size();
    return reader;
}

namespace {

/// Parameters 1 to 3 of what reads a range.
void bindRange(SqliteStatement &statement, const JournalRange &range)
{
    constexpr qint64 always = std::numeric_limits<qint64>::max();
    statement.bindNumber(1, range.afterSequence.value_or(0));
    statement.bindNumber(2, range.from ? range.from->time_since_epoch().count() : -always);
    statement.bindNumber(3, range.until ? range.until->time_since_epoch().count() : always);
}

} // namespace

Result<qint64> SqliteJournalReader::count(const JournalRange &range)
{
    SURGEDECK_TRY(row, m_database->prepare(
                           "SELECT count(*) FROM entry WHERE sequence > ? AND wall_ms >= ? AND wall_ms <= ?"));
    bindRange(row, range);
    SURGEDECK_TRY(found, row.step());
    return found ? row.number(0) : 0;
}

Result<std::vector<JournalEntry>> SqliteJournalReader::read(const JournalRange &range, std::stop_token stop)
{
    SURGEDECK_TRY(
        rows, m_database->prepare("SELECT " + entryColumns +
                                  " FROM entry "
                                  "WHERE sequence > ? AND wall_ms >= ? AND wall_ms <= ? ORDER BY sequence LIMIT ?"));
    bindRange(rows, range);
    rows.bindNumber(4, range.limit);
    std::vector<JournalEntry> entries;
    EntryReader reader(*m_database, m_mostUnpacked);
    while (true) {
        SURGEDECK_TRY(row, rows.step());
        if (!row)
            return entries;
        if (stop.stop_requested())
            return cancelled();
        SURGEDECK_TRY(entry, reader.entryIn(rows));
        entries.push_back(std::move(entry));
    }
}

Result<JournalVerdict> SqliteJournalReader::verify(const std::optional<JournalHead> &anchor, std::stop_token stop,
                                                   const std::function<void(const JournalEntry &)> &each)
{
    // One moment of a file that may grow and be pruned meanwhile.
    SURGEDECK_CHECK(m_database->run("BEGIN"));
    const auto close = [](SqliteDatabase *database) { static_cast<void>(database->run("COMMIT")); };
    const std::unique_ptr<SqliteDatabase, decltype(close)> transaction(m_database.get(), close);
    SURGEDECK_TRY(beginning, m_database->prepare("SELECT dropped, hash_before FROM beginning"));
    SURGEDECK_TRY(any, beginning.step());
    if (!any)
        return JournalVerdict{false, 0, 1, QStringLiteral("the journal has no beginning"), {}};
    Verification verification({beginning.number(0), beginning.bytes(1)}, anchor);
    beginning.reset();
    SURGEDECK_TRY(rows,
                  m_database->prepare("SELECT " + entryColumns + ", previous_hash, hash FROM entry ORDER BY sequence"));
    EntryReader reader(*m_database, m_mostUnpacked);
    while (true) {
        const auto row = rows.step();
        if (!row)
            return verification.verdict(row.error().message);
        if (!*row)
            return verification.verdict({});
        auto entry = reader.entryIn(rows);
        if (!entry)
            return verification.verdict(entry.error().in(QStringLiteral("entry %1").arg(rows.number(0))).message);
        const ChainedEntry chained{std::move(*entry), rows.bytes(entryColumnCount), rows.bytes(entryColumnCount + 1)};
        if (!verification.next(chained))
            return verification.verdict({});
        if (each)
            each(chained.entry);
        if (stop.stop_requested())
            return cancelled();
    }
}

} // namespace surgedeck
