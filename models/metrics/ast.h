// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/matcher.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace surgedeck::metrics {

/// Which rules hold where Prometheus 2.42 and 3.5 differ.
enum class Compat
{
    V2 = 2,
    V3 = 3
};

enum class ValueType
{
    Scalar,
    Vector,
    Matrix,
    String
};

/// Half-open byte range of the source text.
struct TextRange
{
    int begin = 0;
    int end = 0;
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

/// `offset` and `@` of a selector or sub-query. The evaluation time is fixed by `@` first, then the offset is taken
/// off.
struct TimeShift
{
    enum class At
    {
        None,
        Time,
        Start,
        End
    };
    std::int64_t offsetMs = 0; ///< `offset 5m` is 300000; negative looks ahead
    At at = At::None;
    std::int64_t atMs = 0; ///< At::Time only
};

struct NumberLiteral
{
    double value = 0;
    bool duration = false; ///< written as one (3.x): 5m is 300, and printed as 5m
};

struct StringLiteral
{
    std::string value;
};

struct VectorSelector
{
    std::string name;              ///< as written in front of the braces; empty when it is not
    std::vector<Matcher> matchers; ///< with one on __name__ when `name` is set, that one first
    TimeShift shift;
};

struct MatrixSelector
{
    VectorSelector selector; ///< its shift is that of the whole
    std::int64_t rangeMs = 0;
};

struct Subquery
{
    ExprPtr inner;
    std::int64_t rangeMs = 0;
    std::int64_t stepMs = 0; ///< 0: the default of the evaluation
    TimeShift shift;
};

struct Paren
{
    ExprPtr inner;
    bool plus = false; ///< a unary plus: means the same, but timestamp() and absent() do not see a selector through it
};

struct Negation ///< unary minus
{
    ExprPtr inner;
};

enum class BinaryOp
{
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
    Unless
};

enum class Cardinality
{
    OneToOne,
    ManyToOne,
    OneToMany,
    ManyToMany
};

struct VectorMatching
{
    Cardinality cardinality = Cardinality::OneToOne;
    bool on = false; ///< on(labels); otherwise ignoring(labels)
    std::vector<std::string> labels;
    std::vector<std::string> include; ///< of group_left and group_right
};

struct Binary
{
    BinaryOp op = BinaryOp::Add;
    ExprPtr left;
    ExprPtr right;
    bool returnBool = false;
    VectorMatching matching; ///< between two vectors; ManyToMany for and, or, unless
};

enum class AggregateOp
{
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    Stddev,
    Stdvar,
    TopK,
    BottomK,
    Quantile,
    CountValues,
    LimitK,
    LimitRatio
};

struct Aggregate
{
    AggregateOp op = AggregateOp::Sum;
    ExprPtr inner;
    ExprPtr parameter; ///< of topk, bottomk, quantile, count_values, limitk, limit_ratio
    bool without = false;
    std::vector<std::string> grouping;
};

struct FunctionSignature; // models/metrics/functionsignatures.h

struct Call
{
    const FunctionSignature *function = nullptr; ///< into a static table
    std::vector<ExprPtr> arguments;
};

/// One node of a parsed expression, already type-checked.
struct Expr
{
    std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Paren, Negation, Binary,
                 Aggregate, Call>
        node;
    ValueType type = ValueType::Scalar;
    TextRange range;
};

/// Parses and type-checks. The text is bounded by the caller (64 KiB from outside); nesting by the parser (depth 200).
/// Errors: BadData with the words of Prometheus where they are known, and the byte offset.
Outcome<ExprPtr> parseExpression(const std::string &text, Compat compat = Compat::V3);

/// The expression as Prometheus prints it, on one line; parsing the result gives the same tree.
std::string printed(const Expr &expression);

} // namespace surgedeck::metrics
