// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/raisedalerts.h"

#include "models/domain/alertwords.h"

#include <algorithm>
#include <cmath>

namespace surgedeck::rules {

namespace {

constexpr std::size_t mostAlerts = 500;
constexpr qsizetype longestText = 500;
constexpr std::size_t mostLabels = 64;

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).left(longestText);
}

WallTime timeOf(std::int64_t ms)
{
    return WallTime(Milliseconds(ms));
}

QString annotation(const AlertInstance &instance, std::string_view name)
{
    const auto found = std::ranges::find(instance.annotations, name, &metrics::Label::name);
    return found == instance.annotations.end() ? QString() : textOf(found->value);
}

} // namespace

RuleAlert raisedAlert(const AlertInstance &instance)
{
    RuleAlert alert;
    alert.name = textOf(instance.labels.get("alertname"));
    alert.summary = annotation(instance, "summary");
    alert.runbook = annotation(instance, "runbook");
    if (alert.runbook.isEmpty())
        alert.runbook = annotation(instance, "runbook_url");
    alert.severity = severityOf(textOf(instance.labels.get("severity")));
    switch (instance.state) {
    case AlertInstance::State::Pending:
        alert.state = AlarmState::Pending;
        break;
    case AlertInstance::State::Firing:
        alert.state = AlarmState::Firing;
        break;
    case AlertInstance::State::Inactive:
        alert.state = AlarmState::SourceLost;
        break;
    }
    alert.since = timeOf(instance.activeAtMs);
    if (std::isfinite(instance.value))
        alert.value = instance.value;
    for (const metrics::Label &label : instance.labels.all())
        if (label.name != "alertname" && alert.labels.size() < mostLabels)
            alert.labels.emplace_back(textOf(label.name), textOf(label.value));
    alert.id = alertId(QStringLiteral("rule"), alert.name, alert.labels);
    return alert;
}

void keepWorst(RuleAlerts &alerts)
{
    if (alerts.alerts.size() <= mostAlerts)
        return;
    std::ranges::stable_sort(alerts.alerts, std::greater<>(), &RuleAlert::severity);
    alerts.beyond += static_cast<int>(alerts.alerts.size() - mostAlerts);
    alerts.alerts.resize(mostAlerts);
}

QString nameOf(const RuleGroup &group, const Rule &rule)
{
    return textOf(group.name) + QStringLiteral(": ") + textOf(rule.name);
}

} // namespace surgedeck::rules
