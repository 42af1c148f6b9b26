// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::rules::templates {

enum class TokenKind
{
    Error, ///< the text says what is wrong; the last token then
    End,
    Text,
    LeftDelimiter,
    RightDelimiter,
    LeftParen,
    RightParen,
    Space,
    Pipe,
    Assign,  ///< =
    Declare, ///< :=
    Char,    ///< any other sign, a comma say
    Bool,
    Number,
    CharConstant,
    Complex,
    String,
    RawString,
    Identifier,
    Field,    ///< with its dot
    Variable, ///< with its dollar
    Dot,
    Nil,
    Block,
    Break,
    Continue,
    Define,
    Else,
    EndWord,
    If,
    Range,
    Template,
    With
};

struct Token
{
    TokenKind kind = TokenKind::End;
    int at = 0; ///< byte offset
    std::string text;
};

bool isKeyword(TokenKind kind);
/// Whether an argument of a command begins with it.
bool startsOperand(TokenKind kind);

/// Cuts a template into tokens by the rules of Go's text/template (1.19): delimiters {{ and }}, trim markers, comments
/// left out. Always ends with End or Error; as long as the text, never longer.
std::vector<Token> tokenize(std::string_view text);

/// The token as error messages show it.
std::string described(const Token &token);

} // namespace surgedeck::rules::templates
