// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqlnormaliser.h"

#include "models/base/sqlwords.h"

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

using Kind = SqlItem::Kind;

bool isValue(const SqlItem &item)
{
    return item.kind == Kind::Value || item.kind == Kind::ValueList;
}
bool isComma(const SqlItem &item)
{
    return item.is(Kind::Operator, u",");
}

SqlItem valueItem()
{
    return {Kind::Value, QStringLiteral("?")};
}
SqlItem valueListItem()
{
    return {Kind::ValueList, QStringLiteral("?, ...")};
}
SqlItem operatorItem(QStringView text)
{
    return {Kind::Operator, text == u"!=" ? QStringLiteral("<>") : text.toString()};
}

/// A word in capitals, to look it up. Words that are longer than any known one stay empty.
class Capitals
{
public:
    explicit Capitals(QStringView word)
        : m_size(word.size() <= static_cast<qsizetype>(m_letters.size()) ? word.size() : 0)
    {
        std::transform(word.begin(), word.begin() + m_size, m_letters.begin(), [](QChar c) {
            return c >= u'a' && c <= u'z' ? static_cast<char16_t>(c.unicode() - 32) : c.unicode();
        });
    }
    QStringView text() const { return {m_letters.data(), m_size}; }

private:
    std::array<char16_t, 24> m_letters{};
    qsizetype m_size;
};

bool hasSmallLetter(QStringView word)
{
    return std::any_of(word.begin(), word.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
}

QString asciiLower(QStringView text)
{
    QString lower = text.toString();
    for (QChar &c : lower) {
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + 32);
    }
    return lower;
}

/// Key words behind which no statement ends.
bool expectsMore(QStringView keyword)
{
    static constexpr auto words = std::to_array<QStringView>(
        {u"AND",       u"AS",     u"BETWEEN", u"BY",     u"CASE",  u"CROSS",     u"DISTINCT", u"ELSE",
         u"EXCEPT",    u"FROM",   u"GROUP",   u"HAVING", u"ILIKE", u"IN",        u"INNER",    u"INSERT",
         u"INTERSECT", u"INTO",   u"IS",      u"JOIN",   u"LEFT",  u"LIKE",      u"LIMIT",    u"NATURAL",
         u"NOT",       u"OFFSET", u"OR",      u"ORDER",  u"OUTER", u"RETURNING", u"RIGHT",    u"SELECT",
         u"SET",       u"THEN",   u"UNION",   u"USING",  u"WHEN",  u"WHERE",     u"WITH"});
    return std::find(words.begin(), words.end(), keyword) != words.end();
}

/// _utf8mb4'text': MySQL names the character set of a literal in front of it.
bool isCharacterSet(const SqlItem &item)
{
    static constexpr auto sets =
        std::to_array<QStringView>({u"_ascii", u"_binary", u"_latin1", u"_ucs2", u"_utf16", u"_utf16le", u"_utf32",
                                    u"_utf8", u"_utf8mb3", u"_utf8mb4"});
    const auto names = [&item](QStringView set) { return set.compare(item.text, Qt::CaseInsensitive) == 0; };
    return item.kind == Kind::Name && item.text.startsWith(u'_') && std::any_of(sets.begin(), sets.end(), names);
}

/// The n-th item from the end, 1 is the last; an empty operator where there is none.
const SqlItem &fromEnd(const std::vector<SqlItem> &items, std::size_t n)
{
    static const SqlItem none;
    return n <= items.size() ? items[items.size() - n] : none;
}

/// Whether what begins at `begin` stands behind a row of VALUES and a comma.
bool continuesRows(const std::vector<SqlItem> &items, qsizetype begin)
{
    const auto index = static_cast<std::size_t>(begin);
    return index > 1 && isComma(items[index - 1]) && items[index - 2].endsRow;
}

/// Whether the last item is the field of EXTRACT(YEAR FROM x), which pg_stat_statements takes for a literal.
bool isExtractField(const std::vector<SqlItem> &items)
{
    const SqlItem &function = fromEnd(items, 3);
    return fromEnd(items, 1).kind == Kind::Name && fromEnd(items, 2).kind == Kind::Open &&
           function.kind == Kind::Name && function.text.compare(u"extract", Qt::CaseInsensitive) == 0;
}

