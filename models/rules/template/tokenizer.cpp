// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/quoting.h"
#include "models/rules/template/token.h"

#include <array>
#include <optional>
#include <utility>

namespace surgedeck::rules::templates {

namespace {

constexpr std::string_view leftDelimiter = "{{";
constexpr std::string_view rightDelimiter = "}}";
constexpr std::string_view spaces = " \t\r\n";

constexpr std::array<std::pair<std::string_view, TokenKind>, 12> keywords{{
    {"block", TokenKind::Block},
    {"break", TokenKind::Break},
    {"continue", TokenKind::Continue},
    {"define", TokenKind::Define},
    {"else", TokenKind::Else},
    {"end", TokenKind::EndWord},
    {"if", TokenKind::If},
    {"nil", TokenKind::Nil},
    {"range", TokenKind::Range},
    {"template", TokenKind::Template},
    {"with", TokenKind::With},
    {".", TokenKind::Dot},
}};

bool isSpace(char c)
{
    return spaces.find(c) != std::string_view::npos;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Letters beyond ASCII are taken for letters as they are: Go asks Unicode, and no alert names a variable in signs.
bool isAlphaNumeric(char c)
{
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Tokenizer
{
public:
    explicit Tokenizer(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<Token> run()
    {
        while (!m_done)
            m_inAction ? insideAction() : textUpToAction();
        return std::move(m_tokens);
    }

private:
    std::string_view rest() const { return m_text.substr(m_at); }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    bool atEnd() const { return m_at >= m_text.size(); }

    void emit(TokenKind kind)
    {
        m_tokens.push_back({kind, static_cast<int>(m_start), std::string(m_text.substr(m_start, m_at - m_start))});
        m_start = m_at;
    }

    void fail(std::string what)
    {
        m_tokens.push_back({TokenKind::Error, static_cast<int>(m_start), std::move(what)});
        m_done = true;
    }

    void skip(std::size_t bytes)
    {
        m_at += bytes;
        m_start = m_at;
    }

    void skipSpaces()
    {
        while (!atEnd() && isSpace(peek()))
            ++m_at;
        m_start = m_at;
    }

    static bool hasLeftTrim(std::string_view text) { return text.size() >= 2 && text[0] == '-' && isSpace(text[1]); }
    static bool hasRightTrim(std::string_view text) { return text.size() >= 2 && isSpace(text[0]) && text[1] == '-'; }

    void textUpToAction()
    {
        const std::size_t opening = m_text.find(leftDelimiter, m_at);
        const bool found = opening != std::string_view::npos;
        m_at = found ? opening : m_text.size();
        const bool trim = found && hasLeftTrim(m_text.substr(opening + 2));
        std::string_view text = m_text.substr(m_start, m_at - m_start);
        if (trim)
            text = text.substr(0, text.find_last_not_of(spaces) + 1);
        if (!text.empty())
            m_tokens.push_back({TokenKind::Text, static_cast<int>(m_start), std::string(text)});
        m_start = m_at;
        if (!found) {
            emit(TokenKind::End);
            m_done = true;
            return;
        }
        openAction(trim);
    }

    void openAction(bool trim)
    {
        const std::size_t marker = trim ? 2 : 0;
        if (m_text.substr(m_at + 2 + marker).starts_with("/*")) {
            skip(2 + marker);
            comment();
            return;
        }
        m_at += 2;
        emit(TokenKind::LeftDelimiter);
        skip(marker);
        m_parens = 0;
        m_inAction = true;
    }

    void comment()
    {
        const std::size_t end = m_text.find("*/", m_at + 2);
        if (end == std::string_view::npos)
            return fail("unclosed comment");
        m_at = end + 2;
        const bool trim = hasRightTrim(rest()) && rest().substr(2).starts_with(rightDelimiter);
        if (!trim && !rest().starts_with(rightDelimiter))
            return fail("comment ends before closing delimiter");
        skip(trim ? 4 : 2);
        if (trim)
            skipSpaces();
    }

    void closeAction(bool trim)
    {
        skip(trim ? 2 : 0);
        m_at += 2;
        emit(TokenKind::RightDelimiter);
        m_inAction = false;
        if (trim)
            skipSpaces();
    }

    void insideAction()
    {
        const bool trim = hasRightTrim(rest()) && rest().substr(2).starts_with(rightDelimiter);
        if (trim || rest().starts_with(rightDelimiter)) {
            if (m_parens > 0)
                return fail("unclosed left paren");
            return closeAction(trim);
        }
        if (atEnd())
            return fail("unclosed action");
        const char c = peek();
        if (isSpace(c))
            return space();
        switch (c) {
        case '=':
            return sign(TokenKind::Assign, 1);
        case ':':
            return peek(1) == '=' ? sign(TokenKind::Declare, 2) : fail("expected :=");
        case '|':
            return sign(TokenKind::Pipe, 1);
        case '"':
            return quotedText('"', TokenKind::String, "unterminated quoted string");
        case '\'':
            return quotedText('\'', TokenKind::CharConstant, "unterminated character constant");
        case '`':
            return rawText();
        case '$':
            return name(TokenKind::Variable);
        case '(':
            ++m_parens;
            return sign(TokenKind::LeftParen, 1);
        case ')':
            return --m_parens < 0 ? fail("unexpected right paren") : sign(TokenKind::RightParen, 1);
        default:
            return wordOrNumber(c);
        }
    }

    void sign(TokenKind kind, std::size_t bytes)
    {
        m_at += bytes;
        emit(kind);
    }

    void wordOrNumber(char c)
    {
        if (c == '.' && !isDigit(peek(1)))
            return name(TokenKind::Field);
        if (c == '.' || c == '+' || c == '-' || isDigit(c))
            return number();
        if (isAlphaNumeric(c))
            return identifier();
        if (c > ' ' && c < 0x7f)
            return sign(TokenKind::Char, 1);
        fail("unrecognized character in action");
    }

    void space()
    {
        while (isSpace(peek()) && !atEnd()) {
            if (hasRightTrim(rest()) && rest().substr(2).starts_with(rightDelimiter))
                break;
            ++m_at;
        }
        if (m_at > m_start)
            emit(TokenKind::Space);
    }

    bool atTerminator() const
    {
        return atEnd() || isSpace(peek()) || std::string_view(".,|:)(").find(peek()) != std::string_view::npos ||
               rest().starts_with(rightDelimiter);
    }

    /// A field or variable; the dot or dollar stands here.
    void name(TokenKind kind)
    {
        ++m_at;
        if (atTerminator())
            return emit(kind == TokenKind::Field ? TokenKind::Dot : kind);
        while (!atEnd() && isAlphaNumeric(peek()))
            ++m_at;
        atTerminator() ? emit(kind) : fail("bad character " + metrics::quoted(m_text.substr(m_at, 1)));
    }

    void identifier()
    {
        while (!atEnd() && isAlphaNumeric(peek()))
            ++m_at;
        if (!atTerminator())
            return fail("bad character " + metrics::quoted(m_text.substr(m_at, 1)));
        const std::string_view word = m_text.substr(m_start, m_at - m_start);
        for (const auto &[keyword, kind] : keywords)
            if (word == keyword)
                return emit(kind);
        emit(word == "true" || word == "false" ? TokenKind::Bool : TokenKind::Identifier);
    }

    void quotedText(char quote, TokenKind kind, const char *unterminated)
    {
        for (++m_at; !atEnd() && peek() != '\n'; ++m_at) {
            if (peek() == '\\') {
                ++m_at;
                if (atEnd() || peek() == '\n')
                    break;
            } else if (peek() == quote) {
                ++m_at;
                return emit(kind);
            }
        }
        fail(unterminated);
    }

    void rawText()
    {
        const std::size_t end = m_text.find('`', m_at + 1);
        if (end == std::string_view::npos)
            return fail("unterminated raw quoted string");
        m_at = end + 1;
        emit(TokenKind::RawString);
    }

    bool accept(std::string_view set)
    {
        if (atEnd() || set.find(peek()) == std::string_view::npos)
            return false;
        ++m_at;
        return true;
    }

    void acceptRun(std::string_view set)
    {
        while (accept(set)) {
        }
    }

    bool scanNumber()
    {
        constexpr std::string_view decimal = "0123456789_";
        constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF_";
        std::string_view digits = decimal;
        accept("+-");
        if (accept("0")) {
            if (accept("xX"))
                digits = hexadecimal;
            else if (accept("oO"))
                digits = "01234567_";
            else if (accept("bB"))
                digits = "01_";
        }
        acceptRun(digits);
        if (accept("."))
            acceptRun(digits);
        if ((digits == decimal && accept("eE")) || (digits == hexadecimal && accept("pP"))) {
            accept("+-");
            acceptRun(decimal);
        }
        accept("i");
        return atEnd() || !isAlphaNumeric(peek());
    }

    void number()
    {
        bool good = scanNumber();
        const bool complex = good && (peek() == '+' || peek() == '-');
        if (complex)
            good = scanNumber() && m_text[m_at - 1] == 'i';
        if (!good)
            return fail("bad number syntax: " + metrics::quoted(m_text.substr(m_start, m_at - m_start + 1)));
        emit(complex ? TokenKind::Complex : TokenKind::Number);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_start = 0; ///< of the token that is being read
    int m_parens = 0;
    bool m_inAction = false;
    bool m_done = false;
    std::vector<Token> m_tokens;
};

} // namespace

bool isKeyword(TokenKind kind)
{
    return kind >= TokenKind::Dot;
}

bool startsOperand(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Bool:
    case TokenKind::CharConstant:
    case TokenKind::Complex:
    case TokenKind::Dot:
    case TokenKind::Field:
    case TokenKind::Identifier:
    case TokenKind::Number:
    case TokenKind::Nil:
    case TokenKind::RawString:
    case TokenKind::String:
    case TokenKind::Variable:
    case TokenKind::LeftParen:
        return true;
    default:
        return false;
    }
}

std::vector<Token> tokenize(std::string_view text)
{
    return Tokenizer(text).run();
}

std::string described(const Token &token)
{
    constexpr std::size_t shown = 10;
    if (token.kind == TokenKind::End)
        return "EOF";
    if (token.kind == TokenKind::Error)
        return token.text;
    if (isKeyword(token.kind))
        return "<" + token.text + ">";
    if (token.text.size() > shown)
        return metrics::quoted(std::string_view(token.text).substr(0, shown)) + "...";
    return metrics::quoted(token.text);
}

} // namespace surgedeck::rules::templates
