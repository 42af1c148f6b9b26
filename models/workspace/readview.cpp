// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/eventtime.h"
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"
#include "models/yaml/scalars.h"
#include "models/yaml/suggestion.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

constexpr Range<double> positive{1e-9, 1e12};
constexpr Range<Milliseconds> sloWindow{std::chrono::minutes(1), std::chrono::hours(24 * 366)};

/// A worse side that is the good side, or limits that overlap, make a figure degraded and fine, or critical and fine.
void checkLimits(const IndicatorConfig &indicator, ProblemList &problems)
{
    using Op = Comparison::Operator;
    if (!indicator.objective || !indicator.critical)
        return;
    const auto isFloor = [](const Comparison &c) { return c.op == Op::Greater || c.op == Op::GreaterOrEqual; };
    const auto isCeiling = [](const Comparison &c) { return c.op == Op::Less || c.op == Op::LessOrEqual; };
    const Comparison &good = *indicator.objective;
    const Comparison &bad = *indicator.critical;
    const bool sameSide = (isFloor(good) && isFloor(bad)) || (isCeiling(good) && isCeiling(bad));
    const bool overlap = (isFloor(good) && isCeiling(bad) && bad.limit > good.limit) ||
                         (isCeiling(good) && isFloor(bad) && bad.limit < good.limit);
    if (sameSide)
        problems.error(bad.at, "critical-side",
                       QStringLiteral("critical says when the figure is bad: it points the other way than objective"));
    else if (overlap)
        problems.warn(bad.at, "critical-overlap",
                      QStringLiteral("a figure can be within objective and critical at once"));
}

/// Nothing is scaled: percent is 0 to 100, a ratio 0 to 1.
void checkScale(const IndicatorConfig &indicator, ProblemList &problems)
{
    using Op = Comparison::Operator;
    if (!indicator.objective)
        return;
    const Comparison &objective = *indicator.objective;
    const bool isFloor = objective.op == Op::Greater || objective.op == Op::GreaterOrEqual;
    if (indicator.unit == QLatin1String("percent") && isFloor && objective.limit > 0 && objective.limit <= 1)
        problems.warn(objective.at, "percent-scale",
                      QStringLiteral("percent means 0 to 100, nothing is scaled: is this a ratio?"));
    if (indicator.unit == QLatin1String("ratio") && objective.limit > 1)
        problems.warn(objective.at, "ratio-scale",
                      QStringLiteral("ratio means 0 to 1, nothing is scaled: is this percent?"));
}

std::optional<Saturation> readSaturation(const Fields &service)
{
    const YamlNode *node = service.find("saturation");
    if (node == nullptr)
        return std::nullopt;
    const Fields fields(*node, shapes::saturation, service.problems());
    Saturation saturation;
    saturation.at = node->at;
    saturation.name = fields.text("name");
    saturation.expr = readExpression(fields, "expr");
    saturation.limit = fields.number("limit", positive);
    return saturation;
}

/// `2s`, or seconds as a number, as the expression beside it returns them.
std::optional<double> readSeconds(const Fields &fields, const char *key)
{
    const YamlNode *value = fields.find(key);
    if (value != nullptr && value->kind == YamlNode::Kind::Text && !value->quoted && parseNumber(value->text))
        return fields.number(key, {1e-6, 86'400});
    const auto duration = fields.duration(key, {Milliseconds(1), std::chrono::hours(24)});
    return duration ? std::optional(toSeconds(*duration)) : std::nullopt;
}

ServiceObjectives readObjectives(const Fields &service)
{
    ServiceObjectives objectives;
    const YamlNode *node = service.find("objectives");
    if (node == nullptr)
        return objectives;
    const Fields fields(*node, shapes::objectives, service.problems());
    objectives.at = node->at;
    objectives.errorRatio = fields.number("errors", {0, 1});
    objectives.p99Seconds = readSeconds(fields, "p99");
    objectives.capacityPerMinute = fields.number("capacity", positive);
    return objectives;
}

void checkMeasured(const ServiceConfig &service, const Fields &fields)
{
    ProblemList &problems = fields.problems();
    if (!fields.has("rate") && !fields.has("errors") && !fields.has("p99") && !fields.has("saturation"))
        problems.error(service.at, "nothing-measured",
                       QStringLiteral("a service needs at least one of rate, errors, p99 and saturation"));
    else if (!fields.has("objectives"))
        problems.warn(service.at, "no-objectives", QStringLiteral("without objectives this service is never degraded"));
}

std::optional<WallTime> readTime(const Fields &fields, const char *key, const QString &timezone)
{
    const QString text = fields.text(key);
    if (text.isEmpty())
        return std::nullopt;
    const auto time = parseEventTime(text, timezone);
    if (!time)
        fields.problems().error(fields.at(key), "bad-time",
                                QStringLiteral("%1 is no time: write 2026-11-27T00:00:00+01:00").arg(inQuotes(text)));
    return time;
}

} // namespace

IndicatorConfig readIndicator(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::indicator, problems);
    IndicatorConfig indicator;
    indicator.at = node.at;
    indicator.id = readId(fields);
    indicator.name = fields.text("name");
    if (indicator.name.isEmpty())
        indicator.name = indicator.id;
    indicator.expr = readExpression(fields, "expr");
    indicator.unit = readUnit(fields);
    indicator.source = readReference(fields, "source");
    indicator.runbook = readReference(fields, "runbook");
    indicator.dependsOn = readReferences(fields, "depends_on");
    indicator.objective = readComparison(fields, "objective");
    indicator.critical = readComparison(fields, "critical");
    indicator.expected = readExpression(fields, "expected");
    indicator.stakeholder = fields.text("stakeholder");
    indicator.orderValue = fields.number("order_value", positive);
    readDuration(fields, "hold", holdRange, indicator.hold);
    readDuration(fields, "clear", holdRange, indicator.clear);
    checkLimits(indicator, problems);
    checkScale(indicator, problems);
    return indicator;
}

