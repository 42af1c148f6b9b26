// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/codebook.h"

#include "connectors/journal/journalplace.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>

namespace surgedeck {

namespace {

/// A wrong code has no person.
const char *const schema = R"(
CREATE TABLE IF NOT EXISTS code(person TEXT NOT NULL, step INTEGER NOT NULL, time_ms INTEGER NOT NULL) STRICT;
)";

qint64 ms(WallTime time)
{
    return time.time_since_epoch().count();
}

} // namespace

Result<CodeBook> CodeBook::open(const QString &directory)
{
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    const QString path = QFileInfo(directory).canonicalFilePath() + QStringLiteral("/codes.sqlite");
    {
        // As of the store of shifts: a file that is there is not opened by us, or SQLite's locks would be undone.
        const Descriptor file(
            ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!file.valid() && errno != EEXIST)
            return Error{Error::Kind::Config, QStringLiteral("%1 cannot be written").arg(path)};
    }
    SURGEDECK_TRY(database, SqliteDatabase::open(path, SqliteDatabase::Access::ReadWrite));
    SURGEDECK_CHECK(database->run("PRAGMA journal_mode=WAL"));
    SURGEDECK_CHECK(database->run("PRAGMA synchronous=FULL"));
    SURGEDECK_CHECK(database->run(schema));
    return CodeBook(std::move(database));
}

Status CodeBook::admit(WallTime now)
{
    SURGEDECK_TRY(row, m_database->prepare("SELECT count(*) FROM code WHERE person = '' AND time_ms > ?1"));
    row.bindNumber(1, ms(now - wrongWithin));
    SURGEDECK_TRY(isThere, row.step());
    if (isThere && row.number(0) >= mostWrong)
        return Error{Error::Kind::Refused,
                     QStringLiteral("%1 wrong codes within ten minutes: nobody can prove anything until they are over")
                         .arg(row.number(0))};
    return ok();
}

Status CodeBook::insert(const QByteArray &person, qint64 step, WallTime now)
{
    SURGEDECK_TRY(write, m_database->prepare("INSERT INTO code VALUES(?1, ?2, ?3)"));
    write.bindText(1, person);
    write.bindNumber(2, step);
    write.bindNumber(3, ms(now));
    SURGEDECK_TRY(more, write.step());
    std::ignore = more;
    return ok();
}

Status CodeBook::noteWrong(WallTime now)
{
    return insert({}, 0, now);
}

Status CodeBook::spend(const QString &person, qint64 step, WallTime now)
{
    SURGEDECK_CHECK(m_database->run("BEGIN IMMEDIATE"));
    const auto spent = [&]() -> Status {
        SURGEDECK_TRY(row, m_database->prepare("SELECT count(*) FROM code WHERE person = ?1 AND step >= ?2"));
        row.bindText(1, person.toUtf8());
        row.bindNumber(2, step);
        SURGEDECK_TRY(isThere, row.step());
        if (isThere && row.number(0) > 0)
            return Error{Error::Kind::Refused, QStringLiteral("this code was used before: wait for the next one")};
        row.reset();
        return insert(person.toUtf8(), step, now);
    }();
    const Status ended = m_database->run(spent ? "COMMIT" : "ROLLBACK");
    return spent ? ended : spent;
}

} // namespace surgedeck
