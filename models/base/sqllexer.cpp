// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqllexer.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace surgedeck {

namespace {

using Kind = SqlToken::Kind;

bool isSpace(char16_t c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r');
}
bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9';
}
bool isNameStart(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c >= 0x80;
}
bool isNameCharacter(char16_t c)
{
    return isNameStart(c) || isDigit(c) || c == u'$';
}
char16_t lower(char16_t c)
{
    return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c + 32) : c;
}
bool isOneOf(char16_t c, std::u16string_view set)
{
    return set.find(c) != set.npos;
}

/// PostgreSQL writes a national string whose content it normalised as n$7, which alone reads like a name.
bool isNationalParameter(QStringView word)
{
    return word.size() > 2 && lower(word[0].unicode()) == u'n' && word[1] == u'$' &&
           std::all_of(word.begin() + 2, word.end(), [](QChar c) { return isDigit(c.unicode()); });
}

} // namespace

std::optional<SqlToken> SqlLexer::next()
{
    skipSpace();
    if (atEnd())
        return std::nullopt;
    const qsizetype begin = m_position;
    m_complete = true;
    const Kind kind = scan();
    if (kind == Kind::Word || kind == Kind::QuotedName)
        m_nameEnd = m_position;
    return SqlToken{kind, begin, m_position - begin, m_complete};
}

SqlToken::Kind SqlLexer::scan()
{
    const char16_t first = at(0);
    if (const auto comment = scanComment())
        return *comment;
    if (first == u'\'' || (first == u'"' && isMySql())) {
        skipQuoted(first, isMySql() ? Escapes::Backslash : Escapes::Doubling);
        return Kind::Literal;
    }
    if (first == u'"' || (first == u'`' && isMySql())) {
        skipQuoted(first, Escapes::Doubling);
        return Kind::QuotedName;
    }
    if (first == u'$')
        return isMySql() ? scanWord() : scanDollar();
    if (isDigit(first))
        return digitsBeginName() ? scanWord() : scanNumber();
    if (first == u'.' && isDigit(at(1)) && m_nameEnd != m_position)
        return scanNumber();
    if (isNameStart(first))
        return scanWord();
    if (first == u'@' && isMySql())
        return scanVariable();
    return scanOperator();
}

/// $1, $$text$$, $tag$text$tag$
SqlToken::Kind SqlLexer::scanDollar()
{
    const qsizetype begin = m_position++;
    if (isDigit(at(0))) {
        skipDigits();
        return Kind::Parameter;
    }
    while (isNameCharacter(at(0)) && at(0) != u'$')
        ++m_position;
    if (at(0) != u'$') {
        m_position = begin + 1;
        return Kind::Operator;
    }
    const QStringView tag = m_sql.sliced(begin, ++m_position - begin);
    // A tag has no $ inside, so that a comparison never runs past the next candidate: linear.
    while (!atEnd()) {
        if (at(0) == u'$' && m_sql.sliced(m_position).startsWith(tag)) {
            m_position += tag.size();
            return Kind::Literal;
        }
        ++m_position;
    }
    m_complete = false;
    return Kind::Literal;
}

SqlToken::Kind SqlLexer::scanNumber()
{
    if (at(0) == u'0' && isOneOf(lower(at(1)), u"xbo")) {
        m_position += 2;
        skipNameCharacters();
        return Kind::Literal;
    }
    skipDigits();
    if (at(0) == u'.' && at(1) != u'.') {
        ++m_position;
        skipDigits();
    }
    if (lower(at(0)) == u'e') {
        const qsizetype sign = at(1) == u'+' || at(1) == u'-' ? 1 : 0;
        if (isDigit(at(1 + sign))) {
            m_position += 1 + sign;
            skipDigits();
        } else if (!isNameCharacter(at(1))) {
            ++m_position; // the text was cut inside the exponent
        }
    }
    return Kind::Literal;
}

