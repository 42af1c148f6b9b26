// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/alertevaluation.h"

#include <algorithm>
#include <iterator>

namespace surgedeck::rules {

namespace {

constexpr std::int64_t resolvedKeptMs = 15 * 60 * 1000;
constexpr std::string_view alertNameLabel = "alertname";
constexpr std::string_view alertStateLabel = "alertstate";

templates::StringMap mapOf(const metrics::Labels &labels)
{
    templates::StringMap map;
    for (const metrics::Label &label : labels)
        map.emplace(label.name, label.value);
    return map;
}

/// The condition is gone. True: the alert goes on firing for the time its rule asks for.
bool keepsFiring(const Rule &rule, AlertInstance &alert, std::int64_t timeMs)
{
    if (alert.state != AlertInstance::State::Firing || rule.keepFiringForMs <= 0)
        return false;
    if (!alert.keepFiringSinceMs)
        alert.keepFiringSinceMs = timeMs;
    return timeMs - *alert.keepFiringSinceMs < rule.keepFiringForMs;
}

bool isForgotten(const AlertInstance &alert, std::int64_t timeMs)
{
    return alert.state == AlertInstance::State::Pending ||
           (alert.resolvedAtMs && timeMs - *alert.resolvedAtMs > resolvedKeptMs);
}

/// An alert that is not among those of this evaluation. False: it can be forgotten.
bool bringOn(const Rule &rule, AlertInstance &alert, std::int64_t timeMs)
{
    if (keepsFiring(rule, alert, timeMs))
        return true;
    if (isForgotten(alert, timeMs))
        return false;
    if (alert.state != AlertInstance::State::Inactive) {
        alert.state = AlertInstance::State::Inactive;
        alert.resolvedAtMs = timeMs;
    }
    return true;
}

/// The labels as the rule has them, and over them those of the alert: Prometheus builds the series so, and a label that
/// expanded to nothing therefore shows its template.
metrics::Labels withRuleLabels(const Rule &rule, const AlertInstance &instance, std::string_view name)
{
    metrics::Labels labels;
    for (const RuleText &label : rule.labels)
        labels.set(label.name, label.text.text());
    for (const metrics::Label &label : instance.labels)
        labels.set(label.name, label.value);
    labels.set(metrics::nameLabel, name);
    labels.set(alertNameLabel, rule.name);
    return labels;
}

} // namespace

std::optional<metrics::EngineError> AlertEvaluation::run(const Rule &rule, std::int64_t timeMs, std::int64_t limit)
{
    const auto fail = [](std::string message) {
        return metrics::EngineError{metrics::ErrorType::Execution, std::move(message), -1};
    };
    const auto vector = ruleVector(*rule.parsed, m_queryMs, m_surroundings);
    if (!vector)
        return vector.error();
    std::map<metrics::Labels, AlertInstance> holding;
    for (const metrics::ResultSeries &series : *vector) {
        AlertInstance found = instance(rule, series, timeMs);
        const metrics::Labels labels = found.labels;
        if (!holding.try_emplace(labels, std::move(found)).second)
            return fail("vector contains metrics with the same labelset after applying alert labels");
    }
    for (auto &[labels, found] : holding) {
        AlertInstance &alert = m_alerts[labels];
        if (alert.labels.empty() || alert.state == AlertInstance::State::Inactive) {
            alert = found;
        } else {
            alert.value = found.value;
            alert.annotations = found.annotations;
        }
        alert.keepFiringSinceMs.reset();
        if (alert.state == AlertInstance::State::Pending && timeMs - alert.activeAtMs >= rule.forMs) {
            alert.state = AlertInstance::State::Firing;
            alert.firedAtMs = timeMs;
        }
    }
    for (auto entry = m_alerts.begin(); entry != m_alerts.end();) {
        const bool forgotten = !holding.contains(entry->first) && !bringOn(rule, entry->second, timeMs);
        entry = forgotten ? m_alerts.erase(entry) : std::next(entry);
    }
    const auto active = std::ranges::count_if(
        m_alerts, [](const auto &entry) { return entry.second.state != AlertInstance::State::Inactive; });
    if (limit > 0 && active > limit) {
        m_alerts.clear();
        return fail("exceeded limit of " + std::to_string(limit) + " with " + std::to_string(active) + " alerts");
    }
    return std::nullopt;
}

AlertInstance AlertEvaluation::instance(const Rule &rule, const metrics::ResultSeries &series,
                                        std::int64_t timeMs) const
{
    templates::AlertData data;
    data.labels = mapOf(series.labels);
    data.externalLabels = mapOf(m_surroundings.externalLabels);
    data.externalUrl = m_surroundings.externalUrl;
    data.value = series.points.front().value;
    const templates::Environment around = environment(timeMs);

    AlertInstance alert;
    alert.labels = series.labels;
    alert.labels.remove(metrics::nameLabel);
    for (const RuleText &label : rule.labels)
        alert.labels.set(label.name, label.text.expand(data, around));
    alert.labels.set(alertNameLabel, rule.name);
    for (const RuleText &annotation : rule.annotations)
        alert.annotations.push_back({annotation.name, annotation.text.expand(data, around)});
    alert.value = data.value;
    alert.activeAtMs = timeMs;
    return alert;
}

templates::Environment AlertEvaluation::environment(std::int64_t timeMs) const
{
    templates::Environment around;
    around.timeMs = timeMs;
    around.externalUrl = m_surroundings.functionUrl;
    around.compat = m_surroundings.options.compat;
    around.query = [this, timeMs](const std::string &text) -> metrics::Outcome<std::vector<templates::SampleValue>> {
        const auto parsed = metrics::parseExpression(text, m_surroundings.options.compat);
        if (!parsed)
            return parsed.error();
        const auto vector = m_surroundings.queryElsewhere ? m_surroundings.queryElsewhere(text)
                                                          : ruleVector(**parsed, timeMs, m_surroundings);
        if (!vector)
            return vector.error();
        std::vector<templates::SampleValue> samples;
        for (const metrics::ResultSeries &series : *vector)
            samples.push_back({mapOf(series.labels), series.points.front().value});
        return samples;
    };
    return around;
}

metrics::Labels alertSeries(const Rule &rule, const AlertInstance &instance)
{
    metrics::Labels labels = withRuleLabels(rule, instance, "ALERTS");
    labels.set(alertStateLabel, instance.state == AlertInstance::State::Firing ? "firing" : "pending");
    return labels;
}

metrics::Labels forStateSeries(const Rule &rule, const AlertInstance &instance)
{
    return withRuleLabels(rule, instance, "ALERTS_FOR_STATE");
}

} // namespace surgedeck::rules
