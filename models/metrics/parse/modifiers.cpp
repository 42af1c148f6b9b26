// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/literals.h"
#include "models/metrics/parse/parser.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace surgedeck::metrics {

namespace {

constexpr std::string_view notASelector =
    "modifier must be preceded by an instant vector selector or range vector selector or a subquery";

// Where `offset` and `@` of this node are kept; null when it can not have them.
TimeShift *shiftOf(Expr &expr)
{
    if (auto *vector = std::get_if<VectorSelector>(&expr.node))
        return &vector->shift;
    if (auto *matrix = std::get_if<MatrixSelector>(&expr.node))
        return &matrix->selector.shift;
    if (auto *subquery = std::get_if<Subquery>(&expr.node))
        return &subquery->shift;
    return nullptr;
}

// The server rounds to nanoseconds and then cuts to milliseconds.
std::int64_t toMilliseconds(double seconds)
{
    const double nanoseconds = std::round(seconds * 1e9);
    return static_cast<std::int64_t>(std::clamp(nanoseconds / 1e6, -9.2e12, 9.2e12));
}

std::string fixed(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 400> buffer;
    std::snprintf(buffer.data(), buffer.size(), "%f", value);
    return buffer.data();
}

} // namespace

std::optional<BinaryModifiers> Parser::binaryModifiers()
{
    BinaryModifiers result;
    result.returnBool = accept(TokenKind::Bool);
    VectorMatching &matching = result.matching;
    if (!sees(TokenKind::On) && !sees(TokenKind::Ignoring))
        return result;
    matching.on = take().kind == TokenKind::On;
    auto labels = grouping();
    if (!labels)
        return std::nullopt;
    matching.labels = std::move(*labels);
    if (!sees(TokenKind::GroupLeft) && !sees(TokenKind::GroupRight))
        return result;
    matching.cardinality = take().kind == TokenKind::GroupLeft ? Cardinality::ManyToOne : Cardinality::OneToMany;
    if (!sees(TokenKind::LeftParen))
        return result;
    auto include = grouping();
    if (!include)
        return std::nullopt;
    matching.include = std::move(*include);
    return result;
}

std::optional<std::vector<std::string>> Parser::grouping()
{
    if (!accept(TokenKind::LeftParen)) {
        unexpected("grouping opts", "\"(\"");
        return std::nullopt;
    }
    std::vector<std::string> labels;
    bool more = !sees(TokenKind::RightParen);
    while (more) {
        auto label = groupingLabel();
        if (!label)
            return std::nullopt;
        labels.push_back(std::move(*label));
        const bool comma = accept(TokenKind::Comma);
        more = !sees(TokenKind::RightParen);
        if (more && !comma) {
            unexpected("grouping opts", "\",\" or \")\"");
            return std::nullopt;
        }
    }
    m_closed = take().range.end;
    return labels;
}

bool Parser::isGroupingWord()
{
    using enum TokenKind;
    const TokenKind kind = peek().kind;
    return kind == Identifier || kind == MetricIdentifier || kind == Aggregator || kind == And || kind == Or ||
           kind == Unless || kind == Atan2 || kind == Start || kind == Finish ||
           (kind > FirstKeyword && kind < LastKeyword);
}

std::optional<std::string> Parser::groupingLabel()
{
    if (m_compat == Compat::V3 && sees(TokenKind::String))
        return quotedGroupingLabel();
    const bool oldMetricName = m_compat == Compat::V2 && sees(TokenKind::MetricIdentifier);
    if (!isGroupingWord() || oldMetricName) {
        unexpected("grouping opts", "label");
        return std::nullopt;
    }
    return std::string(textOf(take()));
}

std::optional<std::string> Parser::quotedGroupingLabel()
{
    const Token token = take();
    std::string name = unquoted(textOf(token));
    if (name.empty() || !validUtf8(name)) {
        fail("invalid label name for grouping: " + quoted(name), token.range.begin);
        return std::nullopt;
    }
    return name;
}

Part Parser::offset(Part operand)
{
    const auto length = offsetDuration();
    if (!length)
        return {};
    if (m_compat == Compat::V3)
        peek();
    if (m_error)
        return {};
    applyOffset(operand, length->seconds);
    operand.expr->range.end = length->range.end;
    return m_error ? Part{} : std::move(operand);
}

