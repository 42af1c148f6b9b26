// SPDX-License-Identifier: GPL-3.0-or-later
// shift_crashes FOLDER DIRECT LOSSY RUNS SEED: shifts that die at labelled points, over a link that loses answers,
// against a real balancer; each is then taken up by another process, which chooses hold, resume or roll back. Prints
// one line a run and fails on the first thing that must never be.
#include "connectors/haproxy/haproxyactuator.h"
#include "connectors/journal/sqliteshiftstore.h"
#include "models/domain/sourcesettings.h"
#include "models/shift/shiftengine.h"

#include <QCoreApplication>
#include <QThread>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

using namespace surgedeck;
using namespace std::chrono_literals;
using traffic::Phase;
using Wish = ShiftEngine::Wish;

namespace {

constexpr int crashed = 77;
constexpr int gaveUp = 78; // stands where a person has to look: allowed, and said so
const std::vector<int> steps = {10, 25, 50};
const char *const points[] = {"kept", "intent", "before-send", "after-send", "read"};

struct Place
{
    QString folder, direct, lossy;
};

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "FAILED: %s\n", qPrintable(what));
    std::exit(1);
}

RouteConfig routeConfig()
{
    RouteConfig route;
    route.id = QStringLiteral("checkout");
    route.control.backend = QStringLiteral("shop");
    route.control.stable = {QStringLiteral("stable1"), QStringLiteral("stable2")};
    route.control.canary = {QStringLiteral("canary1")};
    GuardConfig guard;
    guard.id = QStringLiteral("success");
    guard.expr.text = QStringLiteral("$side");
    guard.pass = parseComparison(QStringLiteral(">= 99"));
    guard.hold = 50ms;
    route.guards = {guard};
    return route;
}

std::shared_ptr<RouteActuator> router(const QString &address, const Clock &clock)
{
    SourceSettings settings;
    settings.endpoints = QStringList{address};
    settings.actEndpoints = QStringList{address};
    auto made = HaproxyActuator::create(settings, clock);
    if (!made)
        fail(made.error().message);
    return std::shared_ptr<RouteActuator>(std::move(*made));
}

/// Percent of the canary on the balancer itself; -1: they are none of a plan.
int trulySet(const Place &place)
{
    const SystemClock clock;
    const RouteConfig route = routeConfig();
    const auto balancer = router(place.direct, clock);
    const WeightsTarget target{{}, route.control.backend, route.control.stable + route.control.canary};
    auto reading = balancer->readWeights(target, {});
    for (int i = 0; i < 20 && (!reading || reading->instances.front().trouble); ++i)
        reading = balancer->readWeights(target, {}); // a machine that is busy with other things is no finding
    if (!reading)
        fail(reading.error().message);
    const auto &weights = reading->instances.front().weights;
    const auto shape = shapeOf(route.control.stable, route.control.canary, weights);
    const auto percent = shape ? percentOf(*shape, weights) : std::nullopt;
    const bool known = percent && (*percent == 0 || std::ranges::find(steps, *percent) != steps.end());
    return known ? *percent : -1;
}

RouteMeasures goodMeasures(const Clock &clock, std::optional<int> seen)
{
    RouteMeasures measures;
    measures.at = clock.now();
    measures.guards[QStringLiteral("success")] = {{100, 0ms, false, {}}, {100, 0ms, false, {}}};
    measures.canaryPerSecond = seen.value_or(0);
    measures.stablePerSecond = 100.0 - seen.value_or(0);
    return measures;
}

ShiftEngine makeEngine(const Place &place, const QString &address, const Clock &clock,
                       std::function<void(const char *)> passed)
{
    auto store = SqliteShiftStore::open(place.folder, QStringLiteral("Bob"), clock);
    if (!store)
        fail(store.error().message);
    return ShiftEngine({routeConfig(),
                        {2, 20ms, 100ms, 1s},
                        router(address, clock),
                        std::shared_ptr<ShiftStore>(std::move(*store)),
                        clock,
                        QStringLiteral("Bob"),
                        std::move(passed)});
}

bool stands(Phase phase)
{
    return phase == Phase::Held || phase == Phase::RolledBack || phase == Phase::Aborted || phase == Phase::Done ||
           phase == Phase::Conflict || phase == Phase::Drifted;
}

/// Until it stands, or for so long that a link that loses most of what it carries is to blame.
void drive(ShiftEngine &engine, const Clock &clock)
{
    const MonoTime end = clock.monotonic() + 20s;
    while (!stands(engine.record().state.phase) && clock.monotonic() < end) {
        engine.tick(goodMeasures(clock, engine.seen()), {});
        QThread::msleep(3);
    }
}

/// The life of a console that is to die.
int shiftOnce(const Place &place, const QString &point, int count)
{
    const SystemClock clock;
    int seen = 0;
    ShiftEngine engine = makeEngine(place, place.lossy, clock, [&](const char *here) {
        if (point == QLatin1String(here) && ++seen == count)
            ::_exit(crashed);
    });
    Status planned = engine.open({});
    for (int i = 0; i < 20 && (i == 0 || !planned); ++i)
        planned = engine.plan(steps, 20ms, {});
    if (!planned || !engine.approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}) ||
        !engine.wish(Wish::Start, QStringLiteral("Bob"), {}))
        return gaveUp; // the link lost what it had to know before it began
    drive(engine, clock);
    return engine.record().state.phase == Phase::Done ? 0 : gaveUp;
}

