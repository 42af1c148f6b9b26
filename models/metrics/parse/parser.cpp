// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/parser.h"

#include "models/metrics/parse/literals.h"

#include <utility>

namespace surgedeck::metrics {

namespace {

constexpr int deepest = 200;
constexpr int powerPrecedence = 6;

struct Operator
{
    BinaryOp op;
    int precedence; ///< a higher one binds tighter
};

std::optional<Operator> binaryOperator(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Or:
        return Operator{BinaryOp::Or, 1};
    case TokenKind::And:
        return Operator{BinaryOp::And, 2};
    case TokenKind::Unless:
        return Operator{BinaryOp::Unless, 2};
    case TokenKind::Equal:
        return Operator{BinaryOp::Equal, 3};
    case TokenKind::NotEqual:
        return Operator{BinaryOp::NotEqual, 3};
    case TokenKind::Less:
        return Operator{BinaryOp::Less, 3};
    case TokenKind::LessEqual:
        return Operator{BinaryOp::LessEqual, 3};
    case TokenKind::Greater:
        return Operator{BinaryOp::Greater, 3};
    case TokenKind::GreaterEqual:
        return Operator{BinaryOp::GreaterEqual, 3};
    case TokenKind::Add:
        return Operator{BinaryOp::Add, 4};
    case TokenKind::Sub:
        return Operator{BinaryOp::Sub, 4};
    case TokenKind::Mul:
        return Operator{BinaryOp::Mul, 5};
    case TokenKind::Div:
        return Operator{BinaryOp::Div, 5};
    case TokenKind::Mod:
        return Operator{BinaryOp::Mod, 5};
    case TokenKind::Atan2:
        return Operator{BinaryOp::Atan2, 5};
    case TokenKind::Pow:
        return Operator{BinaryOp::Pow, powerPrecedence};
    default:
        return std::nullopt;
    }
}

// Keywords that are names of metrics where an expression begins.
bool isNameWord(TokenKind kind)
{
    using enum TokenKind;
    return kind == And || kind == Or || kind == Unless || kind == Offset || kind == By || kind == Without ||
           kind == Start || kind == Finish;
}

} // namespace

Outcome<ExprPtr> Parser::run()
{
    if (sees(TokenKind::End))
        fail("no expression found in input", 0);
    Part whole = m_error ? Part{} : binary(0);
    if (whole && !sees(TokenKind::End))
        unexpectedHere();
    if (m_error)
        return *m_error;
    if (whole.typeError)
        return *whole.typeError;
    return std::move(whole.expr);
}

const Token &Parser::peek()
{
    if (!m_next) {
        m_next = m_lexer.next();
        if (m_next->kind == TokenKind::Error)
            fail(m_next->message, m_next->range.begin);
    }
    return *m_next;
}

Token Parser::take()
{
    peek();
    return *std::exchange(m_next, std::nullopt);
}

bool Parser::accept(TokenKind kind)
{
    if (!sees(kind))
        return false;
    m_next.reset();
    return true;
}

bool Parser::expect(TokenKind kind)
{
    if (accept(kind))
        return true;
    unexpectedHere();
    return false;
}

std::string_view Parser::textOf(const Token &token) const
{
    return m_text.substr(token.range.begin, token.range.end - token.range.begin);
}

void Parser::fail(std::string message, int position)
{
    if (!m_error)
        m_error = EngineError{ErrorType::BadData, std::move(message), position};
}

void Parser::unexpected(std::string_view context, std::string_view expected)
{
    const Token &token = peek();
    std::string message = "unexpected " + description(token, m_text);
    if (!context.empty())
        message += " in " + std::string(context);
    if (!expected.empty())
        message += ", expected " + std::string(expected);
    fail(std::move(message), token.range.begin);
}

Part Parser::binary(int least)
{
    if (m_depth >= deepest) {
        fail("expression is nested deeper than " + std::to_string(deepest) + " levels", peek().range.begin);
        return {};
    }
    ++m_depth;
    Part left = unary();
    while (left) {
        const auto op = binaryOperator(peek().kind);
        if (!op || op->precedence < least)
            break;
        left = rightOf(std::move(left), take());
    }
    --m_depth;
    return left;
}

