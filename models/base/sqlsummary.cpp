// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqlsummary.h"

#include "models/base/sqlnormaliser.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace surgedeck {

namespace {

using Kind = SqlItem::Kind;

constexpr qsizetype maxNames = 3;
constexpr qsizetype maxNameLength = 64;

template <std::size_t N>
bool isOneOf(QStringView text, const std::array<QStringView, N> &words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// A name without its quotes.
QString shownName(const SqlItem &item)
{
    const QStringView text = item.text;
    const bool quoted = text.size() > 1 && (text.front() == u'"' || text.front() == u'`');
    return (quoted ? text.sliced(1, text.size() - 2) : text).left(maxNameLength).toString();
}

/// Reads a statement once, from left to right.
class Summariser
{
public:
    explicit Summariser(const std::vector<SqlItem> &items)
        : m_items(items)
    {
    }
    SqlSummary run();

private:
    /// One bracket level.
    struct Level
    {
        bool query = false;     ///< FROM names tables here; in EXTRACT(x FROM y) it does not
        bool nested = false;    ///< inside of a subquery
        bool where = false;     ///< we stand in a condition
        bool tableNext = false; ///< a table follows
        bool inFrom = false;    ///< a comma brings the next table
    };
    struct Columns
    {
        QStringList equal;
        QStringList range;
        QStringList pattern;
    };

    void findVerb();
    void findDefinition();
    void findFirstName(std::size_t from);
    std::size_t mainVerb() const;
    void readStatement();
    void openLevel();
    void readKeyword(std::size_t index);
    void readFrom(std::size_t index);
    void readName(std::size_t &index);
    void addTable(const QString &name);
    void readComparison(std::size_t index);
    bool comparesWithValue(std::size_t index) const;
    QString columnBefore(std::size_t index) const;
    void addColumn(QStringList &columns, const QString &name) const;
    QString predicate() const;

    bool isKeyword(std::size_t index, QStringView text) const
    {
        return index < m_items.size() && m_items[index].is(Kind::Keyword, text);
    }
    bool isOperator(std::size_t index, QStringView text) const
    {
        return index < m_items.size() && m_items[index].is(Kind::Operator, text);
    }
    bool isCall(std::size_t index) const;
    std::size_t lastOfChain(std::size_t index) const;
    QString nameAt(std::size_t index) const { return shownName(m_items[lastOfChain(index)]); }

    const std::vector<SqlItem> &m_items;
    std::size_t m_verb = 0;
    SqlSummary m_summary;
    QStringList m_tables;
    QStringList m_withNames;
    Columns m_columns;
    Columns m_nestedColumns;
    QString m_lock;
    std::vector<Level> m_levels{Level{.query = true}};
};

SqlSummary Summariser::run()
{
    if (m_items.empty())
        return {};
    findVerb();
    m_summary.tables = m_tables.mid(0, maxNames).join(QStringLiteral(" + "));
    if (m_tables.size() > maxNames)
        m_summary.tables += QStringLiteral(" + %1 more").arg(m_tables.size() - maxNames);
    m_summary.predicate = predicate();
    return m_summary;
}

void Summariser::findVerb()
{
    static constexpr auto queries = std::to_array<QStringView>({u"SELECT", u"UPDATE", u"DELETE", u"MERGE"});
    static constexpr auto inserts = std::to_array<QStringView>({u"INSERT", u"REPLACE"});
    static constexpr auto definitions =
        std::to_array<QStringView>({u"CREATE", u"ALTER", u"DROP", u"TRUNCATE", u"RENAME"});
    static constexpr auto transactions =
        std::to_array<QStringView>({u"BEGIN", u"COMMIT", u"ROLLBACK", u"START", u"END"});
    m_verb = mainVerb();
    const QString verb = m_items[m_verb].text.toUpper().left(maxNameLength);
    m_summary.verb = m_verb > 0 && isKeyword(0, u"EXPLAIN") ? QStringLiteral("EXPLAIN ") + verb : verb;
    if (isOneOf(verb, queries))
        readStatement();
    else if (isOneOf(verb, inserts))
        findFirstName(m_verb + 1);
    else if (isOneOf(verb, definitions))
        findDefinition();
    else if (!isOneOf(verb, transactions))
        findFirstName(m_verb + 1);
    else if (isKeyword(m_verb + 1, u"TRANSACTION"))
        m_summary.verb += QStringLiteral(" TRANSACTION");
}

/// The key word that says what the statement does: not the bracket, EXPLAIN or WITH in front of it.
std::size_t Summariser::mainVerb() const
{
    static constexpr auto verbs =
        std::to_array<QStringView>({u"SELECT", u"INSERT", u"UPDATE", u"DELETE", u"REPLACE", u"MERGE", u"VALUES"});
    int depth = 0;
    const bool prefixed = isKeyword(0, u"WITH") || isKeyword(0, u"EXPLAIN");
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const SqlItem &item = m_items[i];
        if (item.kind == Kind::Open)
            ++depth;
        else if (item.kind == Kind::Close)
            --depth;
        else if (!prefixed || (depth == 0 && item.kind == Kind::Keyword && isOneOf(item.text, verbs)))
            return i;
    }
    return 0;
}

/// CREATE UNIQUE INDEX x ON orders: the object's kind belongs to the verb, and an index is named by its table.
void Summariser::findDefinition()
{
    static constexpr auto objects =
        std::to_array<QStringView>({u"table", u"index", u"view", u"database", u"schema", u"function", u"procedure",
                                    u"trigger", u"sequence", u"type", u"extension", u"user", u"role", u"event"});
    for (std::size_t i = m_verb + 1; i < std::min(m_items.size(), m_verb + 6); ++i) {
        const QString word = m_items[i].text.toLower();
        if (!isOneOf(word, objects))
            continue;
        m_summary.verb += u' ' + word.toUpper();
        const auto on = std::find_if(m_items.begin() + static_cast<qsizetype>(i), m_items.end(),
                                     [](const SqlItem &item) { return item.is(Kind::Keyword, u"ON"); });
        const bool named = word == u"index" && on != m_items.end();
        return findFirstName(named ? static_cast<std::size_t>(on - m_items.begin()) + 1 : i + 1);
    }
    findFirstName(m_verb + 1);
}

void Summariser::findFirstName(std::size_t from)
{
    static constexpr auto noise =
        std::to_array<QStringView>({u"concurrently", u"low_priority", u"delayed", u"high_priority"});
    for (std::size_t i = from; i < m_items.size() && m_items[i].kind != Kind::Value; ++i) {
        if (m_items[i].kind == Kind::Name && !isOneOf(m_items[i].text.toLower(), noise))
            return addTable(nameAt(i));
    }
}

void Summariser::readStatement()
{
    if (isKeyword(0, u"WITH")) {
        for (std::size_t i = 1; i + 1 < m_verb; ++i) {
            if (m_items[i].kind == Kind::Name && (isKeyword(i + 1, u"AS") || m_items[i + 1].kind == Kind::Open))
                m_withNames.append(shownName(m_items[i]));
        }
    }
    for (std::size_t i = isKeyword(0, u"WITH") ? 0 : m_verb; i < m_items.size(); ++i) {
        const SqlItem &item = m_items[i];
        if (item.kind == Kind::Open)
            openLevel();
        else if (item.kind == Kind::Close && m_levels.size() > 1)
            m_levels.pop_back();
        else if (item.kind == Kind::Name)
            readName(i);
        else if (item.kind == Kind::Keyword)
            readKeyword(i);
        else if (isOperator(i, u",") && m_levels.back().inFrom)
            m_levels.back().tableNext = true;
        readComparison(i);
    }
    if (m_tables.isEmpty() && m_verb + 1 < m_items.size() && m_items[m_verb + 1].kind == Kind::Name) {
        const std::size_t function = lastOfChain(m_verb + 1);
        if (isCall(function))
            m_tables.append(shownName(m_items[function]) + QStringLiteral("()"));
    }
}

void Summariser::openLevel()
{
    Level level = m_levels.back();
    m_levels.back().tableNext = false;
    level.query = false;
    level.inFrom = false;
    m_levels.push_back(level);
}

void Summariser::readKeyword(std::size_t index)
{
    static constexpr auto neutral = std::to_array<QStringView>(
        {u"AS",      u"ONLY",     u"LATERAL", u"AND",    u"OR",   u"NOT",    u"IN",   u"LIKE",  u"IS",      u"NULL",
         u"BETWEEN", u"ANY",      u"ALL",     u"EXISTS", u"CASE", u"WHEN",   u"THEN", u"ELSE",  u"END",     u"ESCAPE",
         u"ILIKE",   u"INTERVAL", u"DIV",     u"MOD",    u"XOR",  u"REGEXP", u"TRUE", u"FALSE", u"DISTINCT"});
    Level &level = m_levels.back();
    const QString &word = m_items[index].text;
    if (isOneOf(word, neutral))
        return;
    const bool tables = word == u"FROM" || word == u"JOIN" || word == u"STRAIGHT_JOIN" || word == u"INTO" ||
                        word == u"SELECT" || index == m_verb;
    if (word == u"FOR" || word == u"LOCK") {
        if (isKeyword(index + 1, u"UPDATE"))
            m_lock = QStringLiteral("for update");
        else if (isKeyword(index + 1, u"SHARE") || isKeyword(index + 2, u"SHARE"))
            m_lock = QStringLiteral("for share");
    }
    if (tables)
        return readFrom(index);
    level.tableNext = false;
    level.inFrom =
        level.inFrom && (word == u"ON" || word == u"USING" || word == u"LEFT" || word == u"RIGHT" || word == u"INNER" ||
                         word == u"OUTER" || word == u"CROSS" || word == u"NATURAL" || word == u"FULL");
    level.where = word == u"WHERE";
}

void Summariser::readFrom(std::size_t index)
{
    Level &level = m_levels.back();
    const QString &word = m_items[index].text;
    if (word == u"SELECT") {
        level = Level{.query = true, .nested = m_levels.size() > 1};
        return;
    }
    // IS DISTINCT FROM, and the FROM of functions.
    const bool distinct = index > 0 && isKeyword(index - 1, u"DISTINCT");
    if (word == u"FROM" && (distinct || !level.query))
        return;
    level.where = false;
    level.tableNext = true;
    level.inFrom = word != u"INTO";
}

void Summariser::readName(std::size_t &index)
{
    Level &level = m_levels.back();
    const std::size_t name = lastOfChain(index);
    if (level.tableNext) {
        level.tableNext = false;
        addTable(shownName(m_items[name]));
    }
    index = name;
}

void Summariser::addTable(const QString &name)
{
    if (!m_tables.contains(name) && !m_withNames.contains(name))
        m_tables.append(name);
}

/// column = ?, column IN (...), column > now(): which columns narrow the statement down. Joins do not.
void Summariser::readComparison(std::size_t index)
{
    static constexpr auto equal = std::to_array<QStringView>({u"=", u"<=>", u"IN"});
    static constexpr auto range = std::to_array<QStringView>({u"<", u">", u"<=", u">=", u"BETWEEN"});
    static constexpr auto pattern = std::to_array<QStringView>({u"LIKE", u"ILIKE", u"REGEXP", u"~", u"~*"});
    const QString &word = m_items[index].text;
    if (!m_levels.back().where || index == 0 || !comparesWithValue(index + 1))
        return;
    const std::size_t left = isKeyword(index - 1, u"NOT") && index > 1 ? index - 1 : index;
    const bool list = word == u"IN" || isKeyword(index + 1, u"ANY");
    Columns &columns = m_levels.back().nested ? m_nestedColumns : m_columns;
    if (isOneOf(word, equal))
        addColumn(columns.equal, columnBefore(left) + (list ? QStringLiteral(" list") : QString()));
    else if (isOneOf(word, range))
        addColumn(columns.range, columnBefore(left) + QStringLiteral(" range"));
    else if (isOneOf(word, pattern))
        addColumn(columns.pattern, columnBefore(left) + QStringLiteral(" pattern"));
}

bool Summariser::comparesWithValue(std::size_t index) const
{
    if (index >= m_items.size())
        return false;
    return m_items[index].kind != Kind::Name || isCall(lastOfChain(index));
}

/// The name left of a comparison: also of lower(email), of id::text and of (a, b).
QString Summariser::columnBefore(std::size_t index) const
{
    std::size_t i = index - 1;
    while (i > 1 && isOperator(i - 1, u"::"))
        i -= 2;
    while (i > 0 && m_items[i].kind != Kind::Name && m_items[i].kind != Kind::Keyword && m_items[i].kind != Kind::Open)
        --i;
    return m_items[i].kind == Kind::Name ? shownName(m_items[i]) : QString();
}

void Summariser::addColumn(QStringList &columns, const QString &name) const
{
    if (!name.startsWith(u' ') && !name.isEmpty() && !columns.contains(name))
        columns.append(name);
}

QString Summariser::predicate() const
{
    const std::array choices{&m_columns.equal, &m_columns.range, &m_columns.pattern, &m_nestedColumns.equal,
                             &m_nestedColumns.range};
    const auto best =
        std::find_if(choices.begin(), choices.end(), [](const QStringList *names) { return !names->isEmpty(); });
    const QStringList columns = best == choices.end() ? QStringList() : **best;
    if (columns.isEmpty())
        return m_lock;
    QString words = QStringLiteral("by ") + columns.mid(0, maxNames).join(QStringLiteral(" + "));
    if (columns.size() > maxNames)
        words += QStringLiteral(" + %1 more").arg(columns.size() - maxNames);
    return m_lock.isEmpty() ? words : words + QStringLiteral(", ") + m_lock;
}

bool Summariser::isCall(std::size_t index) const
{
    if (index + 1 >= m_items.size())
        return false;
    const Kind next = m_items[index + 1].kind;
    return next == Kind::Open || next == Kind::SingleRow || next == Kind::Row;
}

std::size_t Summariser::lastOfChain(std::size_t index) const
{
    while (index + 2 < m_items.size() && isOperator(index + 1, u".") && m_items[index + 2].kind == Kind::Name)
        index += 2;
    return index;
}

} // namespace

QString SqlSummary::toString() const
{
    QStringList parts{verb, tables, predicate};
    parts.removeAll(QString());
    return parts.join(u' ');
}

SqlSummary summaryOf(const std::vector<SqlItem> &items)
{
    return Summariser(items).run();
}

} // namespace surgedeck
