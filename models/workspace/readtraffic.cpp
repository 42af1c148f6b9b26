// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Range<double> positive{1e-9, 1e12};
constexpr Range<Milliseconds> timingRange{Milliseconds(0), std::chrono::hours(24)};

TrafficTiming readTiming(const Fields &traffic)
{
    TrafficTiming timing;
    const YamlNode *node = traffic.find("timing");
    if (node == nullptr)
        return timing;
    const Fields fields(*node, shapes::timing, traffic.problems());
    timing.verifyReads = fields.integer("verify_reads", {1, 20}).value_or(timing.verifyReads);
    readDuration(fields, "verify_over", timingRange, timing.verifyOver);
    readDuration(fields, "quiescence", timingRange, timing.quiescence);
    readDuration(fields, "drift_watch", timingRange, timing.driftWatch);
    return timing;
}

bool isEmptySide(const YamlNode &side)
{
    return side.kind == YamlNode::Kind::List ? side.items.empty()
                                             : side.kind == YamlNode::Kind::Text && side.text.isEmpty();
}

void checkSides(const Fields &control, const RouteControl &sides)
{
    for (const char *side : {"stable", "canary"})
        if (const YamlNode *node = control.find(side); node != nullptr && isEmptySide(*node))
            control.problems().error(control.at(side), "empty-side",
                                     QStringLiteral("%1 names no server").arg(QLatin1String(side)));
    for (const QString &server : sides.canary)
        if (!server.isEmpty() && sides.stable.contains(server))
            control.problems().error(control.at("canary"), "overlapping-sides",
                                     QStringLiteral("%1 is both stable and canary").arg(inQuotes(server)));
}

RouteControl readControl(const Fields &route)
{
    RouteControl control;
    const YamlNode *node = route.find("control");
    if (node == nullptr)
        return control;
    const Fields fields(*node, shapes::control, route.problems());
    control.at = node->at;
    control.source = readReference(fields, "source");
    control.backend = fields.text("backend");
    control.route = fields.text("route");
    control.stable = readTexts(fields, "stable");
    control.canary = readTexts(fields, "canary");
    checkSides(fields, control);
    return control;
}

void readObserved(const Fields &parent, RouteConfig &route)
{
    const YamlNode *node = parent.find("observed");
    if (node == nullptr)
        return;
    const Fields fields(*node, shapes::observed, parent.problems());
    route.observedStable = readExpression(fields, "stable");
    route.observedCanary = readExpression(fields, "canary");
}

void readSteps(const Fields &plan, RouteConfig &route)
{
    if (const YamlNode *steps = plan.find("steps");
        steps != nullptr && steps->kind == YamlNode::Kind::List && steps->items.empty())
        plan.problems().error(steps->at, "bad-steps", QStringLiteral("a plan needs at least one step"));
    route.steps.clear();
    plan.list("steps", [&](const YamlNode &item) {
        const auto percent = readInteger(item, {1, 100}, plan.problems());
        if (percent && !route.steps.empty() && *percent <= route.steps.back())
            plan.problems().error(
                item.at, "bad-steps",
                QStringLiteral("steps ascend: %1 comes after %2").arg(*percent).arg(route.steps.back()));
        else if (percent)
            route.steps.push_back(*percent);
    });
}

void readPlan(const Fields &parent, RouteConfig &route)
{
    const YamlNode *node = parent.find("plan");
    if (node == nullptr)
        return;
    const RouteConfig plan = readPlanOf(*node, parent.problems());
    route.steps = plan.steps;
    route.bake = plan.bake;
}

void readCapacity(const Fields &parent, RouteConfig &route)
{
    const YamlNode *node = parent.find("capacity");
    if (node == nullptr)
        return;
    const Fields fields(*node, shapes::capacity, parent.problems());
    route.capacityStablePerMinute = fields.number("stable", positive);
    route.capacityCanaryPerMinute = fields.number("canary", positive);
}

