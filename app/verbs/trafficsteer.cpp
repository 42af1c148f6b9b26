// SPDX-License-Identifier: GPL-3.0-or-later
// Where a wish goes: to the process that runs the shift, through the store; or, when nobody does, to this one.
#include "app/person.h"
#include "app/verbs/traffic.h"
#include "app/verbs/trafficforeground.h"
#include "models/report/trafficdocument.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>
#include <QTimer>

#include <functional>

namespace surgedeck {

namespace {

using traffic::Phase;

constexpr Milliseconds eachLook{100};
constexpr Milliseconds answerWithin{20'000};
constexpr Milliseconds standsWithin{60'000};

/// Waits in the event loop until `done` or the limit.
bool waitFor(Milliseconds limit, const std::function<bool()> &done)
{
    QTimer look, late;
    look.setInterval(eachLook);
    late.setSingleShot(true);
    late.setInterval(limit);
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (done())
            QCoreApplication::exit(1);
    });
    QObject::connect(&late, &QTimer::timeout, &late, [] { QCoreApplication::exit(0); });
    look.start();
    late.start();
    return QCoreApplication::exec() == 1;
}

int printStanding(const TrafficCall &traffic, const std::optional<ShiftRecord> &record)
{
    if (!record)
        return ExitFine;
    RouteFacts facts{
        traffic.route, std::nullopt, std::nullopt, record, {}, routeStateOf(record->state), record->reason, {}};
    if (traffic.isJson())
        traffic.call.out << QJsonDocument(trafficShowDocument(facts)).toJson(QJsonDocument::Compact) << '\n';
    else
        traffic.call.out << toWord(facts.state) << " at " << int(record->state.confirmed) << " %: " << facts.reason
                         << '\n';
    return ExitFine;
}

/// A wish of ours is in hand in the other process until its shift stands.
bool stands(const std::optional<ShiftRecord> &record, const QString &what)
{
    if (!record)
        return true;
    const Phase phase = record->state.phase;
    if (what == QLatin1String("approve") || what == QLatin1String("resume") || what == QLatin1String("edit"))
        return true;
    return phase == Phase::Held || phase == Phase::RolledBack || phase == Phase::Aborted || phase == Phase::Done ||
           phase == Phase::Conflict || phase == Phase::Drifted;
}

bool isRun(ShiftStore &store, const QString &route)
{
    const auto runner = store.runner(route);
    return !runner || *runner; // what can not be read is not known to be gone
}

/// What a wish says beside its name.
std::optional<QString> argumentOf(const TrafficCall &traffic)
{
    if (traffic.what != QLatin1String("edit"))
        return traffic.choice;
    const auto wanted = wantedPlan(traffic);
    return wanted ? std::optional(toText(PlanEdit{wanted->steps, wanted->bake})) : std::nullopt;
}

int askOther(const TrafficCall &traffic, ShiftStore &store)
{
    const auto argument = argumentOf(traffic);
    if (!argument)
        return ExitUsage;
    const auto status =
        askRunner(traffic, store,
                  {0, traffic.route.id, traffic.what, personName(), *argument, traffic.clock.now(), std::nullopt});
    return status ? *status : steerTraffic(traffic);
}

/// What can be said without the acting credential.
std::optional<int> withoutActing(const TrafficCall &traffic, const std::optional<ShiftRecord> &stored)
{
    if (traffic.what == QLatin1String("start"))
        return std::nullopt;
    if (!stored || stored->state.phase == Phase::Idle)
        return refuseTraffic(traffic, {Error::Kind::Refused, QStringLiteral("there is no shift of this route")});
    if (traffic.what == QLatin1String("hold") && stored->state.phase == Phase::Held)
        return printStanding(traffic, stored);
    if (traffic.what != QLatin1String("recover") || !traffic.choice.isEmpty())
        return std::nullopt;
    printStanding(traffic, stored);
    if (!isUnderWay(stored->state))
        return ExitFine;
    traffic.call.err << "surgedeck: nobody runs this shift. Nothing is sent before somebody chooses:\n"
                     << "  traffic recover WORKSPACE " << traffic.route.id
                     << " hold                       verify what is set, and stay there\n"
                     << "  traffic recover WORKSPACE " << traffic.route.id << " resume --yes-i-mean "
                     << traffic.route.id << "     go on with the plan\n"
                     << "  traffic recover WORKSPACE " << traffic.route.id << " roll-back --yes-i-mean "
                     << traffic.route.id << "  back to " << stored->plan.baseline << " %\n";
    return ExitProblem;
}

} // namespace

std::optional<int> askRunner(const TrafficCall &traffic, ShiftStore &store, const ShiftRequest &request)
{
    const auto id = store.ask(request);
    if (!id)
        return refuseTraffic(traffic, id.error());
    std::optional<QString> answer;
    bool gone = false;
    const bool answered = waitFor(answerWithin, [&] {
        const auto asked = store.request(*id);
        if (asked && *asked)
            answer = (*asked)->answer;
        gone = !answer && !isRun(store, traffic.route.id);
        return answer.has_value() || gone;
    });
    if (gone) { // it ended before it heard: what was asked is still wanted
        if (const Status withdrawn = store.answer(*id, QStringLiteral("withdrawn")); !withdrawn)
            return refuseTraffic(traffic, withdrawn.error());
        return std::nullopt;
    }
    if (!answered)
        return refuseTraffic(traffic,
                             {Error::Kind::Timeout,
                              QStringLiteral("whoever runs this shift did not answer; once it is gone, ask again")});
    if (!answer->isEmpty())
        return refuseTraffic(traffic, {Error::Kind::Refused, *answer});
    waitFor(standsWithin, [&] { return stands(storedShift(store, traffic.route.id), traffic.what); });
    return printStanding(traffic, storedShift(store, traffic.route.id));
}

int steerTraffic(const TrafficCall &traffic)
{
    const auto store = openShiftStore(*traffic.workspace, traffic.clock);
    if (!store)
        return refuseTraffic(traffic, store.error());
    const auto runner = (*store)->runner(traffic.route.id);
    if (!runner)
        return refuseTraffic(traffic, runner.error());
    if (*runner && traffic.what == QLatin1String("start"))
        return refuseTraffic(
            traffic,
            {Error::Kind::Refused,
             QStringLiteral("%1 runs this route (process %2)").arg((*runner)->person).arg((*runner)->process)});
    if (*runner && (traffic.what != QLatin1String("recover") || !traffic.choice.isEmpty()))
        return askOther(traffic, **store);
    if (const auto status = withoutActing(traffic, storedShift(**store, traffic.route.id)))
        return *status;
    return runTraffic(traffic);
}

int runTraffic(const TrafficCall &traffic)
{
    if ((traffic.what == QLatin1String("start") || traffic.what == QLatin1String("edit")) && !wantedPlan(traffic))
        return ExitUsage;
    auto parts = shiftPartsOf(*traffic.workspace, traffic.route, traffic.clock);
    if (!parts)
        return refuseTraffic(traffic, parts.error());
    TrafficForeground foreground(traffic, std::move(*parts));
    return foreground.run();
}

} // namespace surgedeck