/// Where the first row of VALUES begins that the cut left unfinished behind a finished one; the end if there is none.
std::size_t beginOfPartialRow(const std::vector<SqlItem> &items)
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].kind == Kind::Open)
            open.push_back(i);
        else if (items[i].kind == Kind::Close && !open.empty())
            open.pop_back();
    }
    const auto partial = std::find_if(
        open.begin(), open.end(), [&items](std::size_t i) { return continuesRows(items, static_cast<qsizetype>(i)); });
    return partial == open.end() ? items.size() : *partial - 1;
}

class Normaliser
{
public:
    Normaliser(QStringView sql, SqlDialect dialect);
    NormalisedSql run(qsizetype serverLimit);

private:
    void reduce();
    void push(std::size_t index);
    void pushWord(std::size_t index);
    void pushQuotedName(std::size_t index);
    void pushValue();
    void pushOperator(QStringView text);
    void pushEllipsis(std::size_t index);
    void close();
    bool closeSpecial();
    void closeRow(SqlItem row);
    void closeGroup();
    SqlItem wordItem(QStringView word) const;
    QStringView spelledName(QStringView name, std::size_t index) const;
    bool isTruthWordAValue(QStringView upper) const;
    bool endsInPrefix() const;

    bool looksCut() const;
    bool dropPartialToken();

    QStringView textOf(const SqlToken &token) const { return m_sql.sliced(token.begin, token.length); }
    const SqlItem &last(std::size_t n) const { return fromEnd(m_items, n); }
    void pop(std::size_t count) { m_items.resize(m_items.size() - count); }
    bool isMySql() const { return m_dialect == SqlDialect::MySql; }

    QStringView m_sql;
    SqlDialect m_dialect;
    std::vector<SqlToken> m_tokens;
    std::vector<SqlItem> m_items;
    std::vector<qsizetype> m_open; ///< indexes of the Open items that are not closed
    bool m_cut = false;            ///< the text itself says so
};

Normaliser::Normaliser(QStringView sql, SqlDialect dialect)
    : m_sql(sql.first(std::min(sql.size(), SqlLimits::inputCharacters)))
    , m_dialect(dialect)
    , m_cut(m_sql.size() < sql.size())
{
    SqlLexer lexer(m_sql, dialect);
    while (const auto token = lexer.next()) {
        m_cut = m_cut || (!token->complete);
        if (token->kind != SqlToken::Kind::Comment && token->kind != SqlToken::Kind::ExecutableFrame)
            m_tokens.push_back(*token);
    }
}

NormalisedSql Normaliser::run(qsizetype serverLimit)
{
    // A server cuts between characters: up to 3 bytes below its limit.
    if (serverLimit > 0 && m_sql.toUtf8().size() + 4 > serverLimit)
        m_cut = true;
    reduce();
    const bool truncated = m_cut || looksCut();
    if (truncated) {
        if (dropPartialToken())
            reduce();
        trimCutSql(m_items);
    }
    return {std::move(m_items), truncated};
}

void Normaliser::reduce()
{
    m_items.clear();
    m_open.clear();
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        push(i);
    while (last(1).is(Kind::Operator, u";"))
        pop(1);
}

void Normaliser::push(std::size_t index)
{
    const SqlToken &token = m_tokens[index];
    switch (token.kind) {
    case SqlToken::Kind::Word:
        return pushWord(index);
    case SqlToken::Kind::QuotedName:
        return pushQuotedName(index);
    case SqlToken::Kind::Literal:
    case SqlToken::Kind::Parameter:
        return pushValue();
    case SqlToken::Kind::Operator:
        return pushOperator(textOf(token));
    case SqlToken::Kind::Ellipsis:
        return pushEllipsis(index);
    case SqlToken::Kind::Comment:
    case SqlToken::Kind::ExecutableFrame:
        return;
    }
}

void Normaliser::pushWord(std::size_t index)
{
    SqlItem item = wordItem(spelledName(textOf(m_tokens[index]), index));
    if (item.kind == Kind::Keyword && isTruthWordAValue(item.text))
        return pushValue();
    if (item.is(Kind::Keyword, u"FROM") && isExtractField(m_items))
        m_items.back() = valueItem();
    m_items.push_back(std::move(item));
}

