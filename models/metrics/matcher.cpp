// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/matcher.h"

#include "models/metrics/quoting.h"
#include "models/metrics/regexproblem.h"

#include <re2/re2.h>

namespace surgedeck::metrics {

Outcome<std::shared_ptr<const re2::RE2>> anchoredExpression(const std::string &pattern, Dot dot)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(dot == Dot::WithNewline);
    options.set_max_mem(8 << 20);
    auto expression = std::make_shared<re2::RE2>("^(?:" + pattern + ")$", options);
    // 3.x reads what was written before it is anchored: "a)(b" is none, and messages show no anchors.
    if (dot == Dot::WithNewline && (!expression->ok() || pattern.find(')') != std::string::npos)) {
        const re2::RE2 bare(pattern, options);
        if (!bare.ok())
            return EngineError{ErrorType::BadData, regexProblem(bare)};
    }
    if (!expression->ok())
        return EngineError{ErrorType::BadData, regexProblem(*expression)};
    return std::shared_ptr<const re2::RE2>(std::move(expression));
}

Outcome<Matcher> Matcher::make(MatchType type, std::string name, std::string value, Dot dot)
{
    Matcher matcher(type, std::move(name), std::move(value));
    if (type == MatchType::Regex || type == MatchType::NotRegex) {
        auto expression = anchoredExpression(matcher.m_value, dot);
        if (!expression)
            return expression.error();
        matcher.m_expression = *expression;
    }
    return matcher;
}

bool Matcher::matches(std::string_view value) const
{
    switch (m_type) {
    case MatchType::Equal:
        return value == m_value;
    case MatchType::NotEqual:
        return value != m_value;
    case MatchType::Regex:
        return re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *m_expression);
    case MatchType::NotRegex:
        return !re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *m_expression);
    }
    return false;
}

std::string Matcher::text() const
{
    static constexpr const char *operators[] = {"=", "!=", "=~", "!~"};
    return m_name + operators[static_cast<int>(m_type)] + quoted(m_value);
}

} // namespace surgedeck::metrics