void Parser::applyOffset(Part &operand, double seconds)
{
    TimeShift *shift = shiftOf(*operand.expr);
    const int begin = operand.expr->range.begin;
    if (!shift)
        fail("offset " + std::string(notASelector), begin);
    else if (shift->offsetMs != 0)
        fail("offset may not be set multiple times", begin);
    else
        shift->offsetMs = toMilliseconds(seconds);
}

Part Parser::at(Part operand)
{
    if (sees(TokenKind::Start) || sees(TokenKind::Finish)) {
        const bool start = take().kind == TokenKind::Start;
        const int end = accept(TokenKind::LeftParen) && sees(TokenKind::RightParen) ? take().range.end : -1;
        if (end < 0) {
            unexpected("@", "timestamp");
            return {};
        }
        if (TimeShift *shift = shiftForAt(operand))
            shift->at = start ? TimeShift::At::Start : TimeShift::At::End;
        operand.expr->range.end = end;
    } else if (!atTime(operand)) {
        return {};
    }
    return m_error ? Part{} : std::move(operand);
}

bool Parser::atTime(Part &operand)
{
    const bool negative = sees(TokenKind::Sub);
    if (negative || sees(TokenKind::Add))
        take();
    if (!sees(TokenKind::Number) && (m_compat == Compat::V2 || !sees(TokenKind::Duration))) {
        unexpected("@", "timestamp");
        return false;
    }
    const auto length = literalDuration();
    if (!length)
        return false;
    const double seconds = negative ? -length->seconds : length->seconds;
    constexpr double bound = 9223372036854775808.0;
    if (!(seconds < bound && seconds > -bound)) {
        fail("timestamp out of bounds for @ modifier: " + fixed(seconds), operand.expr->range.begin);
        return false;
    }
    TimeShift *shift = shiftForAt(operand);
    if (!shift)
        return false;
    // Beyond any sample, and far enough from the ends of 64 bits that offsets and ranges can be taken off.
    constexpr double farthest = 4e18;
    shift->at = TimeShift::At::Time;
    shift->atMs = static_cast<std::int64_t>(std::clamp(std::round(seconds * 1000), -farthest, farthest));
    operand.expr->range.end = length->range.end;
    return true;
}

TimeShift *Parser::shiftForAt(Part &operand)
{
    TimeShift *shift = shiftOf(*operand.expr);
    const int begin = operand.expr->range.begin;
    if (!shift)
        fail("@ " + std::string(notASelector), begin);
    else if (shift->at != TimeShift::At::None)
        fail("@ <timestamp> may not be set multiple times", begin);
    return m_error ? nullptr : shift;
}

Part Parser::brackets(Part operand)
{
    const Token bracket = take();
    const bool old = m_compat == Compat::V2;
    const auto length = old ? bracketDuration("subquery selector", "duration")
                            : bracketDuration("subquery or range selector", "number or duration");
    if (!length)
        return {};
    if (sees(TokenKind::RightBracket))
        return range(std::move(operand), bracket, length->seconds);
    if (accept(TokenKind::Colon))
        return subquery(std::move(operand), length->seconds);
    unexpected("subquery or range", "\":\" or \"]\"");
    return {};
}

Part Parser::range(Part operand, const Token &bracket, double seconds)
{
    const Token close = take();
    auto *selector = std::get_if<VectorSelector>(&operand.expr->node);
    if (!selector)
        fail("ranges only allowed for vector selectors", bracket.range.begin);
    else if (selector->shift.offsetMs != 0)
        fail("no offset modifiers allowed before range", bracket.range.begin);
    else if (selector->shift.at == TimeShift::At::Time)
        fail("no @ modifiers allowed before range", bracket.range.begin);
    if (m_error)
        return {};
    MatrixSelector matrix{std::move(*selector), toMilliseconds(seconds)};
    operand.expr->node = std::move(matrix);
    operand.expr->type = ValueType::Matrix;
    operand.expr->range.end = close.range.end;
    return operand;
}

Part Parser::subquery(Part operand, double seconds)
{
    Subquery node;
    node.rangeMs = toMilliseconds(seconds);
    if (!sees(TokenKind::RightBracket)) {
        const bool old = m_compat == Compat::V2;
        const auto step =
            bracketDuration("subquery selector", old ? "duration or \"]\"" : "number or duration or \"]\"");
        if (!step)
            return {};
        node.stepMs = toMilliseconds(step->seconds);
        if (!sees(TokenKind::RightBracket)) {
            unexpected("subquery selector", "\"]\"");
            return {};
        }
    }
    const Token close = take();
    return subqueryPart(std::move(node), std::move(operand), close.range.end);
}

} // namespace surgedeck::metrics
