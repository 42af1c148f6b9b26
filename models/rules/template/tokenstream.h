// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/template/token.h"

namespace surgedeck::rules::templates {

/// The tokens of a template one after the other, with a way back. Once stopped, only ends follow.
class TokenStream
{
public:
    explicit TokenStream(std::string_view text)
        : m_tokens(tokenize(text))
    {
    }

    const Token &peek() const { return m_stopped ? m_end : m_tokens[m_next]; }
    const Token &next()
    {
        const Token &token = peek();
        if (m_next + 1 < m_tokens.size())
            ++m_next;
        return token;
    }
    const Token &nextNonSpace()
    {
        const Token *token = &next();
        while (token->kind == TokenKind::Space)
            token = &next();
        return *token;
    }
    const Token &peekNonSpace()
    {
        while (peek().kind == TokenKind::Space)
            next();
        return peek();
    }

    std::size_t mark() const { return m_next; }
    void backTo(std::size_t mark) { m_next = mark; }
    /// The token that next() returned last; not after the end.
    void back() { --m_next; }
    const Token &last() const { return m_tokens[m_next > 0 ? m_next - 1 : 0]; }
    void stop() { m_stopped = true; }

private:
    std::vector<Token> m_tokens;
    Token m_end;
    std::size_t m_next = 0;
    bool m_stopped = false;
};

} // namespace surgedeck::rules::templates
