// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"

#include <QString>

#include <vector>

namespace surgedeck {

/// One piece of a normalised statement.
struct SqlItem
{
    enum class Kind
    {
        Keyword,   ///< in capitals
        Name,      ///< with its quotes where it needs them
        Value,     ///< any literal or parameter: ?
        ValueList, ///< several, separated by commas: ?, ...
        SingleRow, ///< (?)
        Row,       ///< (...)
        Operator,
        Open,
        Close,
    };

    Kind kind = Kind::Operator;
    QString text;
    qsizetype open = -1;  ///< Close: where its Open is; -1: nowhere
    bool endsRow = false; ///< Close, SingleRow, Row: of a row behind VALUES

    bool is(Kind wanted, QStringView wantedText) const { return kind == wanted && text == wantedText; }
    /// The same piece, wherever it stands.
    bool operator==(const SqlItem &other) const { return kind == other.kind && text == other.text; }
};

struct NormalisedSql
{
    std::vector<SqlItem> items;
    bool truncated = false; ///< the statement goes on behind what we have
};

struct SqlLimits
{
    static constexpr qsizetype inputCharacters = 64 * 1024;
    static constexpr qsizetype textCharacters = 4 * 1024;
};

/// Reduces a statement to what all its executions share: no literal, no comment, lists and rows collapsed to one, one
/// spelling for what has several. What comes out of it again is the same items: text of a client, of
/// pg_stat_statements and of performance_schema meet here.
/// `serverLimit`: the bytes at which the server cuts its texts; a text that long counts as cut. 0: not known.
/// Of a cut statement only what its rest can not change is kept: its text is the beginning of the whole one's.
/// The rules for lists and rows are those of MySQL's digests (sql_digest.cc), which are the coarsest of the servers'.
NormalisedSql normaliseSql(QStringView sql, SqlDialect dialect, qsizetype serverLimit);

/// Takes from the end of a cut statement what its missing rest could still change or collapse.
void trimCutSql(std::vector<SqlItem> &items);

/// The text of a normalised statement: at most SqlLimits::textCharacters; drops what is beyond and marks it truncated.
QString takeText(NormalisedSql &statement);

} // namespace surgedeck