/// MySQL allows names like 2fa_codes; 2e5 and 0x2f stay numbers.
bool SqlLexer::digitsBeginName() const
{
    if (!isMySql() || (at(0) == u'0' && isOneOf(lower(at(1)), u"xb")))
        return false;
    qsizetype offset = 0;
    while (isDigit(at(offset)))
        ++offset;
    if (lower(at(offset)) == u'e')
        return isNameStart(at(offset + 1));
    return isNameCharacter(at(offset));
}

SqlToken::Kind SqlLexer::scanWord()
{
    const qsizetype begin = m_position;
    const char16_t first = lower(at(0));
    if (first == u'u' && !isMySql() && at(1) == u'&' && (at(2) == u'\'' || at(2) == u'"')) {
        const char16_t quote = at(2);
        m_position += 2;
        skipQuoted(quote, Escapes::Doubling);
        return quote == u'"' ? Kind::QuotedName : Kind::Literal;
    }
    skipNameCharacters();
    const QStringView word = m_sql.sliced(begin, m_position - begin);
    if (at(0) == u'\'' && word.size() == 1 && isOneOf(first, isMySql() ? u"nbx" : u"enbx")) {
        const bool backslash = first == u'e' || (first == u'n' && isMySql());
        skipQuoted(u'\'', backslash ? Escapes::Backslash : Escapes::Doubling);
        return Kind::Literal;
    }
    return !isMySql() && isNationalParameter(word) ? Kind::Parameter : Kind::Word;
}

SqlToken::Kind SqlLexer::scanVariable()
{
    ++m_position;
    if (at(0) == u'@') {
        ++m_position;
        return Kind::Operator;
    }
    const qsizetype begin = m_position;
    while (isNameCharacter(at(0)) || at(0) == u'.')
        ++m_position;
    return m_position > begin ? Kind::Parameter : Kind::Operator;
}

SqlToken::Kind SqlLexer::scanOperator()
{
    if (at(0) == u'.')
        return scanDots();
    if (at(0) == u':') {
        m_position += at(1) == u':' || at(1) == u'=' ? 2 : 1;
        return Kind::Operator;
    }
    return isMySql() ? scanMySqlOperator() : scanPostgresOperator();
}

SqlToken::Kind SqlLexer::scanDots()
{
    const qsizetype begin = m_position;
    while (at(0) == u'.')
        ++m_position;
    return m_position - begin > 2 ? Kind::Ellipsis : Kind::Operator;
}

SqlToken::Kind SqlLexer::scanMySqlOperator()
{
    static constexpr auto longest = std::to_array<QStringView>({u"<=>", u"->>"});
    static constexpr auto pairs =
        std::to_array<QStringView>({u"||", u"&&", u"<<", u">>", u"<=", u">=", u"<>", u"!=", u"->"});
    const QStringView rest = m_sql.sliced(m_position);
    const auto begins = [rest](QStringView text) { return rest.startsWith(text); };
    if (at(0) == u'?') {
        ++m_position;
        return Kind::Parameter;
    }
    if (std::any_of(longest.begin(), longest.end(), begins))
        m_position += 3;
    else if (std::any_of(pairs.begin(), pairs.end(), begins))
        m_position += 2;
    else
        ++m_position;
    return Kind::Operator;
}

