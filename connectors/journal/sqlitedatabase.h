// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QByteArray>

#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace surgedeck {

/// A prepared statement; must go before its database does. One thread.
class SqliteStatement
{
public:
    /// Parameters count from 1. Texts and blobs are copied.
    void bindNumber(int index, qint64 value);
    void bindOptional(int index, const std::optional<qint64> &value); ///< nullopt: NULL
    void bindText(int index, const QByteArray &utf8);
    void bindBlob(int index, const QByteArray &bytes);

    /// True: a row is there to be read. False: done, and ready to be bound again.
    Result<bool> step();
    void reset();

    /// Columns count from 0.
    qint64 number(int column) const;
    std::optional<qint64> optionalNumber(int column) const; ///< nullopt: NULL
    QByteArray bytes(int column) const;

private:
    friend class SqliteDatabase;
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    explicit SqliteStatement(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    std::shared_ptr<MonoTime> m_deadline; ///< of a step, where there is one
};

/// A SQLite connection hardened as for a file that somebody else may have written. One thread. Errors: Full (no space),
/// Config (no right, cannot be opened), Timeout (somebody else holds it for longer than 2 s), Protocol (damaged, or not
/// a database), Unreachable (the disk fails).
class SqliteDatabase
{
public:
    enum class Access
    {
        ReadOnly,
        ReadWrite,
        Foreign ///< read-only, nobody else writes it, and no statement may search for longer than 2 s
    };

    /// The file must exist; no part of `path` may be a symbolic link.
    static Result<std::unique_ptr<SqliteDatabase>> open(const QString &path, Access access);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase &) = delete;
    SqliteDatabase &operator=(const SqliteDatabase &) = delete;

    Status run(const QByteArray &sql);
    Result<SqliteStatement> prepare(const QByteArray &sql);
    /// First column of the first row.
    Result<qint64> number(const QByteArray &sql);

private:
    explicit SqliteDatabase(sqlite3 *database)
        : m_database(database)
    {
    }
    void distrust();

    sqlite3 *m_database;
    std::shared_ptr<MonoTime> m_deadline;
};

} // namespace surgedeck
