// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/alerttemplate.h"

#include "models/rules/template/executor.h"

namespace surgedeck::rules {

namespace {

// They stand in front of each text, so that columns in messages are those of Prometheus.
constexpr std::string_view definitions = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
                                         "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

} // namespace

metrics::Outcome<AlertTemplate> AlertTemplate::parse(const std::string &alertName, const std::string &text,
                                                     metrics::Compat compat)
{
    AlertTemplate result(text);
    if (text.find("{{") == std::string::npos)
        return result;
    auto parsed = templates::parseTemplate("__alert_" + alertName, std::string(definitions) + text, compat);
    if (!parsed) {
        metrics::EngineError error = parsed.error();
        error.position = std::max(0, error.position - static_cast<int>(definitions.size()));
        return error;
    }
    result.m_parsed = std::make_shared<const templates::ParsedTemplate>(*std::move(parsed));
    return result;
}

std::string AlertTemplate::expand(const templates::AlertData &data, const templates::Environment &environment) const
{
    if (!m_parsed)
        return m_text;
    const templates::Value dot{std::make_shared<const templates::AlertData>(data)};
    auto expanded = templates::execute(*m_parsed, dot, environment);
    if (expanded)
        return *std::move(expanded);
    return "<error expanding template: error executing template " + m_parsed->name + ": " + expanded.error().message +
           ">";
}

} // namespace surgedeck::rules
