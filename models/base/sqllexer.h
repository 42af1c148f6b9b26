// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace surgedeck {

/// Whose grammar a text is in. MySql is MySQL and MariaDB. Both with the server's default settings: a PostgreSQL with
/// standard_conforming_strings off, or a MySQL with ANSI_QUOTES or NO_BACKSLASH_ESCAPES, reads quotes differently.
enum class SqlDialect
{
    PostgreSql,
    MySql
};

/// A piece of SQL text. What stands between two tokens is white space.
struct SqlToken
{
    enum class Kind
    {
        Word,            ///< key word or name
        QuotedName,      ///< "name", U&"name" (PostgreSQL), `name` (MySQL)
        Literal,         ///< string, number, bit string with their prefixes: what is personal data
        Parameter,       ///< $1, ?, @variable
        Operator,        ///< also one bracket, comma, dot or any character that means nothing
        Ellipsis,        ///< "...": how servers write a list of values in a digest, and the end of a text that they cut
        Comment,         ///< also optimizer hints
        ExecutableFrame, ///< the start and the end of a MySQL comment whose content is executed
    };

    Kind kind = Kind::Operator;
    qsizetype begin = 0;
    qsizetype length = 0;
    bool complete = true; ///< false: the text ends inside of it

    qsizetype end() const { return begin + length; }
};

/// Splits SQL text into tokens, in one pass and linear time, without allocation. Any text is accepted: what a server
/// cuts in the middle of a literal or comment ends in one incomplete token. Sources: PostgreSQL 15 manual, section 4.1
/// and scan.l; MySQL 8.0 manual, section 11.1 and 11.7.
class SqlLexer
{
public:
    /// `sql` must outlive the lexer.
    SqlLexer(QStringView sql, SqlDialect dialect)
        : m_sql(sql)
        , m_dialect(dialect)
    {
    }
    std::optional<SqlToken> next();

private:
    SqlToken::Kind scan();
    SqlToken::Kind scanDollar();
    SqlToken::Kind scanNumber();
    SqlToken::Kind scanWord();
    SqlToken::Kind scanVariable();
    SqlToken::Kind scanOperator();
    SqlToken::Kind scanDots();
    SqlToken::Kind scanPostgresOperator();
    SqlToken::Kind scanMySqlOperator();
    std::optional<SqlToken::Kind> scanComment();
    SqlToken::Kind scanBlockComment();

    void skipSpace();
    void skipLine();
    void skipDigits();
    void skipNameCharacters();
    enum class Escapes
    {
        Doubling,
        Backslash
    };
    void skipQuoted(char16_t quote, Escapes escapes);
    bool skipContinuation();

    bool isMySql() const { return m_dialect == SqlDialect::MySql; }
    bool atEnd() const { return m_position >= m_sql.size(); }
    char16_t at(qsizetype offset) const
    {
        const qsizetype index = m_position + offset;
        return index < m_sql.size() ? m_sql[index].unicode() : u'\0';
    }
    bool digitsBeginName() const;

    QStringView m_sql;
    SqlDialect m_dialect;
    qsizetype m_position = 0;
    qsizetype m_nameEnd = -1; ///< end of the last name: a dot right there separates names and begins no number
    int m_executable = 0;     ///< open executable comments
    bool m_complete = true;
};

} // namespace surgedeck
