// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"

#include <QString>

#include <vector>

namespace surgedeck {

/// A table that a statement reads, under the name that its columns have in there.
struct SqlTable
{
    QString schema; ///< empty: not said
    QString name;
    QString alias; ///< the name itself, where there is none
    bool operator==(const SqlTable &) const = default;
};

/// The tables behind FROM, JOIN and UPDATE, subqueries too, without quotes, in the order of the text; at most 100.
std::vector<SqlTable> sqlTables(QStringView sql, SqlDialect dialect);

/// The columns that a condition compares, without the table: those that must be equal first, each once. A column inside
/// of a function or an expression is not one of them: no plain index serves it.
struct ComparedColumns
{
    std::vector<QString> equal;
    std::vector<QString> others; ///< ranges and patterns
    bool byPattern = false;      ///< LIKE: whether an index serves depends on how the pattern begins
    bool byExpression = false;   ///< something is compared that is no column
};
ComparedColumns comparedColumns(QStringView condition, SqlDialect dialect);

} // namespace surgedeck
