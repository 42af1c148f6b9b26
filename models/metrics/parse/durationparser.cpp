// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/literals.h"
#include "models/metrics/parse/parser.h"

#include <cmath>

namespace surgedeck::metrics {

namespace {

// A Go duration counts nanoseconds in 64 bits.
constexpr double mostSeconds = 9223372036.854775808;

int durationPrecedence(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Add:
    case TokenKind::Sub:
        return 4;
    case TokenKind::Mul:
    case TokenKind::Div:
    case TokenKind::Mod:
        return 5;
    case TokenKind::Pow:
        return 6;
    default:
        return 0;
    }
}

} // namespace

/// A number or duration as it stands; the caller saw that it is one.
std::optional<Parser::Length> Parser::literalDuration()
{
    const Token token = take();
    const std::string_view text = textOf(token);
    if (token.kind == TokenKind::Number) {
        const auto value = numberValue(text);
        if (!value)
            fail(value.error().message, token.range.begin);
        return value ? std::optional(Length{*value, token.range}) : std::nullopt;
    }
    const auto milliseconds = parseDuration(text);
    if (!milliseconds) {
        fail(milliseconds.error().message, token.range.begin);
        return std::nullopt;
    }
    if (m_compat == Compat::V2 && *milliseconds == 0) {
        fail("duration must be greater than 0", token.range.begin);
        return std::nullopt;
    }
    return Length{static_cast<double>(*milliseconds) / 1000, token.range};
}

bool Parser::durationInRange(const Length &length, int position)
{
    if (length.seconds <= mostSeconds && length.seconds >= -mostSeconds)
        return true;
    fail("duration out of range", position);
    return false;
}

bool Parser::positive(const Length &length)
{
    if (length.seconds > 0)
        return true;
    fail("duration must be greater than 0", length.range.begin);
    return false;
}

std::optional<Parser::Length> Parser::durationOperand()
{
    if (sees(TokenKind::Add) || sees(TokenKind::Sub)) {
        const Token sign = take();
        auto length = durationExpression(6);
        if (length && sign.kind == TokenKind::Sub)
            length->seconds = -length->seconds;
        if (!length || !durationInRange(*length, sign.range.begin))
            return std::nullopt;
        length->range.begin = sign.range.begin;
        return length;
    }
    if (accept(TokenKind::LeftParen)) {
        const auto inner = durationExpression(0);
        if (inner && expect(TokenKind::RightParen))
            fail("experimental duration expression is not enabled", inner->range.begin);
        return std::nullopt;
    }
    if (!sees(TokenKind::Number) && !sees(TokenKind::Duration))
        return std::nullopt;
    const auto length = literalDuration();
    return length && durationInRange(*length, length->range.begin) ? length : std::nullopt;
}

/// Arithmetic on durations is behind a feature flag of the server: read, so that the first complaint is its own, and
/// refused.
std::optional<Parser::Length> Parser::durationExpression(int least)
{
    auto left = durationOperand();
    while (left) {
        const TokenKind op = peek().kind;
        const int precedence = durationPrecedence(op);
        if (precedence == 0 || precedence < least)
            break;
        take();
        if (!durationExpression(op == TokenKind::Pow ? precedence : precedence + 1))
            return std::nullopt;
        fail("experimental duration expression is not enabled", left->range.begin);
        left.reset();
    }
    return left;
}

/// Inside of brackets: positive. The next token is read first, it may carry the duration on.
std::optional<Parser::Length> Parser::bracketDuration(std::string_view context, std::string_view expected)
{
    if (m_compat == Compat::V2 && !sees(TokenKind::Duration)) {
        unexpected(context, expected);
        return std::nullopt;
    }
    const auto length = m_compat == Compat::V2 ? literalDuration() : durationExpression(0);
    if (!length) {
        unexpected(context, expected);
        return std::nullopt;
    }
    if (m_compat == Compat::V3)
        peek();
    return !m_error && positive(*length) ? length : std::nullopt;
}

/// Behind `offset`: one literal with at most one sign, so that `x offset 5m - 1` subtracts.
std::optional<Parser::Length> Parser::offsetDuration()
{
    const bool old = m_compat == Compat::V2;
    const std::string_view expected = old ? "duration" : "number or duration";
    const Token sign = peek();
    const bool negative = sign.kind == TokenKind::Sub;
    const bool isSigned = negative || (!old && sign.kind == TokenKind::Add);
    if (isSigned)
        take();
    if (!sees(TokenKind::Duration) && (old || !sees(TokenKind::Number))) {
        const auto length = old ? std::nullopt : durationOperand();
        if (!length)
            unexpected("offset", expected);
        return length ? std::optional(Length{negative ? -length->seconds : length->seconds, length->range})
                      : std::nullopt;
    }
    auto length = literalDuration();
    if (!length || !durationInRange(*length, isSigned ? sign.range.begin : length->range.begin))
        return std::nullopt;
    if (negative)
        length->seconds = -length->seconds;
    return length;
}

} // namespace surgedeck::metrics