ServiceConfig readService(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::service, problems);
    ServiceConfig service;
    service.at = node.at;
    service.id = readId(fields);
    service.name = fields.text("name");
    if (service.name.isEmpty())
        service.name = service.id;
    service.customerName = fields.text("customer_name");
    service.ratePerMinute = readExpression(fields, "rate");
    service.errorRatio = readExpression(fields, "errors");
    service.p99Seconds = readExpression(fields, "p99");
    service.saturation = readSaturation(fields);
    service.objectives = readObjectives(fields);
    service.source = readReference(fields, "source");
    service.runbook = readReference(fields, "runbook");
    service.dependsOn = readReferences(fields, "depends_on");
    readDuration(fields, "hold", holdRange, service.hold);
    readDuration(fields, "clear", holdRange, service.clear);
    checkMeasured(service, fields);
    return service;
}

SloConfig readSlo(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::slo, problems);
    SloConfig slo;
    slo.at = node.at;
    slo.id = readId(fields);
    slo.name = fields.text("name");
    if (slo.name.isEmpty())
        slo.name = slo.id;
    // 100 % leaves no budget to burn, and a burn rate would divide by it.
    slo.objectivePercent = fields.number("objective", {1, 99.99999}).value_or(0);
    Milliseconds window = std::chrono::hours(24 * 30);
    readDuration(fields, "window", sloWindow, window);
    slo.window = std::chrono::duration_cast<std::chrono::seconds>(window);
    slo.errors = readExpression(fields, "errors", {"window", Placeholder::Need::Required});
    slo.total = readExpression(fields, "total", {"window", Placeholder::Need::Required});
    slo.source = readReference(fields, "source");
    slo.runbook = readReference(fields, "runbook");
    return slo;
}

AlertsConfig readAlerts(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::alerts, problems);
    AlertsConfig alerts;
    alerts.ruleFiles = readPaths(fields, "rule_files");
    alerts.source = readReference(fields, "source");
    return alerts;
}

EventConfig readEvent(const YamlNode &node, const QString &timezone, ProblemList &problems)
{
    const Fields fields(node, shapes::event, problems);
    EventConfig event;
    event.at = node.at;
    event.name = fields.text("name");
    event.ordersPerMinute = fields.number("orders_per_minute", positive);
    const auto start = readTime(fields, "start", timezone);
    const auto end = readTime(fields, "end", timezone);
    if (start && end && *start >= *end)
        problems.error(fields.at("end"), "bad-time", QStringLiteral("the event ends before it starts"));
    event.start = start.value_or(WallTime());
    event.end = end.value_or(WallTime());
    return event;
}

LinkConfig readLink(const YamlEntry &entry, ProblemList &problems)
{
    static const QStringList replaced = {QStringLiteral("from"), QStringLiteral("to"), QStringLiteral("service")};
    static const QRegularExpression placeholder(QStringLiteral("\\$([A-Za-z_][A-Za-z0-9_]*)"));
    LinkConfig link;
    link.at = entry.value.at;
    link.name = entry.key;
    link.url = readText(entry.value, problems).value_or(QString());
    auto matches = placeholder.globalMatch(link.url);
    while (matches.hasNext()) {
        const QString name = matches.next().captured(1);
        if (!replaced.contains(name))
            problems.error(link.at, "unknown-placeholder",
                           QStringLiteral("$%1 is not replaced in a link (possible: $from, $to, $service)%2")
                               .arg(name, didYouMean(name, replaced)));
    }
    return link;
}

} // namespace surgedeck
