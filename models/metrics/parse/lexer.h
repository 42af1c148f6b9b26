// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/parse/cursor.h"
#include "models/metrics/parse/tokens.h"

#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// Cuts an expression into tokens, one at a time, as the Prometheus lexer does: what a character means depends on
/// whether braces or brackets are open. After an error only End follows. The text outlives the lexer.
class Lexer
{
public:
    Lexer(std::string_view text, Compat compat)
        : m_cursor{text}
        , m_compat(compat)
    {
    }
    Token next();

private:
    void skipBlanksAndComments();
    Token token(TokenKind kind);
    Token error(std::string message);
    Token inStatement();
    Token inBraces();
    Token inBrackets();
    Token inOldBrackets();
    Token word();
    Token insideBracketWord();
    Token number();
    Token oldDuration();
    Token string();
    Token colonInBrackets();
    Token closeParen();
    Token openBracket();
    Token endOfStatement();
    Token exclamation();
    Token equals();
    Token comparison();
    Token braceOperator();

    Cursor m_cursor;
    Compat m_compat;
    int m_begin = 0; ///< of the token being read
    int m_parens = 0;
    bool m_braces = false;
    bool m_brackets = false;
    bool m_bracketStart = false; ///< behind `[`, before the first number: only durations and arithmetic there
    bool m_colon = false;        ///< seen since `[`
    bool m_failed = false;
};

} // namespace surgedeck::metrics
