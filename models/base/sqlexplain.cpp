// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqlexplain.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace surgedeck {

namespace {

using Kind = SqlToken::Kind;

constexpr qsizetype mostCharacters = 64 * 1024;

Error refused(const char *reason)
{
    return {Error::Kind::Refused, QString::fromLatin1(reason)};
}

/// One token, with how many brackets are open around it.
struct Piece
{
    SqlToken token;
    QString word; ///< in capitals; empty: it is no word
    int depth = 0;
};

class Reader
{
public:
    Reader(QStringView sql, SqlDialect dialect, SqlValues values)
        : m_sql(sql.first(std::min(sql.size(), mostCharacters)))
        , m_dialect(dialect)
        , m_values(values)
    {
    }

    Result<ExplainableSql> run();

private:
    using Range = std::pair<std::size_t, std::size_t>;

    Status split();
    Status checkWords() const;
    Result<ExplainableSql> select();
    Result<ExplainableSql> update();
    Result<ExplainableSql> deletion();
    Result<ExplainableSql> insertion();
    Result<ExplainableSql> fromParts(const QString &head, const std::vector<Range> &parts);

    std::size_t size() const { return m_pieces.size(); }
    bool isWord(std::size_t at, const char *word) const;
    bool isAny(std::size_t at, std::initializer_list<const char *> words) const;
    bool isSign(std::size_t at, QStringView sign) const;
    /// The first of these words outside of brackets, from `at` on; the end when there is none.
    std::size_t find(std::size_t at, std::initializer_list<const char *> words) const;
    bool locksRows(std::size_t at) const;
    QString textOf(std::size_t at) const
    {
        return m_sql.sliced(m_pieces[at].token.begin, m_pieces[at].token.length).toString();
    }
    QString written(const Range &range);
    QString value(std::size_t at);
    std::size_t skipLockOfRows(std::size_t at, std::size_t end) const;
    bool isTypeBeforeValue(std::size_t at, std::size_t end) const;

