// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/traffic.h"

#include "app/acting.h"
#include "app/person.h"
#include "app/traffic/emergency.h"
#include "app/verbs/loading.h"
#include "models/workspace/readsections.h"
#include "models/yaml/yamlnode.h"

#include <QFile>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

QString name(const char *text)
{
    return QLatin1String(text);
}

/// What moves traffic forward, away or for good is confirmed by typing the route's id; holding and one step back are
/// not.
bool needsTyping(const QString &what, const QString &choice)
{
    if (what == name("recover"))
        return !choice.isEmpty() && choice != name("hold");
    return what == name("start") || what == name("resume") || what == name("abort") || what == name("approve") ||
           what == name("edit");
}

std::optional<Error> confirmationFault(const Arguments &arguments, const QString &what, const QString &choice,
                                       const QString &route)
{
    const bool given = arguments.isSet(name("yes-i-mean"));
    if (given && arguments.value(name("yes-i-mean")) != route)
        return Error{Error::Kind::Refused, QStringLiteral("--yes-i-mean says '%1', and the route is '%2'")
                                               .arg(arguments.value(name("yes-i-mean")).left(64), route)};
    if (!given && needsTyping(what, choice))
        return Error{Error::Kind::Refused, QStringLiteral("this has to be confirmed: --yes-i-mean %1").arg(route)};
    return std::nullopt;
}

int dispatch(const TrafficCall &traffic)
{
    if (traffic.what == name("show"))
        return showTraffic(traffic);
    if (traffic.what == name("log"))
        return logTraffic(traffic);
    if (traffic.what == name("plan"))
        return planTraffic(traffic);
    if (traffic.what == name("approve"))
        return approveTraffic(traffic);
    if (traffic.what == name("backtest"))
        return backtestTraffic(traffic);
    return steerTraffic(traffic);
}

std::optional<WantedPlan> planFile(const TrafficCall &traffic, const QString &path)
{
    QFile file(path);
    constexpr qint64 largest = 256 * 1024;
    if (!file.open(QIODevice::ReadOnly)) {
        traffic.call.err << "surgedeck: " << path << ": " << file.errorString() << '\n';
        return std::nullopt;
    }
    ProblemList problems{path};
    const auto root = readYaml(file.read(largest), {largest, 8, 1'000}, problems);
    const RouteConfig plan = root ? readPlanOf(*root, problems) : RouteConfig();
    for (const Problem &problem : problems.sorted())
        traffic.call.err << toLine(problem) << '\n';
    if (!root || hasErrors(problems.sorted()))
        return std::nullopt;
    return WantedPlan{plan.steps, plan.bake};
}

} // namespace

int refuseTraffic(const TrafficCall &traffic, const Error &error)
{
    traffic.call.err << "surgedeck: " << traffic.route.id << ": " << error.message << '\n';
    switch (error.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::Timeout:
        return ExitUnreachable;
    case Error::Kind::Refused:
    case Error::Kind::Auth:
        return ExitRefused;
    default:
        return ExitUsage;
    }
}

std::optional<WantedPlan> wantedPlan(const TrafficCall &traffic)
{
    if (traffic.arguments.isSet(name("plan")))
        return planFile(traffic, traffic.arguments.value(name("plan")));
    WantedPlan plan{traffic.route.steps, traffic.route.bake};
    if (!traffic.arguments.isSet(name("to")))
        return plan;
    bool isNumber = false;
    const int to = traffic.arguments.value(name("to")).toInt(&isNumber);
    if (!isNumber || to < 1 || to > 100) {
        usageError(traffic.call, "traffic",
                   QStringLiteral("--to takes 1 to 100, percent of the canary; to go back there is abort"));
        return std::nullopt;
    }
    std::erase_if(plan.steps, [&](int step) { return step >= to; });
    plan.steps.push_back(to);
    return plan;
}

QStringList startFaults(const TrafficCall &traffic, const WantedPlan &plan, const RouteMeasures &measures,
                        const std::optional<ShiftRecord> &stored)
{
    QStringList faults = planFaults(traffic.route, plan.steps, measures);
    const WallTime now = traffic.clock.now();
    if (const FreezeWindow *freeze = traffic.workspace->traffic.freezeAt(now))
        faults << QStringLiteral("nothing goes forward now: %1").arg(freeze->name);
    if (!traffic.sevOne.isEmpty() && traffic.arguments.value(name("incident")) != traffic.sevOne)
        faults << QStringLiteral("a sev1 is open (%1): a shift that is part of its cure says --incident %1")
                      .arg(traffic.sevOne);
    if (stored && isUnderWay(stored->state))
        faults << QStringLiteral("a shift is under way (%1): %2; there is resume, back, abort and recover")
                      .arg(toWord(routeStateOf(stored->state)), stored->reason);
    return faults;
}

int runTraffic(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "traffic",
                        {{name("show|plan|start|hold|resume|back|abort|approve|edit|recover|log|backtest"),
                          name("WORKSPACE"), name("ROUTE"), name("CHOICE")},
                         3,
                         {{name("to"), {}, name("PERCENT")},
                          {name("plan"), {}, name("FILE")},
                          {name("yes-i-mean"), {}, name("ROUTE")},
                          {name("code"), {}, name("DIGITS")},
                          {name("incident"), {}, name("ID")},
                          {name("from"), {}, name("RECORDING")},
                          {name("for"), {}, name("DURATION"), name("3s")},
                          {name("limit"), {}, name("COUNT"), name("200")}}});
    if (!arguments)
        return ExitUsage;
    const QString what = arguments->positional(0), choice = arguments->positional(3);
    static const QStringList known = {name("show"),   name("plan"),    name("start"), name("hold"),
                                      name("resume"), name("back"),    name("abort"), name("approve"),
                                      name("edit"),   name("recover"), name("log"),   name("backtest")};
    static const QStringList choices = {name("hold"), name("resume"), name("roll-back")};
    if (!known.contains(what))
        return usageError(call, "traffic",
                          QStringLiteral("there is %1, not '%2'").arg(known.join(name(", ")), what.left(40)));
    if (!choice.isEmpty() && (what != name("recover") || !choices.contains(choice)))
        return usageError(call, "traffic", QStringLiteral("unexpected argument '%1'").arg(choice.left(40)));
    const auto collectFor = arguments->duration(call, name("for"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(1)) : nullptr;
    if (!workspace)
        return ExitUsage;
    const RouteConfig *route = routeOf(*workspace, arguments->positional(2));
    if (!route) {
        QStringList ids;
        for (const RouteConfig &one : workspace->traffic.routes)
            ids << one.id;
        return usageError(call, "traffic",
                          QStringLiteral("there is no route '%1' (%2)")
                              .arg(arguments->positional(2).left(64),
                                   ids.isEmpty() ? name("the workspace has none") : ids.join(name(", "))));
    }
    SystemClock clock;
    TrafficCall traffic{call, *arguments, workspace, *route, what, choice, *collectFor, clock};
    traffic.sevOne = openSevOne(*workspace);
    // Also what only reaches a shift by the store, where another console carries it out.
    const bool onlyLooks = what == name("show") || what == name("log") || what == name("backtest");
    if (machineRole() == Role::Viewer && !onlyLooks)
        return refuseTraffic(
            traffic, {Error::Kind::Refused, name("a viewer changes nothing: this machine is for viewers")});
    if (const auto fault = confirmationFault(*arguments, what, choice, route->id))
        return refuseTraffic(traffic, *fault);
    return dispatch(traffic);
}

} // namespace surgedeck
