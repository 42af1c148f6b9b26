// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/tokens.h"

#include "models/metrics/quoting.h"

#include <algorithm>
#include <array>
#include <utility>

namespace surgedeck::metrics {

namespace {

using enum TokenKind;

constexpr std::array<std::pair<std::string_view, TokenKind>, 16> keywords{{
    {"and", And},
    {"or", Or},
    {"unless", Unless},
    {"atan2", Atan2},
    {"bool", Bool},
    {"by", By},
    {"group_left", GroupLeft},
    {"group_right", GroupRight},
    {"ignoring", Ignoring},
    {"offset", Offset},
    {"on", On},
    {"without", Without},
    {"start", Start},
    {"end", Finish},
    {"inf", Number},
    {"nan", Number},
}};

// In the order of AggregateOp.
constexpr std::array<std::string_view, 14> aggregators{"sum",      "avg",          "count",  "min",        "max",
                                                       "group",    "stddev",       "stdvar", "topk",       "bottomk",
                                                       "quantile", "count_values", "limitk", "limit_ratio"};

// In the order of BinaryOp.
constexpr std::array<std::string_view, 16> operators{
    "+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", "<=", ">", ">=", "and", "or", "unless"};

std::string lowered(std::string_view word)
{
    std::string result(word);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

// Long texts are cut after ten characters.
std::string shortened(std::string_view text)
{
    std::size_t cut = 0;
    for (int characters = 0; cut < text.size() && characters < 10; ++characters) {
        ++cut;
        while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80)
            ++cut;
    }
    return text.size() > 10 ? quoted(text.substr(0, cut)) + "..." : quoted(text);
}

} // namespace

std::optional<AggregateOp> aggregateOperator(std::string_view word, Compat compat)
{
    const auto at = std::find(aggregators.begin(), aggregators.end(), lowered(word));
    if (at == aggregators.end())
        return std::nullopt;
    const auto op = static_cast<AggregateOp>(at - aggregators.begin());
    if (compat == Compat::V2 && op >= AggregateOp::LimitK)
        return std::nullopt;
    return op;
}

std::string_view aggregateName(AggregateOp op)
{
    return aggregators[static_cast<std::size_t>(op)];
}

std::string_view operatorText(BinaryOp op)
{
    return operators[static_cast<std::size_t>(op)];
}

std::optional<TokenKind> keyword(std::string_view word, Compat compat)
{
    const std::string name = lowered(word);
    for (const auto &[text, kind] : keywords) {
        if (text == name)
            return kind;
    }
    if (aggregateOperator(word, compat))
        return Aggregator;
    return std::nullopt;
}

std::string description(const Token &token, std::string_view source)
{
    const std::string_view text = source.substr(token.range.begin, token.range.end - token.range.begin);
    const TokenKind kind = token.kind;
    if (kind == End)
        return "end of input";
    if (kind == Error)
        return token.message;
    if (kind == Identifier)
        return "identifier " + quoted(text);
    if (kind == MetricIdentifier)
        return "metric identifier " + quoted(text);
    if (kind == String)
        return "string " + shortened(text);
    if (kind == Number)
        return "number " + shortened(text);
    if (kind == Duration)
        return "duration " + shortened(text);
    if (kind > FirstOperator && kind < LastOperator)
        return "<op:" + std::string(text) + ">";
    if (kind == Aggregator)
        return "<aggr:" + std::string(text) + ">";
    if (kind > FirstKeyword && kind < LastKeyword)
        return "<" + std::string(text) + ">";
    return quoted(text);
}

} // namespace surgedeck::metrics
