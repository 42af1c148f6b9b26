// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/functionsignatures.h"
#include "models/metrics/parse/experimental.h"
#include "models/metrics/parse/parser.h"
#include "models/metrics/quoting.h"

namespace surgedeck::metrics {

namespace {

bool hasParameter(AggregateOp op)
{
    return op >= AggregateOp::TopK;
}

} // namespace

std::optional<std::vector<Part>> Parser::arguments()
{
    std::vector<Part> result;
    if (!expect(TokenKind::LeftParen))
        return std::nullopt;
    bool more = !sees(TokenKind::RightParen);
    while (more) {
        Part argument = binary(0);
        if (!argument)
            return std::nullopt;
        result.push_back(std::move(argument));
        more = sees(TokenKind::Comma);
        if (!more)
            break;
        const Token comma = take();
        if (!startsExpression()) {
            fail("trailing commas not allowed in function call args", comma.range.begin);
            return std::nullopt;
        }
    }
    if (!sees(TokenKind::RightParen)) {
        unexpectedHere();
        return std::nullopt;
    }
    m_closed = take().range.end;
    return result;
}

Part Parser::call(const Token &name)
{
    auto given = arguments();
    if (!given)
        return {};
    const std::string_view word = textOf(name);
    const FunctionSignature *function = findFunction(word, m_compat);
    if (!function && isExperimentalFunction(word, m_compat))
        fail("function " + quoted(word) + " is not enabled", name.range.begin);
    if (!function)
        fail("unknown function with name " + quoted(word), name.range.begin);
    if (m_error)
        return {};
    return callPart(*function, std::move(*given), {name.range.begin, m_closed});
}

bool Parser::aggregateModifier(Aggregate &node)
{
    if (!sees(TokenKind::By) && !sees(TokenKind::Without))
        return false;
    node.without = take().kind == TokenKind::Without;
    if (auto labels = grouping())
        node.grouping = std::move(*labels);
    return true;
}

Part Parser::aggregate(const Token &op)
{
    Aggregate node;
    node.op = *aggregateOperator(textOf(op), m_compat);
    ++m_aggregations;
    const bool modified = aggregateModifier(node);
    std::optional<std::vector<Part>> given;
    if (!m_error)
        given = arguments();
    --m_aggregations;
    if (!given)
        return {};
    if (!modified)
        aggregateModifier(node);
    if (m_error)
        return {};
    return builtAggregate(op, std::move(node), std::move(*given));
}

Part Parser::builtAggregate(const Token &op, Aggregate node, std::vector<Part> arguments)
{
    const std::size_t wanted = hasParameter(node.op) ? 2 : 1;
    const int begin = op.range.begin;
    if (arguments.empty())
        fail("no arguments for aggregate expression provided", begin);
    else if (node.op >= AggregateOp::LimitK)
        fail(std::string(aggregateName(node.op)) +
                 "() is experimental and must be enabled with --enable-feature=promql-experimental-functions",
             begin);
    else if (arguments.size() != wanted)
        fail("wrong number of arguments for aggregate expression provided, expected " + std::to_string(wanted) +
                 ", got " + std::to_string(arguments.size()),
             begin);
    if (m_error)
        return {};
    return aggregatePart(std::move(node), std::move(arguments), {begin, m_closed});
}

} // namespace surgedeck::metrics