/// Another console takes it up, over a link that works.
int recoverOnce(const Place &place, int choice)
{
    const SystemClock clock;
    ShiftEngine engine = makeEngine(place, place.direct, clock, {});
    const int before = trulySet(place);
    if (const Status opened = engine.open({}); !opened)
        fail(QStringLiteral("it can not be taken up: %1").arg(opened.error().message));
    for (int i = 0; i < 20; ++i) {
        engine.tick(goodMeasures(clock, engine.seen()), {});
        QThread::msleep(3);
    }
    if (trulySet(place) != before)
        fail(QStringLiteral("something was sent before anybody chose"));
    const Phase phase = engine.record().state.phase;
    if (phase == Phase::Recovering) {
        static constexpr Wish wishes[] = {Wish::RecoverHold, Wish::RecoverResume, Wish::RecoverRollBack};
        if (const Status asked = engine.wish(wishes[choice], QStringLiteral("Ann"), {}); !asked)
            fail(QStringLiteral("the choice was refused: %1").arg(asked.error().message));
        drive(engine, clock);
    } else if (stands(phase) && phase != Phase::RolledBack && phase != Phase::Aborted && choice == 2) {
        if (!engine.wish(Wish::Abort, QStringLiteral("Ann"), {}))
            fail(QStringLiteral("the way out is locked in phase %1").arg(int(phase)));
        drive(engine, clock);
    }
    const traffic::State &end = engine.record().state;
    const bool stood = stands(end.phase) || end.phase == Phase::Planned || end.phase == Phase::Idle;
    if (!stood)
        fail(QStringLiteral("it ends in phase %1").arg(int(end.phase)));
    const int now = trulySet(place);
    if ((end.phase == Phase::Held || end.phase == Phase::Done) && now != end.confirmed)
        fail(QStringLiteral("%1 % are set, and %2 % were confirmed").arg(now).arg(end.confirmed));
    if ((end.phase == Phase::RolledBack || end.phase == Phase::Aborted) && now != 0)
        fail(QStringLiteral("it went back, and %1 % are set").arg(now));
    return 0;
}

template <typename Work>
int inChild(Work work)
{
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int status = work();
        std::fflush(nullptr);
        ::_exit(status);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/// No key of a write stands in the history for two different shares, and the chain holds.
void checkHistory(const Place &place)
{
    const SystemClock clock;
    const auto store = SqliteShiftStore::open(place.folder, QStringLiteral("check"), clock);
    if (const Status intact = (*store)->verify(); !intact)
        fail(intact.error().message);
    const auto log = (*store)->log(QStringLiteral("checkout"), 20'000);
    std::set<QString> intents;
    for (const ShiftLogEntry &entry : *log)
        if (entry.event == QLatin1String("intent") && !intents.insert(entry.detail).second)
            fail(QStringLiteral("an intent was made twice: %1").arg(entry.detail));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 6)
        return 2;
    const Place place{QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2]),
                      QString::fromLocal8Bit(argv[3])};
    std::mt19937 random(static_cast<unsigned>(std::atoi(argv[5])));
    int deaths = 0;
    for (int run = 0; run < std::atoi(argv[4]); ++run) {
        const char *point = points[random() % std::size(points)];
        const bool often = point == points[0] || point == points[4];
        const int count = 1 + static_cast<int>(random() % (often ? 30 : 3)), choice = static_cast<int>(random() % 3);
        const int ended = inChild([&] { return shiftOnce(place, QLatin1String(point), count); });
        if (ended != 0 && ended != crashed && ended != gaveUp)
            fail(QStringLiteral("run %1 ended with %2").arg(run).arg(ended));
        deaths += ended == crashed ? 1 : 0;
        const int left = trulySet(place);
        if (left < 0)
            fail(QStringLiteral("run %1 left weights of no plan behind").arg(run));
        if (inChild([&] { return recoverOnce(place, choice); }) != 0)
            fail(QStringLiteral("run %1: %2 x%3, choice %4, %5 % left")
                     .arg(run)
                     .arg(QLatin1String(point))
                     .arg(count)
                     .arg(choice)
                     .arg(left));
        checkHistory(place);
        std::printf("%d %s x%d %s left %d %%\n", run, point, count, ended == crashed ? "died," : "lived,", left);
        // Whatever stands now, the next run begins at the beginning.
        if (inChild([&] {
                const SystemClock clock;
                ShiftEngine engine = makeEngine(place, place.direct, clock, {});
                if (engine.open({}) && engine.wish(Wish::Abort, QStringLiteral("Ann"), {}))
                    drive(engine, clock);
                return trulySet(place) == 0 || engine.record().state.phase == Phase::Done ? 0 : 1;
            }) != 0)
            fail(QStringLiteral("run %1 can not be ended").arg(run));
    }
    std::printf("%d deaths\n", deaths);
    return deaths > 0 ? 0 : 1;
}
