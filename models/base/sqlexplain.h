// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/sqllexer.h"

#include <QString>

namespace surgedeck {

/// What stands in the place of a value.
enum class SqlValues
{
    AsWritten, ///< the statement was seen with its values
    Numbered,  ///< $1, $2 ...: PostgreSQL plans a prepared statement without knowing them. A pattern is 'surgedeck%'
    StandIns,  ///< '1', and 10 behind LIMIT: for a server that plans no statement without values
};

/// A statement whose plan can be asked for without doing anything: one SELECT that locks and writes nothing.
struct ExplainableSql
{
    QString text;
    int parameters = 0;   ///< $1 to $n
    bool ofWrite = false; ///< the part of an UPDATE, a DELETE or an INSERT that reads
};

/// The reading part of one statement: for an UPDATE or a DELETE the SELECT of the same tables and rows, for INSERT ...
/// SELECT that SELECT, and for a SELECT itself without FOR UPDATE, which asks for the rights of a writer and makes some
/// servers lock rows even for EXPLAIN. Of a normalised statement every ? becomes a value. Error: Refused, with the
/// reason in words and no part of the statement: there is no plan, the text is cut, it is more than one statement, it
/// writes in a way that has no reading part.
Result<ExplainableSql> explainableSql(QStringView sql, SqlDialect dialect, SqlValues values);

} // namespace surgedeck
