// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitedatabase.h"

#include <QUrl>

#include <sqlite3.h>

namespace surgedeck {

namespace {

constexpr int busyTimeoutMs = 2'000;
constexpr int largestValue = 64 * 1024 * 1024;
constexpr int largestForeignValue = 16 * 1024 * 1024;
constexpr int opcodesBetweenLooks = 10'000;
constexpr std::chrono::seconds longestStep{2};

Error::Kind kindOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return Error::Kind::Full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::Kind::Timeout;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error::Kind::Protocol;
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
        return Error::Kind::Unreachable;
    default:
        return Error::Kind::Config;
    }
}

Error failure(sqlite3 *database)
{
    return {kindOf(sqlite3_extended_errcode(database)), QString::fromUtf8(sqlite3_errmsg(database)).left(300)};
}

Status harden(sqlite3 *database)
{
    int done = 0;
    bool good = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, &done) == SQLITE_OK;
    for (const int forbidden : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                                SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION})
        good = sqlite3_db_config(database, forbidden, 0, &done) == SQLITE_OK && good;
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, largestValue);
    sqlite3_busy_timeout(database, busyTimeoutMs);
    return good ? ok() : Status(failure(database));
}

int allowReading(void *, int action, const char *, const char *, const char *, const char *)
{
    const bool reads = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_PRAGMA ||
                       action == SQLITE_FUNCTION || action == SQLITE_TRANSACTION;
    return reads ? SQLITE_OK : SQLITE_DENY;
}

using Deadline = MonoTime;

int endLongSearch(void *deadline)
{
    return SystemClock().monotonic() > *static_cast<const Deadline *>(deadline) ? 1 : 0;
}

} // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void SqliteStatement::bindNumber(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
}

void SqliteStatement::bindOptional(int index, const std::optional<qint64> &value)
{
    if (value)
        bindNumber(index, *value);
    else
        sqlite3_bind_null(m_statement.get(), index);
}

void SqliteStatement::bindText(int index, const QByteArray &utf8)
{
    // Never a null pointer: that would bind NULL.
    const char *text = utf8.isNull() ? "" : utf8.constData();
    sqlite3_bind_text64(m_statement.get(), index, text, static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void SqliteStatement::bindBlob(int index, const QByteArray &bytes)
{
    sqlite3_bind_blob64(m_statement.get(), index, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()),
                        SQLITE_TRANSIENT);
}

Result<bool> SqliteStatement::step()
{
    if (m_deadline)
        *m_deadline = SystemClock().monotonic() + longestStep;
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    const Error error = code == SQLITE_DONE ? Error{} : failure(sqlite3_db_handle(m_statement.get()));
    sqlite3_reset(m_statement.get());
    if (code != SQLITE_DONE)
        return error;
    return false;
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement.get());
}

qint64 SqliteStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::optional<qint64> SqliteStatement::optionalNumber(int column) const
{
    const bool null = sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
    return null ? std::nullopt : std::optional(number(column));
}

QByteArray SqliteStatement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, sqlite3_column_bytes(m_statement.get(), column)};
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const QString &path, Access access)
{
    const bool foreign = access == Access::Foreign;
    const int mode = access == Access::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    const QByteArray name =
        foreign ? "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1" : path.toUtf8();
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle,
                                     mode | (foreign ? SQLITE_OPEN_URI : 0) | SQLITE_OPEN_NOMUTEX |
                                         SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                                     nullptr);
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(handle));
    if (code != SQLITE_OK)
        return failure(handle).in(path);
    if (const Status status = harden(handle); !status)
        return status.error().in(path);
    if (const Status status = database->run("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON"); !status)
        return status.error().in(path);
    if (foreign)
        database->distrust();
    return database;
}

void SqliteDatabase::distrust()
{
    m_deadline = std::make_shared<Deadline>(SystemClock().monotonic() + longestStep);
    sqlite3_progress_handler(m_database, opcodesBetweenLooks, endLongSearch, m_deadline.get());
    sqlite3_set_authorizer(m_database, allowReading, nullptr);
    sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, largestForeignValue);
    sqlite3_limit(m_database, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(m_database, SQLITE_LIMIT_EXPR_DEPTH, 10);
}

SqliteDatabase::~SqliteDatabase()
{
    sqlite3_close_v2(m_database);
}

Status SqliteDatabase::run(const QByteArray &sql)
{
    if (sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(m_database);
    return ok();
}

Result<SqliteStatement> SqliteDatabase::prepare(const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_database, sql.constData(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK)
        return failure(m_database);
    SqliteStatement made(statement);
    made.m_deadline = m_deadline;
    return made;
}

Result<qint64> SqliteDatabase::number(const QByteArray &sql)
{
    SURGEDECK_TRY(statement, prepare(sql));
    SURGEDECK_TRY(row, statement.step());
    return row ? statement.number(0) : 0;
}

} // namespace surgedeck
