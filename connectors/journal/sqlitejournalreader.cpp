// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitejournalreader.h"

#include "connectors/journal/journalfile.h"

#include <QJsonDocument>

namespace surgedeck {

namespace {

Error cancelled()
{
    return {Error::Kind::Cancelled, QStringLiteral("stopped")};
}

JournalEntry entryIn(const SqliteStatement &row)
{
    return {row.number(0),
            WallTime(Milliseconds(row.number(1))),
            MonoTime(std::chrono::nanoseconds(row.number(2))),
            QString::fromUtf8(row.bytes(3)),
            QString::fromUtf8(row.bytes(4)),
            QString::fromUtf8(row.bytes(5)),
            row.bytes(6)};
}

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
        rows, m_database->prepare("SELECT sequence, wall_ms, monotonic_ns, actor, source, type, body FROM entry "
                                  "WHERE sequence > ? AND wall_ms >= ? AND wall_ms <= ? ORDER BY sequence LIMIT ?"));
    rows.bindNumber(1, range.afterSequence.value_or(0));
    rows.bindNumber(2, range.from ? range.from->time_since_epoch().count() : std::numeric_limits<qint64>::min());
    rows.bindNumber(3, range.until ? range.until->time_since_epoch().count() : std::numeric_limits<qint64>::max());
    rows.bindNumber(4, range.limit);
    std::vector<JournalEntry> entries;
    while (true) {
        SURGEDECK_TRY(row, rows.step());
        if (!row)
            return entries;
        if (stop.stop_requested())
            return cancelled();
        entries.push_back(entryIn(rows));
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
    SURGEDECK_TRY(rows, m_database->prepare(
                            "SELECT sequence, wall_ms, monotonic_ns, actor, source, type, body, previous_hash, hash "
                            "FROM entry ORDER BY sequence"));
    while (true) {
        const auto row = rows.step();
        if (!row)
            return verification.verdict(row.error().message);
        if (!*row || !verification.next({entryIn(rows), rows.bytes(7), rows.bytes(8)}))
            return verification.verdict({});
        if (stop.stop_requested())
            return cancelled();
    }
}

} // namespace surgedeck
