// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/functionsignatures.h"
#include "models/metrics/parse/parser.h"
#include "models/metrics/quoting.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

// What a long chain of operators may grow to: parts of the program walk the tree by recursion.
constexpr int highest = 1000;

std::string typeName(ValueType type)
{
    switch (type) {
    case ValueType::Scalar:
        return "scalar";
    case ValueType::Vector:
        return "instant vector";
    case ValueType::Matrix:
        return "range vector";
    case ValueType::String:
        return "string";
    }
    return {};
}

bool isComparison(BinaryOp op)
{
    return op >= BinaryOp::Equal && op <= BinaryOp::GreaterEqual;
}

bool isSetOperator(BinaryOp op)
{
    return op >= BinaryOp::And;
}

bool isNumeric(ValueType type)
{
    return type == ValueType::Scalar || type == ValueType::Vector;
}

std::optional<std::string> sharedLabel(const VectorMatching &matching)
{
    for (const std::string &label : matching.labels) {
        if (matching.on && std::find(matching.include.begin(), matching.include.end(), label) != matching.include.end())
            return label;
    }
    return std::nullopt;
}

struct Complaint
{
    std::string message;
    int position;
};

// The first complaint about one binary operator whose operands are sound, in the order of the server.
std::optional<Complaint> binaryComplaint(const Binary &node, int operatorBegin)
{
    const Expr &left = *node.left;
    const Expr &right = *node.right;
    const bool vectors = left.type == ValueType::Vector && right.type == ValueType::Vector;
    const bool scalars = left.type == ValueType::Scalar && right.type == ValueType::Scalar;
    const int begin = left.range.begin;
    const std::string op = quoted(operatorText(node.op));
    if (node.returnBool && !isComparison(node.op))
        return Complaint{"bool modifier can only be used on comparison operators", operatorBegin};
    if (isComparison(node.op) && !node.returnBool && scalars)
        return Complaint{"comparisons between scalars must use BOOL modifier", operatorBegin};
    if (const auto label = sharedLabel(node.matching))
        return Complaint{"label " + quoted(*label) + " must not occur in ON and GROUP clause at once", operatorBegin};
    for (const Expr *operand : {&left, &right}) {
        if (!isNumeric(operand->type))
            return Complaint{"binary expression must contain only scalar and instant vector types",
                             operand->range.begin};
    }
    if (!vectors && !node.matching.labels.empty())
        return Complaint{"vector matching only allowed between instant vectors", begin};
    if (vectors && isSetOperator(node.op) && node.matching.cardinality != Cardinality::ManyToMany)
        return Complaint{"no grouping allowed for " + op + " operation", begin};
    if (!vectors && isSetOperator(node.op))
        return Complaint{"set operator " + op + " not allowed in binary scalar expression", begin};
    return std::nullopt;
}

std::string countText(int count, std::string_view function, std::size_t given)
{
    return std::to_string(count) + " argument(s) in call to " + quoted(function) + ", got " + std::to_string(given);
}

std::optional<std::string> countComplaint(const FunctionSignature &function, std::size_t given)
{
    const int wanted = static_cast<int>(function.arguments.size());
    const int got = static_cast<int>(given);
    if (function.variadic == 0)
        return got == wanted ? std::nullopt : std::optional("expected " + countText(wanted, function.name, given));
    const int least = wanted - 1;
    if (got < least)
        return "expected at least " + countText(least, function.name, given);
    if (function.variadic > 0 && got > least + function.variadic)
        return "expected at most " + countText(least + function.variadic, function.name, given);
    return std::nullopt;
}

EngineError badType(std::string message, int position)
{
    return {ErrorType::BadData, std::move(message), position};
}

// The error of the operand, or that its type is not the wanted one.
std::optional<EngineError> typeComplaint(const Part &operand, ValueType wanted, std::string_view context)
{
    if (operand.typeError || operand.expr->type == wanted)
        return operand.typeError;
    return badType("expected type " + typeName(wanted) + " in " + std::string(context) + ", got " +
                       typeName(operand.expr->type),
                   operand.expr->range.begin);
}

std::string_view plainTypeName(ValueType type)
{
    constexpr std::string_view names[] = {"scalar", "vector", "matrix", "string"};
    return names[static_cast<int>(type)];
}

} // namespace

/// A tree that grew too high becomes an error; what hangs below is dropped, so that it can be taken apart safely.
Part Parser::limited(Part part) const
{
    if (part.height <= highest)
        return part;
    if (!part.typeError)
        part.typeError = badType("expression is longer than " + std::to_string(highest) + " operators in a row",
                                 part.expr->range.begin);
    part.expr->node = NumberLiteral{};
    part.height = 1;
    return part;
}

