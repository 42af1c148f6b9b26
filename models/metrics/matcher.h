// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"
#include "models/metrics/outcome.h"

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace surgedeck::metrics {

enum class MatchType
{
    Equal,
    NotEqual,
    Regex,
    NotRegex
};

/// Whether `.` in a regular expression matches a line break: it does since Prometheus 3.0.
enum class Dot
{
    WithoutNewline,
    WithNewline
};

/// One condition on one label. A label that a series does not have reads as the empty string. Regular expressions are
/// RE2, anchored at both ends. Copies share the compiled expression; thread-safe.
class Matcher
{
public:
    /// Fails (BadData) when a regular expression does not compile.
    static Outcome<Matcher> make(MatchType type, std::string name, std::string value, Dot dot = Dot::WithNewline);

    bool matches(std::string_view value) const;
    bool matches(const Labels &labels) const { return matches(labels.get(m_name)); }
    bool matchesEmpty() const { return matches(std::string_view()); }

    MatchType type() const { return m_type; }
    const std::string &name() const { return m_name; }
    const std::string &value() const { return m_value; }
    /// name="value", as an expression writes it.
    std::string text() const;

private:
    Matcher(MatchType type, std::string name, std::string value)
        : m_type(type)
        , m_name(std::move(name))
        , m_value(std::move(value))
    {
    }

    MatchType m_type;
    std::string m_name;
    std::string m_value;
    std::shared_ptr<const re2::RE2> m_expression;
};

/// Compiles an expression as matchers do: anchored, bounded in memory. Errors: BadData, with Go's words.
Outcome<std::shared_ptr<const re2::RE2>> anchoredExpression(const std::string &pattern, Dot dot);

} // namespace surgedeck::metrics