Part Parser::rightOf(Part left, const Token &op)
{
    const Operator entry = *binaryOperator(op.kind);
    auto modifiers = binaryModifiers();
    if (!modifiers)
        return {};
    Part right = binary(entry.op == BinaryOp::Pow ? powerPrecedence : entry.precedence + 1);
    if (!right)
        return {};
    Binary node;
    node.op = entry.op;
    node.returnBool = modifiers->returnBool;
    node.matching = std::move(modifiers->matching);
    return binaryPart(std::move(node), std::move(left), std::move(right));
}

// Signs bind like multiplication: only a power binds tighter.
Part Parser::unary()
{
    std::vector<Token> signs;
    while (sees(TokenKind::Add) || sees(TokenKind::Sub))
        signs.push_back(take());
    if (signs.empty())
        return postfix();
    Part operand = binary(powerPrecedence);
    while (operand && !signs.empty()) {
        operand = unaryPart(signs.back(), std::move(operand));
        signs.pop_back();
    }
    return operand;
}

Part Parser::postfix()
{
    Part operand = primary();
    while (operand) {
        if (accept(TokenKind::Offset))
            operand = offset(std::move(operand));
        else if (accept(TokenKind::At))
            operand = at(std::move(operand));
        else if (sees(TokenKind::LeftBracket))
            operand = brackets(std::move(operand));
        else
            break;
    }
    return operand;
}

Part Parser::primary()
{
    switch (peek().kind) {
    case TokenKind::Number:
    case TokenKind::Duration:
        return number();
    case TokenKind::String: {
        const Token token = take();
        return {std::make_unique<Expr>(Expr{StringLiteral{unquoted(textOf(token))}, ValueType::String, token.range}),
                {}};
    }
    case TokenKind::LeftParen:
        return parenthesised();
    case TokenKind::LeftBrace:
        return selector(nullptr);
    default:
        return wordExpression();
    }
}

Part Parser::wordExpression()
{
    if (!startsExpression()) {
        unexpectedHere();
        return {};
    }
    const Token word = take();
    const TokenKind after = peek().kind;
    if (word.kind == TokenKind::Identifier && after == TokenKind::LeftParen)
        return call(word);
    const bool aggregated = after == TokenKind::LeftParen || after == TokenKind::By || after == TokenKind::Without;
    if (word.kind == TokenKind::Aggregator && aggregated)
        return aggregate(word);
    return selector(&word);
}

bool Parser::startsExpression()
{
    using enum TokenKind;
    switch (peek().kind) {
    case Number:
    case Duration:
    case String:
    case LeftParen:
    case LeftBrace:
    case Add:
    case Sub:
    case Identifier:
    case MetricIdentifier:
    case Aggregator:
        return true;
    default:
        return isNameWord(peek().kind);
    }
}

Part Parser::parenthesised()
{
    const Token open = take();
    Part inner = binary(0);
    if (!inner)
        return {};
    const Token close = peek();
    if (!expect(TokenKind::RightParen))
        return {};
    const ValueType type = inner.expr->type;
    const int height = inner.height + 1;
    return limited(
        {std::make_unique<Expr>(Expr{Paren{std::move(inner.expr)}, type, {open.range.begin, close.range.end}}),
         std::move(inner.typeError), height});
}

Part Parser::number()
{
    const bool duration = sees(TokenKind::Duration);
    if (duration && m_compat == Compat::V2) {
        unexpectedHere();
        return {};
    }
    const auto length = literalDuration();
    if (!length)
        return {};
    return {std::make_unique<Expr>(Expr{NumberLiteral{length->seconds, duration}, ValueType::Scalar, length->range}),
            {}};
}

Outcome<ExprPtr> parseExpression(const std::string &text, Compat compat)
{
    return Parser(text, compat).run();
}

} // namespace surgedeck::metrics