    QStringView m_sql;
    SqlDialect m_dialect;
    SqlValues m_values;
    std::vector<Piece> m_pieces;
    int m_parameters = 0;
};

bool Reader::isWord(std::size_t at, const char *word) const
{
    return at < size() && m_pieces[at].word == QLatin1String(word);
}

bool Reader::isAny(std::size_t at, std::initializer_list<const char *> words) const
{
    return std::any_of(words.begin(), words.end(), [&](const char *word) { return isWord(at, word); });
}

bool Reader::isSign(std::size_t at, QStringView sign) const
{
    return at < size() && m_sql.sliced(m_pieces[at].token.begin, m_pieces[at].token.length) == sign;
}

std::size_t Reader::find(std::size_t at, std::initializer_list<const char *> words) const
{
    while (at < size() && !(m_pieces[at].depth == 0 && isAny(at, words)))
        ++at;
    return at;
}

Status Reader::split()
{
    SqlLexer lexer(m_sql, m_dialect);
    int depth = 0;
    while (const auto token = lexer.next()) {
        if (token->kind == Kind::Comment && token->complete)
            continue;
        if (!token->complete)
            return refused("the text of the statement is cut");
        if (token->kind == Kind::ExecutableFrame)
            return refused("a comment in it is executed by the server: such a statement is not explained");
        const QStringView text = m_sql.sliced(token->begin, token->length);
        depth -= text == u")" ? 1 : 0;
        m_pieces.push_back({*token, token->kind == Kind::Word ? text.toString().toUpper() : QString(), depth});
        depth += text == u"(" ? 1 : 0;
    }
    while (!m_pieces.empty() && isSign(size() - 1, u";"))
        m_pieces.pop_back();
    if (m_pieces.empty())
        return refused("there is no statement");
    // "limit ?, ..." ends with a list that the server has shortened; any other end of that look is a text that it cut.
    const bool endsWithList = size() > 2 && isSign(size() - 2, u",") && isSign(size() - 3, u"?");
    const bool endsOpen = m_pieces.back().token.kind == Kind::Ellipsis && !endsWithList;
    if (depth != 0 || endsOpen || m_sql.size() == mostCharacters)
        return refused("the text of the statement is cut");
    return ok();
}

Status Reader::checkWords() const
{
    for (std::size_t i = 0; i < size(); ++i) {
        if (isSign(i, u";"))
            return refused("it is more than one statement");
        const bool afterName = i > 0 && isSign(i - 1, u".");
        const bool writes = isAny(i, {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"}) && !afterName;
        const bool ofLock = i > 0 && isAny(i - 1, {"FOR", "KEY", "DO"});
        const bool isCall = isSign(i + 1, u"("); // INSERT() and REPLACE() are functions, too
        if (i > 0 && writes && !ofLock && !isCall && !isWord(i, "REPLACE"))
            return refused("a part of it writes: such a statement is not explained");
        if (m_pieces[i].depth == 0 && isWord(i, "INTO") && isWord(0, "SELECT"))
            return refused("a SELECT INTO writes: such a statement is not explained");
    }
    return ok();
}

/// FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE, LOCK IN SHARE MODE.
bool Reader::locksRows(std::size_t at) const
{
    return (isWord(at, "FOR") && isAny(at + 1, {"UPDATE", "SHARE", "NO", "KEY"})) ||
           (isWord(at, "LOCK") && isWord(at + 1, "IN") && isWord(at + 2, "SHARE"));
}

/// Where the bracket ends in which rows are locked: nothing but other locks comes behind that.
std::size_t Reader::skipLockOfRows(std::size_t at, std::size_t end) const
{
    const int depth = m_pieces[at].depth;
    while (at < end && m_pieces[at].depth >= depth)
        ++at;
    return at;
}

/// interval ?: what was "interval '1 day'" is one literal, and a parameter is not part of one.
bool Reader::isTypeBeforeValue(std::size_t at, std::size_t end) const
{
    return m_values == SqlValues::Numbered && at + 1 < end && m_pieces[at + 1].token.kind == Kind::Parameter &&
           isAny(at, {"INTERVAL", "DATE", "TIMESTAMP", "TIMESTAMPTZ", "TIME"});
}

QString Reader::value(std::size_t at)
{
    // For any pattern the server would have to read everything; most begin with what is looked for.
    if (m_values == SqlValues::Numbered && at > 0 && (isAny(at - 1, {"LIKE", "ILIKE"}) || isSign(at - 1, u"~~")))
        return QStringLiteral("'surgedeck%'");
    if (m_values == SqlValues::Numbered)
        return QStringLiteral("$%1").arg(++m_parameters);
    const bool count =
        at > 0 && (isAny(at - 1, {"LIMIT", "OFFSET"}) || (at > 2 && isSign(at - 1, u",") && isWord(at - 3, "LIMIT")));
    // NOW(6) is how exact, and no text.
    const bool digits = at > 1 && isSign(at - 1, u"(") &&
                        isAny(at - 2, {"NOW", "CURRENT_TIMESTAMP", "SYSDATE", "UTC_TIMESTAMP", "CURTIME", "ROUND"});
    return count ? QStringLiteral("10") : digits ? QStringLiteral("3") : QStringLiteral("'1'");
}

QString Reader::written(const Range &range)
{
    QString text;
    const auto put = [&text](const QString &piece) { text += QLatin1Char(' ') + piece; };
    for (std::size_t i = range.first; i < range.second; ++i) {
        if (locksRows(i)) {
            i = skipLockOfRows(i, range.second) - 1;
            continue;
        }
        const SqlToken &token = m_pieces[i].token;
        const bool close = i > range.first && m_pieces[i - 1].token.end() == token.begin;
        if (m_values != SqlValues::AsWritten && token.kind == Kind::Ellipsis) {
            put(value(i)); // "?, ..." and "(...)": one more of a list
        } else if (m_values != SqlValues::AsWritten && token.kind == Kind::Parameter && textOf(i).startsWith(u'?')) {
            const bool isField = i > 1 && isSign(i - 1, u"(") && isWord(i - 2, "EXTRACT");
            put(isField ? QStringLiteral("epoch") : value(i));
        } else if (isTypeBeforeValue(i, range.second)) {
            put(value(i + 1) + QStringLiteral("::") + textOf(i));
            ++i;
        } else if (close) {
            text += textOf(i);
        } else {
            put(textOf(i));
        }
    }
    return text.trimmed();
}

Result<ExplainableSql> Reader::fromParts(const QString &head, const std::vector<Range> &parts)
{
    QStringList texts{head};
    for (const Range &part : parts)
        texts << written(part);
    texts.removeAll(QString());
    return ExplainableSql{texts.join(QLatin1Char(' ')), m_parameters, true};
}

Result<ExplainableSql> Reader::select()
{
    return ExplainableSql{written({0, size()}), m_parameters, false};
}

Result<ExplainableSql> Reader::update()
{
    std::size_t tables = 1;
    while (isAny(tables, {"LOW_PRIORITY", "IGNORE"}))
        ++tables;
    const std::size_t set = find(tables, {"SET"});
    const std::size_t from = find(set, {"FROM", "WHERE", "RETURNING", "ORDER", "LIMIT"});
    const std::size_t end = find(from, {"RETURNING"});
    if (set == size())
        return refused("the statement is not understood");
    if (!isWord(from, "FROM"))
        return fromParts(QStringLiteral("SELECT 1 FROM"), {{tables, set}, {from, end}});
    SURGEDECK_TRY(first, fromParts(QStringLiteral("SELECT 1 FROM"), {{tables, set}}));
    return fromParts(first.text + QLatin1Char(','), {{from + 1, end}});
}

Result<ExplainableSql> Reader::deletion()
{
    const std::size_t from = find(1, {"FROM"});
    const std::size_t others = find(from, {"USING", "WHERE", "RETURNING", "ORDER", "LIMIT"});
    const std::size_t end = find(others, {"RETURNING"});
    if (from == size())
        return refused("the statement is not understood");
    if (!isWord(others, "USING"))
        return fromParts(QStringLiteral("SELECT 1 FROM"), {{from + 1, end}});
    if (m_dialect == SqlDialect::MySql) // its USING names all tables again
        return fromParts(QStringLiteral("SELECT 1 FROM"), {{others + 1, end}});
    SURGEDECK_TRY(first, fromParts(QStringLiteral("SELECT 1 FROM"), {{from + 1, others}}));
    return fromParts(first.text + QLatin1Char(','), {{others + 1, end}});
}

Result<ExplainableSql> Reader::insertion()
{
    const std::size_t from = find(1, {"SELECT", "VALUES", "VALUE", "SET", "DEFAULT"});
    if (!isWord(from, "SELECT"))
        return refused("it inserts rows that it brings along: there is nothing to plan");
    std::size_t end = find(from, {"RETURNING"});
    for (std::size_t at = from; (at = find(at, {"ON"})) < end; ++at)
        if (isAny(at + 1, {"CONFLICT", "DUPLICATE"}))
            end = at;
    return fromParts({}, {{from, end}});
}

Result<ExplainableSql> Reader::run()
{
    SURGEDECK_CHECK(split());
    SURGEDECK_CHECK(checkWords());
    if (isAny(0, {"SELECT", "WITH", "TABLE", "VALUES"}) || isSign(0, u"("))
        return select();
    if (isWord(0, "UPDATE"))
        return update();
    if (isWord(0, "DELETE"))
        return deletion();
    if (isAny(0, {"INSERT", "REPLACE"}))
        return insertion();
    return refused("a statement of this kind has no plan");
}

} // namespace

Result<ExplainableSql> explainableSql(QStringView sql, SqlDialect dialect, SqlValues values)
{
    return Reader(sql, dialect, values).run();
}

} // namespace surgedeck
