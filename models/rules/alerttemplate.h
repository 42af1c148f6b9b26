// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/template/functions.h"
#include "models/rules/template/parser.h"

namespace surgedeck::rules {

/// A label or annotation of an alerting rule as its file has it: a text of Go's template language with $labels, $value,
/// $externalLabels and $externalURL. Parsed once, expanded at each evaluation. Copies share what was parsed.
class AlertTemplate
{
public:
    /// Error: BadData, in Go's words; the position counts within `text`.
    static metrics::Outcome<AlertTemplate> parse(const std::string &alertName, const std::string &text,
                                                 metrics::Compat compat);

    /// A text in which nothing is expanded.
    static AlertTemplate plain(const std::string &text) { return AlertTemplate(text); }

    /// Never fails: what goes wrong becomes the text "<error expanding template: ...>", as in Prometheus.
    std::string expand(const templates::AlertData &data, const templates::Environment &environment) const;

    const std::string &text() const { return m_text; }

private:
    explicit AlertTemplate(std::string text)
        : m_text(std::move(text))
    {
    }

    std::string m_text;
    std::shared_ptr<const templates::ParsedTemplate> m_parsed; ///< nullptr: nothing in it to expand
};

} // namespace surgedeck::rules