/// Quotes go where the name means the same without.
void Normaliser::pushQuotedName(std::size_t index)
{
    const QStringView quoted = textOf(m_tokens[index]);
    if (isMySql() && last(1).is(Kind::Operator, u"@"))
        return pushValue();
    const QStringView inner = quoted.size() > 1 ? quoted.sliced(1, quoted.size() - 2) : QStringView();
    const QStringView name = spelledName(inner, index);
    SqlLexer alone(name, m_dialect);
    const auto token = alone.next();
    if (token && token->kind == SqlToken::Kind::Word && token->length == name.size()) {
        SqlItem plain = wordItem(name);
        const bool same = plain.text == name || (isMySql() && plain.text == asciiLower(name));
        if (plain.kind == Kind::Name && same) {
            m_items.push_back(std::move(plain));
            return;
        }
    }
    m_items.push_back({Kind::Name, quoted.toString()});
}

/// The one spelling of a function that MySQL knows under several; any other name as it is.
QStringView Normaliser::spelledName(QStringView name, std::size_t index) const
{
    if (!isMySql() || last(1).is(Kind::Operator, u"."))
        return name;
    const Capitals capitals(name);
    const QStringView spelling = mySqlFunctionSpelling(capitals.text());
    if (spelling == capitals.text())
        return name;
    std::size_t next = index + 1;
    while (next < m_tokens.size() && m_tokens[next].kind == SqlToken::Kind::Ellipsis)
        ++next;
    const bool isCalled = next < m_tokens.size() && textOf(m_tokens[next]) == u"(";
    return isCalled ? spelling : name;
}

SqlItem Normaliser::wordItem(QStringView word) const
{
    if (last(1).is(Kind::Operator, u"."))
        return {Kind::Name, isMySql() ? word.toString() : asciiLower(word)};
    const Capitals capitals(word);
    const QStringView spelling = isMySql() ? mySqlSpelling(capitals.text()) : capitals.text();
    const bool follows = last(1).kind == Kind::Keyword && isSqlKeywordAfter(last(1).text, spelling);
    if (follows || isSqlKeyword(spelling))
        return {Kind::Keyword, spelling.toString()};
    if (spelling != capitals.text())
        return {Kind::Name, asciiLower(spelling)};
    // MySQL's names keep their case. All in capitals is how its digests show key words, also those that are columns.
    return {Kind::Name, isMySql() && hasSmallLetter(word) ? word.toString() : asciiLower(word)};
}

/// NULL, TRUE and FALSE are literals to the servers, but not in IS NULL and not in NOT NULL of a column.
bool Normaliser::isTruthWordAValue(QStringView upper) const
{
    const bool isNull = upper == u"NULL";
    if (!isNull && upper != u"TRUE" && upper != u"FALSE")
        return false;
    if (last(1).is(Kind::Keyword, u"IS"))
        return false;
    if (last(1).is(Kind::Keyword, u"NOT"))
        return !isNull && !last(2).is(Kind::Keyword, u"IS");
    return !(isNull && last(1).is(Kind::Keyword, u"SET"));
}

void Normaliser::pushValue()
{
    while (endsInPrefix())
        pop(1);
    if (last(1).is(Kind::Keyword, u"UESCAPE") && isValue(last(2))) {
        pop(1);
        return;
    }
    if (isValue(last(1)))
        return;
    if (isComma(last(1)) && isValue(last(2))) {
        pop(2);
        m_items.push_back(valueListItem());
        return;
    }
    m_items.push_back(valueItem());
}

/// Whether the last item belongs to the literal that follows: a sign (-1 is one value, a - 1 is not), a character set,
/// the
/// @ of a variable.
bool Normaliser::endsInPrefix() const
{
    const SqlItem &prefix = last(1);
    if (isMySql() && (prefix.is(Kind::Operator, u"@") || isCharacterSet(prefix)))
        return true;
    if (!prefix.is(Kind::Operator, u"-") && !prefix.is(Kind::Operator, u"+"))
        return false;
    const SqlItem &before = last(2);
    if (before.kind == Kind::Keyword)
        return before.text != u"NULL" && before.text != u"END" && before.text != u"TRUE" && before.text != u"FALSE";
    return before.kind == Kind::Open || (before.kind == Kind::Operator && before.text != u"]");
}

void Normaliser::pushOperator(QStringView text)
{
    if (text == u")")
        return close();
    if (text == u"(") {
        m_open.push_back(static_cast<qsizetype>(m_items.size()));
        m_items.push_back({Kind::Open, text.toString()});
        return;
    }
    if (text == u";" && m_items.empty())
        return;
    m_items.push_back(operatorItem(text));
}

