// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqlnormaliser.h"

// How a normalised statement is written: one space between two pieces, except where a reader expects none and the lexer
// reads the same pieces without it.

namespace surgedeck {

namespace {

using Kind = SqlItem::Kind;

class Writer
{
public:
    explicit Writer(const std::vector<SqlItem> &items)
        : m_items(items)
    {
    }
    /// As many pieces as fit into the room; `written` says how many.
    QString write(qsizetype room, std::size_t &written) const;

private:
    bool wantsSpace(std::size_t index) const;
    bool joinsLeft(std::size_t index) const;
    bool joinsRight(std::size_t index) const;
    bool isColumnListOf(std::size_t index) const;
    bool isOperator(std::size_t index, QStringView text) const { return m_items[index].is(Kind::Operator, text); }
    bool isWord(std::size_t index) const;
    bool isOperand(std::size_t index) const;

    const std::vector<SqlItem> &m_items;
};

QString Writer::write(qsizetype room, std::size_t &written) const
{
    QString text;
    for (written = 0; written < m_items.size(); ++written) {
        const bool space = written > 0 && wantsSpace(written);
        if (text.size() + m_items[written].text.size() + 1 > room)
            break;
        if (space)
            text += u' ';
        text += m_items[written].text;
    }
    return text;
}

bool Writer::wantsSpace(std::size_t index) const
{
    return !joinsLeft(index) && !joinsRight(index - 1);
}

/// Whether the piece stands close to the one before it.
bool Writer::joinsLeft(std::size_t index) const
{
    const std::size_t before = index - 1;
    switch (m_items[index].kind) {
    case Kind::Close:
        return true;
    case Kind::Open:
    case Kind::SingleRow:
    case Kind::Row:
        return m_items[before].kind == Kind::Name && !isColumnListOf(index);
    case Kind::Operator:
        if (isOperator(index, u",") || isOperator(index, u";") || isOperator(index, u"]"))
            return true;
        if (isOperator(index, u".")) // three dots and one more would be four
            return isOperand(before) && m_items[before].kind != Kind::ValueList;
        if (isOperator(index, u"::") || isOperator(index, u"["))
            return isOperand(before);
        return false;
    default:
        return false;
    }
}

/// Whether the piece behind `index` stands close to it.
bool Writer::joinsRight(std::size_t index) const
{
    const std::size_t next = index + 1;
    if (m_items[index].kind == Kind::Open || isOperator(index, u"["))
        return true;
    if (isOperator(index, u"::"))
        return isWord(next);
    if (isOperator(index, u"@@")) // a variable of MySQL, or the match of PostgreSQL between two operands
        return isWord(next) && (index == 0 || !isOperand(index - 1) || m_items[index - 1].kind == Kind::Keyword);
    if (!isOperator(index, u".") || !(isWord(next) || isOperator(next, u"*")))
        return false;
    // A dot that no name precedes would begin a number in front of a digit.
    return !m_items[next].text.front().isDigit() || (index > 0 && isWord(index - 1));
}

/// Whether the bracket lists the columns of a table: INTO shop.orders (id, total), not a call.
bool Writer::isColumnListOf(std::size_t index) const
{
    std::size_t name = index - 1;
    while (name > 1 && isOperator(name - 1, u".") && m_items[name - 2].kind == Kind::Name)
        name -= 2;
    if (name == 0)
        return false;
    const SqlItem &before = m_items[name - 1];
    return before.is(Kind::Keyword, u"INTO") || before.is(Kind::Keyword, u"TABLE") ||
           before.is(Kind::Keyword, u"EXISTS");
}

bool Writer::isWord(std::size_t index) const
{
    return m_items[index].kind == Kind::Name || m_items[index].kind == Kind::Keyword;
}

bool Writer::isOperand(std::size_t index) const
{
    return (m_items[index].kind != Kind::Operator || isOperator(index, u"]")) && m_items[index].kind != Kind::Open;
}

} // namespace

QString takeText(NormalisedSql &statement)
{
    static const QString mark = QStringLiteral("...");
    const qsizetype room = SqlLimits::textCharacters - mark.size() - 1;
    std::size_t written = 0;
    QString text = Writer(statement.items).write(room, written);
    if (written < statement.items.size()) {
        statement.items.resize(written);
        statement.truncated = true;
        trimCutSql(statement.items);
        text = Writer(statement.items).write(room, written);
    }
    if (!statement.truncated)
        return text;
    return text.isEmpty() ? mark : text + u' ' + mark;
}

} // namespace surgedeck
