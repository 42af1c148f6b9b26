// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/base/sqlsummary.h"

#include <QString>

namespace surgedeck {

/// What all executions of one statement share, and no literal of any. Pure values, any thread.
struct SqlDigest
{
    QString id;   ///< 16 hex digits, the same in every run and version for the same text; empty without a statement
    QString text; ///< normalised, at most 4 KiB; of a cut statement the beginning that is certain, then " ..."
    SqlSummary summary;
    bool truncated = false; ///< the server or our own bound cut the statement: it has its own id

    bool operator==(const SqlDigest &) const = default;
};

/// The digest of a statement, however it comes: text of a client, text of pg_stat_statements, DIGEST_TEXT or SQL_TEXT
/// of performance_schema. The same statement has the same id from all of them, and so has the digest's own text.
/// `serverLimit`: bytes at which the server cuts this column (track_activity_query_size), 0 if it does not or says so
/// itself: a statement that fills it counts as cut. Reads at most 64 Ki characters.
SqlDigest digestOf(QStringView sql, SqlDialect dialect, qsizetype serverLimit = 0);

/// The text with "?" for every literal, "/* */" for every comment and all else in place, for what is stored, logged or
/// shown. At most 64 Ki characters are read; "..." stands where the text was cut. Names of tables and columns stay.
QString redactSql(QStringView sql, SqlDialect dialect);

} // namespace surgedeck