void Normaliser::pushEllipsis(std::size_t index)
{
    if (isComma(last(1)) && isValue(last(2)))
        pop(2);
    else if (last(1).kind != Kind::Open) {
        m_cut = m_cut || index + 1 == m_tokens.size();
        return;
    }
    m_items.push_back(valueListItem());
}

void Normaliser::close()
{
    if (m_open.empty()) {
        m_items.push_back({Kind::Close, QStringLiteral(")")});
        return;
    }
    const bool isList = isValue(last(1)) && last(2).kind == Kind::Open;
    if (closeSpecial())
        return;
    if (!isList)
        return closeGroup();
    const bool single = last(1).kind == Kind::Value && !last(3).is(Kind::Keyword, u"IN");
    pop(2);
    m_open.pop_back();
    closeRow(single ? SqlItem{Kind::SingleRow, QStringLiteral("(?)")} : SqlItem{Kind::Row, QStringLiteral("(...)")});
}

/// MariaDB's digests show literals with a character set as "(_charset) ?" and some literals as "(unknown)".
bool Normaliser::closeSpecial()
{
    if (!isMySql() || last(2).kind != Kind::Open || last(3).kind == Kind::Name)
        return false;
    const bool unknown = last(1).is(Kind::Name, u"unknown");
    if (!unknown && !last(1).is(Kind::Name, u"_charset"))
        return false;
    pop(2);
    m_open.pop_back();
    if (unknown)
        pushValue();
    return true;
}

void Normaliser::closeRow(SqlItem row)
{
    if (isComma(last(1)) && last(2).kind == row.kind) {
        pop(1);
        return;
    }
    row.endsRow =
        last(1).is(Kind::Keyword, u"VALUES") || continuesRows(m_items, static_cast<qsizetype>(m_items.size()));
    m_items.push_back(std::move(row));
}

/// Closes a bracket that holds more than values. A row of VALUES that is the same as the one before it goes.
void Normaliser::closeGroup()
{
    const qsizetype open = m_open.back();
    m_open.pop_back();
    const auto begin = m_items.begin() + open;
    const bool follows = continuesRows(m_items, open);
    const bool endsRow = follows || (open > 0 && (begin - 1)->is(Kind::Keyword, u"VALUES"));
    if (follows && (begin - 2)->kind == Kind::Close &&
        std::equal(begin, m_items.end(), m_items.begin() + (begin - 2)->open, begin - 2))
        m_items.erase(begin - 1, m_items.end());
    else
        m_items.push_back({Kind::Close, QStringLiteral(")"), open, endsRow});
}

bool Normaliser::looksCut() const
{
    if (!m_open.empty())
        return true;
    const SqlItem &end = last(1);
    if (end.kind == Kind::Keyword)
        return expectsMore(end.text);
    return end.kind == Kind::Operator && !end.text.isEmpty() && end.text != u"*" && end.text != u"]";
}

/// The token at the very end of a cut text may be the first half of another one.
bool Normaliser::dropPartialToken()
{
    if (m_tokens.empty())
        return false;
    qsizetype end = m_sql.size();
    if (m_tokens.back().kind == SqlToken::Kind::Ellipsis) {
        end = m_tokens.back().begin;
        if (m_tokens.size() < 2 || m_tokens[m_tokens.size() - 2].end() != end)
            return false;
        m_tokens.pop_back();
    }
    static constexpr QStringView whole = u"()[],;";
    if (m_tokens.back().end() != end || whole.contains(textOf(m_tokens.back())))
        return false;
    m_tokens.pop_back();
    return true;
}

} // namespace

NormalisedSql normaliseSql(QStringView sql, SqlDialect dialect, qsizetype serverLimit)
{
    return Normaliser(sql, dialect).run(serverLimit);
}

void trimCutSql(std::vector<SqlItem> &items)
{
    items.resize(beginOfPartialRow(items));
    const auto mayChange = [&items] {
        const SqlItem &end = items.back();
        return isValue(end) || end.kind == Kind::Open || end.kind == Kind::Operator || isExtractField(items) ||
               isCharacterSet(end) || end.is(Kind::Keyword, u"UESCAPE") ||
               end.is(Kind::Name, u"u"); // the beginning of U&'text'
    };
    while (!items.empty() && mayChange())
        items.pop_back();
}

} // namespace surgedeck
