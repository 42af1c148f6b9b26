// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <optional>
#include <string>
#include <string_view>

namespace surgedeck::metrics {

enum class TokenKind
{
    End,
    Error, ///< not a token of the language: `message` says why
    Comma,
    Colon,
    Assign, ///< =
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Number,
    Duration,
    String,
    Identifier,
    MetricIdentifier, ///< with a colon: a name of a metric, never of a label or function
    // Operators: the order of descriptions in errors depends on First and Last.
    FirstOperator,
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    Atan2,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
    Unless,
    RegexMatch,
    RegexMismatch,
    At,
    LastOperator,
    Aggregator,
    FirstKeyword,
    Bool,
    By,
    GroupLeft,
    GroupRight,
    Ignoring,
    Offset,
    On,
    Without,
    LastKeyword,
    Start, ///< of `@ start()`
    Finish ///< of `@ end()`
};

struct Token
{
    TokenKind kind = TokenKind::End;
    TextRange range;
    std::string message;
};

/// The kind of a word when it is a keyword of the language; letter case does not matter.
std::optional<TokenKind> keyword(std::string_view word, Compat compat);
std::optional<AggregateOp> aggregateOperator(std::string_view word, Compat compat);
std::string_view aggregateName(AggregateOp op);
std::string_view operatorText(BinaryOp op);

/// What errors call a token: `identifier "x"`, `<op:==>`, `end of input`.
std::string description(const Token &token, std::string_view source);

} // namespace surgedeck::metrics
