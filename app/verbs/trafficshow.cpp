// SPDX-License-Identifier: GPL-3.0-or-later
// What `traffic` shows without changing anything on the platform: show, log, plan.
#include "app/person.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/progress.h"
#include "app/verbs/texttable.h"
#include "app/verbs/traffic.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"
#include "models/report/trafficdocument.h"
#include "models/shift/stepnow.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

/// What was seen of a route in the time of the call.
struct Seen
{
    RouteView view;
    RouteMeasures measures;
    std::vector<JudgedGuard> guards;
    bool answered = false; ///< the router did
};

/// The sources that a route needs; all of them when it does not say which.
std::vector<PreparedSource> sourcesOf(const TrafficCall &traffic)
{
    return prepareSources(*traffic.workspace);
}

Seen lookAt(const TrafficCall &traffic, const std::optional<ShiftRecord> &stored)
{
    WatchSession session(traffic.workspace, sourcesOf(traffic), {traffic.collectFor + std::chrono::seconds(1)},
                         traffic.clock);
    GuardJudge judge(traffic.route);
    const WallTime begun = traffic.clock.now();
    Seen seen;
    const auto look = [&] {
        const PlatformView &view = session.evaluate();
        const auto found = std::ranges::find(view.routes, traffic.route.id, &RouteView::id);
        if (found == view.routes.end())
            return;
        seen.view = *found;
        seen.answered = session.platform().liveRouter(traffic.route.control.source.id, view.now) != nullptr;
        seen.measures = measuresOf(session.platform(), traffic.route, view.now);
        if (const auto step = stepNow(stored, seen.view, begun))
            seen.guards = judge.judge(seen.measures, *step).guards;
    };
    QTimer each;
    each.setInterval(250);
    QObject::connect(&each, &QTimer::timeout, &session, look);
    QTimer due;
    due.setSingleShot(true);
    due.setInterval(traffic.collectFor);
    QObject::connect(&due, &QTimer::timeout, &session, [] { QCoreApplication::exit(0); });
    const Progress progress(QStringLiteral("collecting"), traffic.collectFor);
    session.start();
    each.start();
    due.start();
    QCoreApplication::exec();
    look();
    return seen;
}

RouteFacts factsOf(const TrafficCall &traffic, const Seen &seen, const std::optional<ShiftRecord> &stored)
{
    RouteFacts facts{traffic.route, seen.view.desired, seen.view.observed, stored,
                     seen.guards,   seen.view.state,   seen.view.reason,   {}};
    if (!facts.observed && seen.measures.stablePerSecond && seen.measures.canaryPerSecond) {
        const double total = *seen.measures.stablePerSecond + *seen.measures.canaryPerSecond;
        if (total > 0)
            facts.observed =
                Shares{100 * *seen.measures.stablePerSecond / total, 100 * *seen.measures.canaryPerSecond / total};
    }
    if (stored && stored->state.phase != traffic::Phase::Idle) {
        facts.state = routeStateOf(stored->state);
        facts.reason = stored->reason;
    }
    return facts;
}

void printShow(const TrafficCall &traffic, const RouteFacts &facts)
{
    QTextStream &out = traffic.call.out;
    const auto percent = [](const std::optional<Shares> &shares) {
        return shares ? QStringLiteral("%1 %").arg(shares->canary, 0, 'f', 1) : QStringLiteral("not known");
    };
    out << facts.route.name << "  " << toWord(facts.state) << '\n'
        << "on the canary: " << percent(facts.desired) << " set, " << percent(facts.observed) << " observed\n";
    if (!facts.reason.isEmpty())
        out << facts.reason << '\n';
    if (!facts.runner.isEmpty())
        out << "run by " << facts.runner << '\n';
    out << '\n';
    TextTable table({{QStringLiteral("GUARD")},
                     {QStringLiteral("VERDICT")},
                     {QStringLiteral("CANARY"), TextTable::Align::Right},
                     {QStringLiteral("STABLE"), TextTable::Align::Right},
                     {QStringLiteral("LIMIT"), TextTable::Align::Right},
                     {QStringLiteral("")}});
    for (const JudgedGuard &guard : facts.guards)
        table.add({guard.id, toWord(guard.verdict), cell(guard.value, 3), cell(guard.baseline, 3), cell(guard.limit, 3),
                   guard.words});
    table.print(out);
}

