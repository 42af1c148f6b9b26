// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/lexer.h"

#include "models/metrics/parse/literals.h"
#include "models/metrics/quoting.h"

namespace surgedeck::metrics {

namespace {

std::optional<TokenKind> symbol(int c)
{
    switch (c) {
    case ',':
        return TokenKind::Comma;
    case '*':
        return TokenKind::Mul;
    case '/':
        return TokenKind::Div;
    case '%':
        return TokenKind::Mod;
    case '+':
        return TokenKind::Add;
    case '-':
        return TokenKind::Sub;
    case '^':
        return TokenKind::Pow;
    case '@':
        return TokenKind::At;
    default:
        return std::nullopt;
    }
}

bool startsNumber(const Cursor &cursor)
{
    const int c = cursor.peek();
    if (isDigit(c))
        return true;
    const std::size_t second = static_cast<std::size_t>(cursor.position) + 1;
    return c == '.' && second < cursor.text.size() && isDigit(cursor.text[second]);
}

bool startsString(int c)
{
    return c == '"' || c == '\'' || c == '`';
}

} // namespace

Token Lexer::next()
{
    if (m_failed) {
        m_begin = m_cursor.position;
        return token(TokenKind::End);
    }
    if (m_bracketStart && m_compat == Compat::V2)
        return inOldBrackets();
    if (m_bracketStart)
        return inBrackets();
    skipBlanksAndComments();
    return m_braces ? inBraces() : inStatement();
}

void Lexer::skipBlanksAndComments()
{
    for (;;) {
        m_cursor.acceptRun(" \t\r\n");
        if (!m_cursor.sees("#"))
            break;
        while (m_cursor.peek() != Cursor::end && !m_cursor.sees("\r\n"))
            m_cursor.take();
    }
    m_begin = m_cursor.position;
}

Token Lexer::token(TokenKind kind)
{
    Token result{kind, {m_begin, m_cursor.position}, {}};
    m_begin = m_cursor.position;
    return result;
}

Token Lexer::error(std::string message)
{
    m_failed = true;
    m_cursor.position = static_cast<int>(m_cursor.text.size());
    return {TokenKind::Error, {m_begin, m_cursor.position}, std::move(message)};
}

Token Lexer::inStatement()
{
    const int c = m_cursor.peek();
    if (c == Cursor::end)
        return endOfStatement();
    if (startsNumber(m_cursor))
        return number();
    if (startsString(c))
        return string();
    if (isLetter(c) || c == ':')
        return m_brackets ? insideBracketWord() : word();
    if (c == '(') {
        m_cursor.take();
        ++m_parens;
        return token(TokenKind::LeftParen);
    }
    if (c == ')')
        return closeParen();
    if (c == '[')
        return openBracket();
    if (c == ']') {
        if (!m_brackets)
            return error("unexpected right bracket ']'");
        m_cursor.take();
        m_brackets = false;
        return token(TokenKind::RightBracket);
    }
    if (c == '{') {
        m_cursor.take();
        m_braces = true;
        return token(TokenKind::LeftBrace);
    }
    return comparison();
}

Token Lexer::endOfStatement()
{
    if (m_parens != 0)
        return error("unclosed left parenthesis");
    if (m_brackets)
        return error("unclosed left bracket");
    return token(TokenKind::End);
}

Token Lexer::closeParen()
{
    m_cursor.take();
    Token result = token(TokenKind::RightParen);
    if (--m_parens < 0)
        return error("unexpected right parenthesis ')'");
    return result;
}

Token Lexer::openBracket()
{
    if (m_brackets)
        return error("unexpected left bracket '['");
    m_cursor.take();
    m_brackets = true;
    m_bracketStart = true;
    m_colon = false;
    return token(TokenKind::LeftBracket);
}

Token Lexer::comparison()
{
    if (const auto kind = symbol(m_cursor.peek())) {
        m_cursor.take();
        return token(*kind);
    }
    switch (m_cursor.peek()) {
    case '=':
        return equals();
    case '!':
        return exclamation();
    case '<':
        m_cursor.take();
        return token(m_cursor.accept("=") ? TokenKind::LessEqual : TokenKind::Less);
    case '>':
        m_cursor.take();
        return token(m_cursor.accept("=") ? TokenKind::GreaterEqual : TokenKind::Greater);
    default:
        return error("unexpected character: " + quotedCharacter(m_cursor.text, m_cursor.position));
    }
}

Token Lexer::equals()
{
    m_cursor.take();
    if (m_cursor.accept("="))
        return token(TokenKind::Equal);
    if (m_cursor.sees("~"))
        return error("unexpected character after '=': '~'");
    return token(TokenKind::Assign);
}

Token Lexer::exclamation()
{
    m_cursor.take();
    if (m_cursor.accept("="))
        return token(TokenKind::NotEqual);
    return error("unexpected character after '!': " + quotedCharacter(m_cursor.text, m_cursor.position));
}

Token Lexer::inBraces()
{
    const int c = m_cursor.peek();
    if (c == Cursor::end)
        return error("unexpected end of input inside braces");
    if (startsString(c))
        return string();
    if (isLetter(c)) {
        while (isWordCharacter(m_cursor.peek()))
            m_cursor.take();
        return token(TokenKind::Identifier);
    }
    if (c == ',') {
        m_cursor.take();
        return token(TokenKind::Comma);
    }
    if (c == '}') {
        m_cursor.take();
        m_braces = false;
        return token(TokenKind::RightBrace);
    }
    if (c == '{')
        return error("unexpected left brace '{'");
    return braceOperator();
}

Token Lexer::braceOperator()
{
    if (m_cursor.accept("="))
        return token(m_cursor.accept("~") ? TokenKind::RegexMatch : TokenKind::Assign);
    if (!m_cursor.accept("!"))
        return error("unexpected character inside braces: " + quotedCharacter(m_cursor.text, m_cursor.position));
    if (m_cursor.accept("="))
        return token(TokenKind::NotEqual);
    if (m_cursor.accept("~"))
        return token(TokenKind::RegexMismatch);
    return error("unexpected character after '!' inside braces: " + quotedCharacter(m_cursor.text, m_cursor.position));
}

Token Lexer::inBrackets()
{
    m_cursor.acceptRun(" \t\r\n");
    m_begin = m_cursor.position;
    const int c = m_cursor.peek();
    if (c == Cursor::end)
        return error("unexpected end of input in duration expression");
    if (startsNumber(m_cursor)) {
        m_bracketStart = false;
        return number();
    }
    if (c == ']') {
        m_cursor.take();
        m_brackets = m_bracketStart = false;
        return token(TokenKind::RightBracket);
    }
    if (c == ':') {
        m_cursor.take();
        m_begin = m_cursor.position;
        return error("unexpected colon before duration in duration expression");
    }
    if (c == '(') {
        m_cursor.take();
        ++m_parens;
        return token(TokenKind::LeftParen);
    }
    if (c == ')')
        return closeParen();
    if (const auto kind = symbol(c); kind && *kind != TokenKind::At) {
        m_cursor.take();
        return token(*kind);
    }
    return error("unexpected character in duration expression: " + quotedCharacter(m_cursor.text, m_cursor.position));
}

// Prometheus 2.42 takes a duration right behind the bracket, nothing else.
Token Lexer::inOldBrackets()
{
    m_bracketStart = false;
    m_cursor.acceptRun(" \t\r\n");
    m_begin = m_cursor.position;
    return oldDuration();
}

Token Lexer::oldDuration()
{
    if (scanNumber(m_cursor, m_compat))
        return error("missing unit character in duration");
    if (scanDurationTail(m_cursor))
        return token(TokenKind::Duration);
    return error("bad duration syntax: " + quoted(m_cursor.since(m_begin)));
}

Token Lexer::number()
{
    if (scanNumber(m_cursor, m_compat))
        return token(TokenKind::Number);
    if (scanDurationTail(m_cursor))
        return token(TokenKind::Duration);
    return error("bad number or duration syntax: " + quoted(m_cursor.since(m_begin)));
}

Token Lexer::string()
{
    if (auto reason = scanString(m_cursor))
        return error(std::move(*reason));
    return token(TokenKind::String);
}

Token Lexer::word()
{
    bool colon = false;
    while (isWordCharacter(m_cursor.peek()) || m_cursor.sees(":"))
        colon |= m_cursor.take() == ':';
    const auto kind = keyword(m_cursor.since(m_begin), m_compat);
    return token(kind.value_or(colon ? TokenKind::MetricIdentifier : TokenKind::Identifier));
}

Token Lexer::insideBracketWord()
{
    if (m_cursor.sees(":"))
        return colonInBrackets();
    return error("unexpected character: " + quotedCharacter(m_cursor.text, m_cursor.position) + ", expected ':'");
}

Token Lexer::colonInBrackets()
{
    if (m_colon)
        return error("unexpected colon ':'");
    m_cursor.take();
    m_colon = true;
    return token(TokenKind::Colon);
}

} // namespace surgedeck::metrics