void checkGuard(const Fields &fields, const GuardConfig &guard)
{
    ProblemList &problems = fields.problems();
    if (!fields.has("pass") && !fields.has("compare"))
        problems.error(guard.at, "guard-without-limit",
                       QStringLiteral("a guard needs pass, compare or both: this one passes always"));
    if (guard.worseBy && !fields.has("compare"))
        problems.error(fields.at("worse_by"), "worse-than-what", QStringLiteral("worse_by needs compare: stable"));
    if (guard.expr.isEmpty() || hasPlaceholder(guard.expr.text, "side"))
        return;
    if (guard.compareWithStable)
        problems.error(guard.expr.at, "missing-placeholder",
                       QStringLiteral("to compare the sides, $side must stand in this expression"));
    else
        problems.warn(guard.expr.at, "guard-of-both-sides",
                      QStringLiteral("without $side this guard judges both sides together"));
}

GuardConfig readGuard(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::guard, problems);
    GuardConfig guard;
    guard.at = node.at;
    guard.id = readId(fields);
    guard.expr = readExpression(fields, "expr", {"side"});
    guard.unit = readUnit(fields);
    guard.source = readReference(fields, "source");
    guard.pass = readComparison(fields, "pass");
    guard.compareWithStable = !fields.word("compare", {QStringLiteral("stable")}, "bad-compare").isEmpty();
    guard.worseBy = fields.number("worse_by", {0, 1e12});
    guard.minRequests = fields.number("min_requests", {1, 1e12});
    guard.ceiling = readComparison(fields, "ceiling");
    guard.group = fields.text("group");
    readDuration(fields, "hold", holdRange, guard.hold);
    const QString onFail = fields.word("on_fail", {QStringLiteral("rollback"), QStringLiteral("hold")}, "bad-on-fail");
    guard.onFail = onFail == QLatin1String("rollback") ? GuardConfig::OnFail::Rollback : GuardConfig::OnFail::Hold;
    checkGuard(fields, guard);
    return guard;
}

void readGuards(const Fields &parent, RouteConfig &route)
{
    UniqueIds ids("guard", parent.problems());
    parent.list("guards", [&](const YamlNode &item) {
        route.guards.push_back(readGuard(item, parent.problems()));
        ids.add(item, route.guards.back().id);
    });
    const YamlEntry *guards = parent.node().find(QStringLiteral("guards"));
    const bool none = guards == nullptr ? !parent.has("guards")
                                        : guards->value.items.empty() && guards->value.kind == YamlNode::Kind::List;
    if (none)
        parent.problems().warn(route.at, "no-guards",
                               QStringLiteral("nothing watches a shift of this route: it has no guards"));
}

ApproverConfig readApprover(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::approver, problems);
    ApproverConfig approver;
    approver.at = node.at;
    approver.name = fields.text("name");
    approver.secret = readTemplate(fields, "secret");
    return approver;
}

RouteConfig readRoute(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::route, problems);
    RouteConfig route;
    route.at = node.at;
    route.id = readId(fields);
    route.name = fields.text("name");
    if (route.name.isEmpty())
        route.name = route.id;
    route.control = readControl(fields);
    route.source = readReference(fields, "source");
    readObserved(fields, route);
    readPlan(fields, route);
    readGuards(fields, route);
    readCapacity(fields, route);
    return route;
}

} // namespace

RouteConfig readPlanOf(const YamlNode &plan, ProblemList &problems)
{
    RouteConfig route;
    const Fields fields(plan, shapes::plan, problems);
    readSteps(fields, route);
    readDuration(fields, "bake", timingRange, route.bake);
    return route;
}

const FreezeWindow *TrafficConfig::freezeAt(WallTime now) const
{
    const auto found = std::ranges::find_if(freezes, [&](const FreezeWindow &f) { return f.start <= now && now < f.end; });
    return found == freezes.end() ? nullptr : &*found;
}

TrafficConfig readTraffic(const YamlNode &node, const QString &timezone, ProblemList &problems)
{
    const Fields fields(node, shapes::traffic, problems);
    TrafficConfig traffic;
    traffic.timing = readTiming(fields);
    fields.list("freezes", [&](const YamlNode &item) {
        const EventConfig freeze = readEvent(item, timezone, problems);
        traffic.freezes.push_back({{freeze.at}, freeze.name, freeze.start, freeze.end});
    });
    fields.list("approvers", [&](const YamlNode &item) { traffic.approvers.push_back(readApprover(item, problems)); });
    UniqueIds ids("route", problems);
    fields.list("routes", [&](const YamlNode &item) {
        traffic.routes.push_back(readRoute(item, problems));
        ids.add(item, traffic.routes.back().id);
    });
    return traffic;
}

} // namespace surgedeck
