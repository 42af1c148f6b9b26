// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitejournalreader.h"

#include "connectors/journal/journalfile.h"

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

/// Makes entries of rows. Keeps the bodies that others are packed against: they are close together.
class EntryReader
{
public:
    explicit EntryReader(SqliteDatabase &database)
        : m_database(database)
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
        m_problem = m_check.next(chained);
        if (!m_problem.isEmpty())
            return false;
        ++m_entries;
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
            return {false, m_entries, m_badAnchor ? head : head + 1, m_problem, m_check.head()};
        if (!beginningIsDocumented())
            return {
                false, m_entries, m_beginning.sequence + 1,
                QStringLiteral("the entries before %1 are gone, and no entry says so").arg(m_beginning.sequence + 1),
                m_check.head()};
        return {true, m_entries, std::nullopt, {}, m_check.head()};
    }

private:
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

Result<std::vector<JournalEntry>> SqliteJournalReader::read(const JournalRange &range, std::stop_token stop)
{
    SURGEDECK_TRY(
        rows, m_database->prepare("SELECT " + entryColumns +
                                  " FROM entry "
                                  "WHERE sequence > ? AND wall_ms >= ? AND wall_ms <= ? ORDER BY sequence LIMIT ?"));
    rows.bindNumber(1, range.afterSequence.value_or(0));
    rows.bindNumber(2, range.from ? range.from->time_since_epoch().count() : std::numeric_limits<qint64>::min());
    rows.bindNumber(3, range.until ? range.until->time_since_epoch().count() : std::numeric_limits<qint64>::max());
    rows.bindNumber(4, range.limit);
    std::vector<JournalEntry> entries;
    EntryReader reader(*m_database);
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

Result<JournalVerdict> SqliteJournalReader::verify(const std::optional<JournalHead> &anchor, std::stop_token stop)
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
    EntryReader reader(*m_database);
    while (true) {
        const auto row = rows.step();
        if (!row)
            return verification.verdict(row.error().message);
        if (!*row)
            return verification.verdict({});
        auto entry = reader.entryIn(rows);
        if (!entry)
            return verification.verdict(entry.error().in(QStringLiteral("entry %1").arg(rows.number(0))).message);
        if (!verification.next({std::move(*entry), rows.bytes(entryColumnCount), rows.bytes(entryColumnCount + 1)}))
            return verification.verdict({});
        if (stop.stop_requested())
            return cancelled();
    }
}

} // namespace surgedeck