/// Any run of operator characters is one operator, but it ends before a comment, and in + or - only if it holds one of
/// ~ ! @ # % ^ & | ` ? (manual, 4.1.3). A question mark is a parameter, except in the operators of jsonb.
SqlToken::Kind SqlLexer::scanPostgresOperator()
{
    const auto comment = [this](qsizetype i) {
        return (at(i) == u'-' && at(i + 1) == u'-') || (at(i) == u'/' && at(i + 1) == u'*');
    };
    qsizetype length = 0;
    while (isOneOf(at(length), u"+-*/<>=~!@#%^&|`?") && !comment(length))
        ++length;
    QStringView run = m_sql.sliced(m_position, length);
    if (run != u"?|" && run != u"?&" && run != u"@?") {
        const qsizetype mark = run.indexOf(u'?');
        if (mark == 0) {
            ++m_position;
            return Kind::Parameter;
        }
        if (mark > 0)
            run = run.first(mark);
    }
    const bool maySign =
        std::any_of(run.begin(), run.end(), [](QChar c) { return isOneOf(c.unicode(), u"~!@#%^&|`?"); });
    while (!maySign && run.size() > 1 && (run.back() == u'+' || run.back() == u'-'))
        run.chop(1);
    m_position += std::max<qsizetype>(1, run.size());
    return Kind::Operator;
}

std::optional<SqlToken::Kind> SqlLexer::scanComment()
{
    if (at(0) == u'*' && at(1) == u'/' && m_executable > 0) {
        --m_executable;
        m_position += 2;
        return Kind::ExecutableFrame;
    }
    if (at(0) == u'/' && at(1) == u'*')
        return scanBlockComment();
    const bool dashes = at(0) == u'-' && at(1) == u'-';
    // 5--4 is a subtraction to MySQL: its comment needs white space or the end behind the dashes.
    const bool mySqlLine = at(0) == u'#' || (dashes && at(2) <= u' ');
    if (isMySql() ? !mySqlLine : !dashes)
        return std::nullopt;
    skipLine();
    return Kind::Comment;
}

SqlToken::Kind SqlLexer::scanBlockComment()
{
    m_position += 2;
    if (isMySql() && (at(0) == u'!' || (at(0) == u'M' && at(1) == u'!'))) {
        m_position += at(0) == u'!' ? 1 : 2;
        for (int digits = 0; digits < 6 && isDigit(at(0)); ++digits)
            ++m_position;
        ++m_executable;
        return Kind::ExecutableFrame;
    }
    int depth = 1;
    while (depth > 0 && !atEnd()) {
        if (at(0) == u'*' && at(1) == u'/') {
            --depth;
            ++m_position;
        } else if (at(0) == u'/' && at(1) == u'*' && !isMySql()) {
            ++depth;
            ++m_position;
        }
        ++m_position;
    }
    m_complete = depth == 0;
    return Kind::Comment;
}

void SqlLexer::skipSpace()
{
    while (isSpace(at(0)))
        ++m_position;
}

void SqlLexer::skipLine()
{
    while (!atEnd() && at(0) != u'\n' && at(0) != u'\r')
        ++m_position;
}

void SqlLexer::skipDigits()
{
    while (isDigit(at(0)) || (at(0) == u'_' && isDigit(at(1)) && !isMySql()))
        ++m_position;
}

void SqlLexer::skipNameCharacters()
{
    while (isNameCharacter(at(0)))
        ++m_position;
}

void SqlLexer::skipQuoted(char16_t quote, Escapes escapes)
{
    ++m_position;
    while (!atEnd()) {
        const char16_t c = at(0);
        if (c == quote) {
            ++m_position;
            if (at(0) != quote && !(quote == u'\'' && !isMySql() && skipContinuation()))
                return;
        } else if (c == u'\\' && escapes == Escapes::Backslash) {
            ++m_position;
        }
        ++m_position;
    }
    m_position = m_sql.size();
    m_complete = false;
}

/// PostgreSQL joins strings that only white space with a line break separates: 'foo' <newline> 'bar' is one literal.
/// Stands on the quote that opens the next part if it returns true.
bool SqlLexer::skipContinuation()
{
    qsizetype offset = 0;
    bool newLine = false;
    for (; isSpace(at(offset)); ++offset)
        newLine = newLine || at(offset) == u'\n' || at(offset) == u'\r';
    if (!newLine || at(offset) != u'\'')
        return false;
    m_position += offset;
    return true;
}

} // namespace surgedeck