void printLog(QTextStream &out, const std::vector<ShiftLogEntry> &entries)
{
    TextTable table({{QStringLiteral("TIME")},
                     {QStringLiteral("WHO")},
                     {QStringLiteral("EVENT")},
                     {QStringLiteral("FROM")},
                     {QStringLiteral("TO")},
                     {QStringLiteral("DETAIL")}});
    for (const ShiftLogEntry &entry : entries)
        table.add({toRfc3339(entry.time), entry.actor, entry.event, entry.from, entry.to, entry.detail});
    table.print(out);
}

void printDocument(const TrafficCall &traffic, const QJsonObject &document)
{
    traffic.call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

/// Makes and keeps the plan, with the router's own word on whether its steps can be set.
Result<ShiftRecord> makePlan(const TrafficCall &traffic, const WantedPlan &wanted)
{
    SURGEDECK_TRY(parts, shiftPartsOf(*traffic.workspace, traffic.route, traffic.clock));
    SURGEDECK_CHECK(parts.router->arm({}));
    ShiftEngine engine(std::move(parts));
    SURGEDECK_CHECK(engine.open({}));
    SURGEDECK_CHECK(engine.plan(wanted.steps, wanted.bake, {}));
    return engine.record();
}

} // namespace

int showTraffic(const TrafficCall &traffic)
{
    const auto store = openShiftStore(*traffic.workspace, traffic.clock);
    if (!store)
        return refuseTraffic(traffic, store.error());
    const Seen seen = lookAt(traffic, storedShift(**store, traffic.route.id));
    RouteFacts facts = factsOf(traffic, seen, storedShift(**store, traffic.route.id));
    if (const auto runner = (*store)->runner(traffic.route.id); runner && *runner)
        facts.runner = (*runner)->person;
    if (traffic.isJson())
        printDocument(traffic, trafficShowDocument(facts));
    else
        printShow(traffic, facts);
    return seen.answered ? ExitFine : ExitUnreachable;
}

int logTraffic(const TrafficCall &traffic)
{
    bool isNumber = false;
    const int limit = traffic.arguments.value(QStringLiteral("limit")).toInt(&isNumber);
    if (!isNumber || limit < 1)
        return usageError(traffic.call, "traffic", QStringLiteral("--limit takes a number of lines"));
    const auto store = openShiftStore(*traffic.workspace, traffic.clock);
    if (!store)
        return refuseTraffic(traffic, store.error());
    const auto entries = (*store)->log(traffic.route.id, limit);
    if (!entries)
        return refuseTraffic(traffic, entries.error());
    if (traffic.isJson())
        printDocument(traffic, trafficLogDocument(traffic.route.id, *entries));
    else
        printLog(traffic.call.out, *entries);
    return ExitFine;
}

int planTraffic(const TrafficCall &traffic)
{
    const auto wanted = wantedPlan(traffic);
    if (!wanted)
        return ExitUsage;
    const auto store = openShiftStore(*traffic.workspace, traffic.clock);
    if (!store)
        return refuseTraffic(traffic, store.error());
    const auto stored = storedShift(**store, traffic.route.id);
    const Seen seen = lookAt(traffic, stored);
    const QStringList faults = startFaults(traffic, *wanted, seen.measures, stored);
    if (!faults.isEmpty())
        return refuseTraffic(traffic, {Error::Kind::Refused, faults.join(QStringLiteral("; "))});
    const auto planned = makePlan(traffic, *wanted);
    if (!planned)
        return refuseTraffic(traffic, planned.error());
    const auto forTwo = stepForTwo(planned->plan.steps, planned->plan.baseline);
    if (traffic.isJson()) {
        RouteFacts facts = factsOf(traffic, seen, *planned);
        QJsonObject document = trafficShowDocument(facts);
        document[QStringLiteral("second_person_needed")] = forTwo.has_value();
        printDocument(traffic, document);
        return ExitFine;
    }
    QTextStream &out = traffic.call.out;
    out << "plan " << planned->plan.hash() << " of " << traffic.route.name << ", from " << planned->plan.baseline
        << " %, each step watched for " << durationWords(planned->plan.bake) << '\n';
    for (const int step : planned->plan.steps) {
        const auto weights = weightsFor(planned->plan.shape, step);
        out << "  " << step << " %:";
        for (const ServerWeight &weight : weights ? *weights : std::vector<ServerWeight>{})
            out << ' ' << weight.server << '=' << weight.weight;
        out << '\n';
    }
    if (forTwo)
        out << "the step to " << *forTwo
            << " % is larger than 25 points: a second person has to approve it (traffic approve) before it is "
               "started\n";
    out << "nothing was set; begin with: surgedeck traffic start WORKSPACE " << traffic.route.id << " --yes-i-mean "
        << traffic.route.id << '\n';
    return ExitFine;
}

} // namespace surgedeck