Part Parser::binaryPart(Binary node, Part left, Part right)
{
    const bool vectors = left.expr->type == ValueType::Vector || right.expr->type == ValueType::Vector;
    const int height = std::max(left.height, right.height) + 1;
    const TextRange range{left.expr->range.begin, right.expr->range.end};
    int operatorBegin = left.expr->range.end;
    while (operatorBegin < static_cast<int>(m_text.size()) && isBlank(m_text[operatorBegin]))
        ++operatorBegin;
    if (isSetOperator(node.op) && node.matching.cardinality == Cardinality::OneToOne)
        node.matching.cardinality = Cardinality::ManyToMany;
    node.left = std::move(left.expr);
    node.right = std::move(right.expr);
    std::optional<EngineError> error = left.typeError ? std::move(left.typeError) : std::move(right.typeError);
    if (!error) {
        if (auto complaint = binaryComplaint(node, operatorBegin))
            error = badType(std::move(complaint->message), complaint->position);
    }
    const bool matched = node.left->type == ValueType::Vector && node.right->type == ValueType::Vector;
    if (!matched)
        node.matching = {};
    return limited(
        {std::make_unique<Expr>(Expr{std::move(node), vectors ? ValueType::Vector : ValueType::Scalar, range}),
         std::move(error), height});
}

Part Parser::unaryPart(const Token &op, Part operand)
{
    Expr &expr = *operand.expr;
    if (auto *literal = std::get_if<NumberLiteral>(&expr.node)) {
        if (op.kind == TokenKind::Sub)
            literal->value = -literal->value;
        expr.range.begin = op.range.begin;
        return operand;
    }
    const ValueType type = expr.type;
    if (!operand.typeError && !isNumeric(type))
        operand.typeError =
            badType("unary expression only allowed on expressions of type scalar or instant vector, got " +
                        quoted(typeName(type)),
                    op.range.begin);
    const TextRange range{op.range.begin, expr.range.end};
    Expr whole{Paren{}, type, range};
    if (op.kind == TokenKind::Sub)
        whole.node = Negation{std::move(operand.expr)};
    else
        whole.node = Paren{std::move(operand.expr), true};
    return limited({std::make_unique<Expr>(std::move(whole)), std::move(operand.typeError), operand.height + 1});
}

Part Parser::subqueryPart(Subquery node, Part operand, int end)
{
    const TextRange range{operand.expr->range.begin, end};
    if (!operand.typeError && operand.expr->type != ValueType::Vector)
        operand.typeError = badType("subquery is only allowed on instant vector, got " +
                                        std::string(plainTypeName(operand.expr->type)) + " instead",
                                    range.begin);
    node.inner = std::move(operand.expr);
    return limited({std::make_unique<Expr>(Expr{std::move(node), ValueType::Matrix, range}),
                    std::move(operand.typeError), operand.height + 1});
}

Part Parser::callPart(const FunctionSignature &function, std::vector<Part> arguments, TextRange range)
{
    std::optional<EngineError> error;
    if (auto complaint = countComplaint(function, arguments.size()))
        error = badType(std::move(*complaint), range.begin);
    Call node;
    node.function = &function;
    int height = 0;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool known = i < function.arguments.size() || function.variadic != 0;
        if (!error && known && !function.arguments.empty()) {
            const ValueType wanted = function.arguments[std::min(i, function.arguments.size() - 1)];
            error = typeComplaint(arguments[i], wanted, "call to function " + quoted(function.name));
        }
        height = std::max(height, arguments[i].height);
        node.arguments.push_back(std::move(arguments[i].expr));
    }
    return limited(
        {std::make_unique<Expr>(Expr{std::move(node), function.result, range}), std::move(error), height + 1});
}

Part Parser::aggregatePart(Aggregate node, std::vector<Part> arguments, TextRange range)
{
    Part &inner = arguments.back();
    auto error = typeComplaint(inner, ValueType::Vector, "aggregation expression");
    int height = inner.height;
    if (arguments.size() == 2) {
        Part &parameter = arguments.front();
        const ValueType wanted = node.op == AggregateOp::CountValues ? ValueType::String : ValueType::Scalar;
        if (!error)
            error = typeComplaint(parameter, wanted, "aggregation parameter");
        height = std::max(height, parameter.height);
        node.parameter = std::move(parameter.expr);
    }
    node.inner = std::move(inner.expr);
    return limited(
        {std::make_unique<Expr>(Expr{std::move(node), ValueType::Vector, range}), std::move(error), height + 1});
}

} // namespace surgedeck::metrics
