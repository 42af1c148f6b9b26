// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/parse/lexer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

struct FunctionSignature;

/// A part of the tree while it grows. An error of types counts only when the whole text has no error of syntax, and
/// then the first one in the order in which Prometheus checks the tree: it travels upwards with the part.
struct Part
{
    ExprPtr expr; ///< null after an error of syntax
    std::optional<EngineError> typeError;
    int height = 1;

    explicit operator bool() const { return expr != nullptr; }
};

/// What stands between a binary operator and its right operand.
struct BinaryModifiers
{
    bool returnBool = false;
    VectorMatching matching;
};

/// Precedence climbing over the tokens of one expression. The first error of syntax ends it.
///
/// Which error comes first is that of the server: its LALR(1) parser reads one token ahead only where the grammar needs
/// it, so some complaints about what was read come before, others after the complaint about the next token.
class Parser
{
public:
    Parser(std::string_view text, Compat compat)
        : m_text(text)
        , m_compat(compat)
        , m_lexer(text, compat)
    {
    }
    Outcome<ExprPtr> run();

private:
    const Token &peek();
    bool sees(TokenKind kind) { return peek().kind == kind; }
    Token take();
    bool accept(TokenKind kind);
    std::string_view textOf(const Token &token) const;
    void fail(std::string message, int position);
    void unexpected(std::string_view context, std::string_view expected);
    void unexpectedHere() { unexpected(m_aggregations > 0 ? "aggregation" : "", ""); }
    bool expect(TokenKind kind);

    // expressions (parser.cpp)
    Part binary(int least);
    Part unary();
    Part postfix();
    Part primary();
    Part wordExpression();
    Part parenthesised();
    Part number();
    Part rightOf(Part left, const Token &op);
    bool startsExpression();

    // modifiers (modifiers.cpp)
    std::optional<BinaryModifiers> binaryModifiers();
    std::optional<std::vector<std::string>> grouping();
    std::optional<std::string> groupingLabel();
    std::optional<std::string> quotedGroupingLabel();
    bool isGroupingWord();
    Part offset(Part operand);
    void applyOffset(Part &operand, double seconds);
    Part at(Part operand);
    bool atTime(Part &operand);
    TimeShift *shiftForAt(Part &operand);
    Part brackets(Part operand);
    Part range(Part operand, const Token &bracket, double seconds);
    Part subquery(Part operand, double seconds);

    // duration expressions (durationparser.cpp)
    struct Length
    {
        double seconds = 0;
        TextRange range;
    };
    std::optional<Length> bracketDuration(std::string_view context, std::string_view expected);
    std::optional<Length> offsetDuration();
    std::optional<Length> literalDuration();
    std::optional<Length> durationExpression(int least);
    std::optional<Length> durationOperand();
    bool durationInRange(const Length &length, int position);
    bool positive(const Length &length);

    // selectors, calls, aggregations (selectors.cpp, calls.cpp)
    Part selector(const Token *name);
    bool matchers(VectorSelector &selector);
    std::optional<Matcher> matcher();
    std::optional<Matcher> matcherWithValue(const Token &name, std::string labelName);
    std::optional<std::vector<Part>> arguments();
    Part call(const Token &name);
    Part aggregate(const Token &op);
    Part builtAggregate(const Token &op, Aggregate node, std::vector<Part> arguments);
    bool aggregateModifier(Aggregate &node);

    // building checked nodes (check.cpp)
    Part binaryPart(Binary node, Part left, Part right);
    Part callPart(const FunctionSignature &function, std::vector<Part> arguments, TextRange range);
    Part unaryPart(const Token &op, Part operand);
    Part subqueryPart(Subquery node, Part operand, int end);
    Part aggregatePart(Aggregate node, std::vector<Part> arguments, TextRange range);
    Part limited(Part part) const;

    std::string_view m_text;
    Compat m_compat;
    Lexer m_lexer;
    std::optional<Token> m_next;
    std::optional<EngineError> m_error;
    int m_depth = 0;
    int m_closed = 0;       ///< where the last closed list of matchers, arguments or labels ended
    int m_aggregations = 0; ///< open ones: an unexpected token there is "in aggregation"
};

} // namespace surgedeck::metrics
