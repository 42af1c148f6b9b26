// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqlwords.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace surgedeck {

namespace {

using Text = std::u16string_view;

Text textOf(QStringView view)
{
    return {view.utf16(), static_cast<std::size_t>(view.size())};
}

// The arrays are sorted: they are searched by bisection.
constexpr auto keywords =
    std::to_array<Text>({u"ADD",       u"ALL",        u"ALTER",         u"ANALYZE",   u"AND",        u"ANY",
                         u"AS",        u"ASC",        u"BEGIN",         u"BETWEEN",   u"BY",         u"CALL",
                         u"CASE",      u"CHECK",      u"COLUMN",        u"COMMIT",    u"CONFLICT",   u"CONSTRAINT",
                         u"COPY",      u"CREATE",     u"CROSS",         u"DATABASE",  u"DEALLOCATE", u"DECLARE",
                         u"DEFAULT",   u"DELETE",     u"DESC",          u"DESCRIBE",  u"DISTINCT",   u"DIV",
                         u"DO",        u"DROP",       u"DUPLICATE",     u"ELSE",      u"END",        u"ESCAPE",
                         u"EXCEPT",    u"EXECUTE",    u"EXISTS",        u"EXPLAIN",   u"FALSE",      u"FETCH",
                         u"FOR",       u"FORCE",      u"FOREIGN",       u"FROM",      u"FULL",       u"FUNCTION",
                         u"GRANT",     u"GROUP",      u"HAVING",        u"IF",        u"IGNORE",     u"ILIKE",
                         u"IN",        u"INDEX",      u"INNER",         u"INSERT",    u"INTERSECT",  u"INTERVAL",
                         u"INTO",      u"IS",         u"ISNULL",        u"JOIN",      u"KILL",       u"LATERAL",
                         u"LEFT",      u"LIKE",       u"LIMIT",         u"LISTEN",    u"LOAD",       u"LOCK",
                         u"MERGE",     u"MOD",        u"NATURAL",       u"NOT",       u"NOTIFY",     u"NOTNULL",
                         u"NOWAIT",    u"NULL",       u"OFFSET",        u"ON",        u"ONLY",       u"OR",
                         u"ORDER",     u"OUTER",      u"OVER",          u"PARTITION", u"PREPARE",    u"PRIMARY",
                         u"PROCEDURE", u"REFERENCES", u"REFRESH",       u"REGEXP",    u"RELEASE",    u"RENAME",
                         u"REPLACE",   u"RETURNING",  u"REVOKE",        u"RIGHT",     u"RLIKE",      u"ROLLBACK",
                         u"SAVEPOINT", u"SELECT",     u"SET",           u"SHOW",      u"SIMILAR",    u"SKIP",
                         u"SOME",      u"START",      u"STRAIGHT_JOIN", u"TABLE",     u"TABLES",     u"THEN",
                         u"TO",        u"TRIGGER",    u"TRUE",          u"TRUNCATE",  u"UESCAPE",    u"UNION",
                         u"UNIQUE",    u"UNLOCK",     u"UPDATE",        u"USE",       u"USING",      u"VACUUM",
                         u"VALUES",    u"VIEW",       u"WHEN",          u"WHERE",     u"WINDOW",     u"WITH",
                         u"XOR"});

constexpr auto pairs = std::to_array<std::pair<Text, Text>>({{u"DO", u"NOTHING"},
                                                             {u"DUPLICATE", u"KEY"},
                                                             {u"FOR", u"SHARE"},
                                                             {u"FOREIGN", u"KEY"},
                                                             {u"IN", u"SHARE"},
                                                             {u"KEY", u"SHARE"},
                                                             {u"PRIMARY", u"KEY"},
                                                             {u"SET", u"TRANSACTION"},
                                                             {u"SHARE", u"MODE"},
                                                             {u"SKIP", u"LOCKED"},
                                                             {u"START", u"TRANSACTION"},
                                                             {u"UNIQUE", u"KEY"}});

constexpr auto spellings = std::to_array<std::pair<Text, Text>>({{u"CHARACTER", u"CHAR"},
                                                                 {u"COLUMNS", u"FIELDS"},
                                                                 {u"CURRENT_DATE", u"CURDATE"},
                                                                 {u"CURRENT_TIME", u"CURTIME"},
                                                                 {u"CURRENT_TIMESTAMP", u"NOW"},
                                                                 {u"DEC", u"DECIMAL"},
                                                                 {u"DESCRIBE", u"EXPLAIN"},
                                                                 {u"DISTINCTROW", u"DISTINCT"},
                                                                 {u"FLOAT4", u"FLOAT"},
                                                                 {u"FLOAT8", u"DOUBLE"},
                                                                 {u"INT1", u"TINYINT"},
                                                                 {u"INT2", u"SMALLINT"},
                                                                 {u"INT3", u"MEDIUMINT"},
                                                                 {u"INT4", u"INT"},
                                                                 {u"INT8", u"BIGINT"},
                                                                 {u"INTEGER", u"INT"},
                                                                 {u"IO_THREAD", u"RELAY_THREAD"},
                                                                 {u"LOCALTIME", u"NOW"},
                                                                 {u"LOCALTIMESTAMP", u"NOW"},
                                                                 {u"MIDDLEINT", u"MEDIUMINT"},
                                                                 {u"RLIKE", u"REGEXP"},
                                                                 {u"SCHEMA", u"DATABASE"},
                                                                 {u"SCHEMAS", u"DATABASES"},
                                                                 {u"SOME", u"ANY"},
                                                                 {u"SQL_TSI_DAY", u"DAY"},
                                                                 {u"SQL_TSI_HOUR", u"HOUR"},
                                                                 {u"SQL_TSI_MINUTE", u"MINUTE"},
                                                                 {u"SQL_TSI_MONTH", u"MONTH"},
                                                                 {u"SQL_TSI_QUARTER", u"QUARTER"},
                                                                 {u"SQL_TSI_SECOND", u"SECOND"},
                                                                 {u"SQL_TSI_WEEK", u"WEEK"},
                                                                 {u"SQL_TSI_YEAR", u"YEAR"},
                                                                 {u"SYSTEM_USER", u"USER"},
                                                                 {u"VARCHARACTER", u"VARCHAR"}});

constexpr auto functionSpellings = std::to_array<std::pair<Text, Text>>({{u"MID", u"SUBSTRING"},
                                                                         {u"SESSION_USER", u"USER"},
                                                                         {u"STD", u"STDDEV_POP"},
                                                                         {u"STDDEV", u"STDDEV_POP"},
                                                                         {u"SUBSTR", u"SUBSTRING"},
                                                                         {u"VARIANCE", u"VAR_POP"}});

static_assert(std::is_sorted(keywords.begin(), keywords.end()));
static_assert(std::is_sorted(pairs.begin(), pairs.end()));
static_assert(std::is_sorted(spellings.begin(), spellings.end()));
static_assert(std::is_sorted(functionSpellings.begin(), functionSpellings.end()));

template <std::size_t N>
QStringView spellingIn(const std::array<std::pair<Text, Text>, N> &table, QStringView upper)
{
    const Text text = textOf(upper);
    const auto found = std::lower_bound(table.begin(), table.end(), text,
                                        [](const auto &entry, Text wanted) { return entry.first < wanted; });
    if (found == table.end() || found->first != text)
        return upper;
    return QStringView(found->second.data(), static_cast<qsizetype>(found->second.size()));
}

} // namespace

bool isSqlKeyword(QStringView upper)
{
    return std::binary_search(keywords.begin(), keywords.end(), textOf(upper));
}

bool isSqlKeywordAfter(QStringView previous, QStringView upper)
{
    return std::binary_search(pairs.begin(), pairs.end(), std::pair(textOf(previous), textOf(upper)));
}

QStringView mySqlSpelling(QStringView upper)
{
    return spellingIn(spellings, upper);
}

QStringView mySqlFunctionSpelling(QStringView upper)
{
    return spellingIn(functionSpellings, upper);
}

} // namespace surgedeck
