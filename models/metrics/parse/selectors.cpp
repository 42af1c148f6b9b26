// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/parse/literals.h"
#include "models/metrics/parse/parser.h"
#include "models/metrics/quoting.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

std::optional<MatchType> matchType(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Assign:
        return MatchType::Equal;
    case TokenKind::NotEqual:
        return MatchType::NotEqual;
    case TokenKind::RegexMatch:
        return MatchType::Regex;
    case TokenKind::RegexMismatch:
        return MatchType::NotRegex;
    default:
        return std::nullopt;
    }
}

Matcher nameMatcher(std::string value)
{
    return *Matcher::make(MatchType::Equal, std::string(nameLabel), std::move(value));
}

// A selector must not select everything by accident, nor have two names.
std::optional<std::string> selectorError(const VectorSelector &selector)
{
    const auto &matchers = selector.matchers;
    if (selector.name.empty()) {
        const bool some =
            std::any_of(matchers.begin(), matchers.end(), [](const Matcher &m) { return !m.matchesEmpty(); });
        return some ? std::nullopt
                    : std::optional<std::string>("vector selector must contain at least one non-empty matcher");
    }
    const auto second =
        std::find_if(matchers.begin() + 1, matchers.end(), [](const Matcher &m) { return m.name() == nameLabel; });
    if (second == matchers.end())
        return std::nullopt;
    return "metric name must not be set twice: " + quoted(selector.name) + " or " + quoted(second->value());
}

} // namespace

/// `name` was read; the braces are optional behind it.
Part Parser::selector(const Token *name)
{
    VectorSelector node;
    TextRange range = name ? name->range : peek().range;
    if (name) {
        node.name = textOf(*name);
        node.matchers.push_back(nameMatcher(node.name));
    }
    if (sees(TokenKind::LeftBrace)) {
        if (!matchers(node))
            return {};
        range.end = m_closed;
    }
    Part part{std::make_unique<Expr>(), {}};
    if (auto reason = selectorError(node))
        part.typeError = EngineError{ErrorType::BadData, std::move(*reason), range.begin};
    *part.expr = Expr{std::move(node), ValueType::Vector, range};
    return part;
}

bool Parser::matchers(VectorSelector &selector)
{
    take();
    bool more = !sees(TokenKind::RightBrace);
    while (more) {
        auto one = matcher();
        if (!one)
            return false;
        selector.matchers.push_back(std::move(*one));
        const bool comma = accept(TokenKind::Comma);
        more = !sees(TokenKind::RightBrace);
        if (more && !comma) {
            unexpected("label matching", "\",\" or \"}\"");
            return false;
        }
    }
    m_closed = take().range.end;
    return true;
}

std::optional<Matcher> Parser::matcher()
{
    const bool isQuoted = m_compat == Compat::V3 && sees(TokenKind::String);
    if (!isQuoted && !sees(TokenKind::Identifier)) {
        unexpected("label matching", "identifier or \"}\"");
        return std::nullopt;
    }
    const Token name = take();
    std::string labelName = isQuoted ? unquoted(textOf(name)) : std::string(textOf(name));
    if (matchType(peek().kind))
        return matcherWithValue(name, std::move(labelName));
    if (isQuoted && !m_error)
        return nameMatcher(std::move(labelName));
    unexpected("label matching", "label matching operator");
    return std::nullopt;
}

std::optional<Matcher> Parser::matcherWithValue(const Token &name, std::string labelName)
{
    const MatchType type = *matchType(take().kind);
    if (!sees(TokenKind::String)) {
        unexpected("label matching", "string");
        return std::nullopt;
    }
    const Dot dot = m_compat == Compat::V2 ? Dot::WithoutNewline : Dot::WithNewline;
    auto made = Matcher::make(type, std::move(labelName), unquoted(textOf(take())), dot);
    if (!made) {
        fail(made.error().message, name.range.begin);
        return std::nullopt;
    }
    return std::move(*made);
}

} // namespace surgedeck::metrics
