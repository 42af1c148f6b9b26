// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqltables.h"

#include <algorithm>
#include <optional>

namespace surgedeck {

namespace {

constexpr std::size_t mostTables = 100;
constexpr std::size_t mostColumns = 16;
constexpr qsizetype mostCharacters = 64 * 1024;
using Kind = SqlToken::Kind;

/// Tokens with their texts: words as they are, quoted names without their quotes.
struct Piece
{
    Kind kind = Kind::Operator;
    QString text;
    QString word; ///< in capitals; empty: it is no word
};

std::vector<Piece> piecesOf(QStringView sql, SqlDialect dialect)
{
    const QStringView read = sql.first(std::min(sql.size(), mostCharacters));
    SqlLexer lexer(read, dialect);
    std::vector<Piece> pieces;
    while (const auto token = lexer.next()) {
        if (token->kind == Kind::Comment)
            continue;
        const QStringView text = read.sliced(token->begin, token->length);
        Piece piece{token->kind, text.toString(), {}};
        if (token->kind == Kind::Word)
            piece.word = piece.text.toUpper();
        else if (token->kind == Kind::QuotedName && text.size() > 1)
            piece.text = text.sliced(1, text.size() - 2).toString();
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

bool isOneOf(const QString &word, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [&word](const char *other) { return word == QLatin1String(other); });
}

class Tables
{
public:
    Tables(QStringView sql, SqlDialect dialect)
        : m_pieces(piecesOf(sql, dialect))
    {
    }

    std::vector<SqlTable> read()
    {
        while (m_at < m_pieces.size() && m_tables.size() < mostTables) {
            const QString &word = m_pieces[m_at++].word;
            if (isOneOf(word, {"FROM", "JOIN", "UPDATE"}))
                readList();
        }
        return std::move(m_tables);
    }

private:
    const Piece &at(std::size_t index) const
    {
        static const Piece none;
        return index < m_pieces.size() ? m_pieces[index] : none;
    }
    static bool isName(const Piece &piece)
    {
        static const auto ends = {"SELECT",        "WHERE",     "SET",    "ON",        "USING", "JOIN",
                                  "LEFT",          "RIGHT",     "INNER",  "CROSS",     "FULL",  "NATURAL",
                                  "STRAIGHT_JOIN", "ORDER",     "GROUP",  "HAVING",    "LIMIT", "UNION",
                                  "FOR",           "USE",       "FORCE",  "IGNORE",    "FETCH", "OFFSET",
                                  "WINDOW",        "RETURNING", "EXCEPT", "INTERSECT", "LOCK",  "PARTITION",
                                  "TABLESAMPLE",   "VALUES",    "AS"};
        return piece.kind == Kind::QuotedName || (piece.kind == Kind::Word && !isOneOf(piece.word, ends));
    }

    /// t, s.t AS a, "T" b: until something stands there that is no table. A subquery is read by who comes next.
    void readList()
    {
        while (isOneOf(at(m_at).word, {"ONLY", "LATERAL"}))
            ++m_at;
        while (isName(at(m_at))) {
            SqlTable table{{}, at(m_at++).text, {}};
            while (at(m_at).text == u"." &&
                   (at(m_at + 1).kind == Kind::Word || at(m_at + 1).kind == Kind::QuotedName)) {
                table.schema = table.name;
                table.name = at(m_at + 1).text;
                m_at += 2;
            }
            if (at(m_at).text == u"(") // a function
                return;
            m_at += at(m_at).word == QLatin1String("AS") ? 1 : 0;
            table.alias = isName(at(m_at)) ? at(m_at++).text : table.name;
            m_tables.push_back(std::move(table));
            if (at(m_at).text != u",")
                return;
            ++m_at;
        }
    }

    std::vector<Piece> m_pieces;
    std::vector<SqlTable> m_tables;
    std::size_t m_at = 0;
};

enum class Comparison
{
    Equal,
    Range,
    Pattern
};

std::optional<Comparison> comparisonOf(const Piece &piece)
{
    if (piece.text == u"=" || piece.text == u"<=>" || isOneOf(piece.word, {"IN", "IS"}))
        return Comparison::Equal;
    if (isOneOf(piece.text, {"<", ">", "<=", ">="}) || piece.word == QLatin1String("BETWEEN"))
        return Comparison::Range;
    if (isOneOf(piece.word, {"LIKE", "ILIKE"}) || isOneOf(piece.text, {"~~", "~~*", "~"}))
        return Comparison::Pattern;
    return std::nullopt;
}

/// Where the name ends that begins at `at`: a.b, with a cast, and the brackets that PostgreSQL sets around it.
std::size_t endOfColumn(const std::vector<Piece> &pieces, std::size_t at, QString &column)
{
    const auto text = [&pieces](std::size_t i) { return i < pieces.size() ? pieces[i].text : QString(); };
    column = text(at++);
    while (text(at) == u"." && at + 1 < pieces.size()) {
        column = text(at + 1);
        at += 2;
    }
    while (text(at) == u")")
        ++at;
    while (text(at) == u"::") {
        at += 2;
        while (at < pieces.size() && pieces[at].kind == Kind::Word && !comparisonOf(pieces[at]))
            ++at; // character varying
        while (text(at) == u")")
            ++at;
    }
    return at;
}

void addOnce(std::vector<QString> &columns, const QString &column)
{
    if (columns.size() < mostColumns && std::find(columns.begin(), columns.end(), column) == columns.end())
        columns.push_back(column);
}

} // namespace

std::vector<SqlTable> sqlTables(QStringView sql, SqlDialect dialect)
{
    return Tables(sql, dialect).read();
}

ComparedColumns comparedColumns(QStringView condition, SqlDialect dialect)
{
    const std::vector<Piece> pieces = piecesOf(condition, dialect);
    ComparedColumns columns;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool isName = pieces[i].kind == Kind::QuotedName || pieces[i].kind == Kind::Word;
        const bool isCall = i + 1 < pieces.size() && pieces[i + 1].text == u"(";
        const bool follows = i > 0 && (pieces[i - 1].text == u"." || pieces[i - 1].text == u"::");
        if (!isName || follows || isOneOf(pieces[i].word, {"AND", "OR", "NOT", "NULL", "ANY", "ALL", "BY"}))
            continue;
        QString column;
        const std::size_t end = endOfColumn(pieces, i, column);
        const bool inCall = i > 1 && pieces[i - 1].text == u"(" &&
                            (pieces[i - 2].kind == Kind::Word &&
                             !isOneOf(pieces[i - 2].word, {"AND", "OR", "NOT", "ANY", "ALL", "WHERE", "ON"}));
        const auto comparison = end < pieces.size() ? comparisonOf(pieces[end]) : std::nullopt;
        columns.byExpression = columns.byExpression || ((isCall || inCall) && !comparisonOf(pieces[i]));
        if (isCall || inCall || !comparison || comparisonOf(pieces[i]))
            continue;
        const Comparison how = *comparison;
        columns.byPattern = columns.byPattern || how == Comparison::Pattern;
        addOnce(how == Comparison::Equal ? columns.equal : columns.others, column);
    }
    std::erase_if(columns.others, [&columns](const QString &column) {
        return std::find(columns.equal.begin(), columns.equal.end(), column) != columns.equal.end();
    });
    return columns;
}

} // namespace surgedeck
