// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/shiftengine.h"
#include "tests/shift/memorystore.h"
#include "tests/shift/playrouter.h"
#include "tests/support/testclock.h"

#include <QTest>

// One console with a router and a store that outlive it, for tests of the engine.

namespace surgedeck {

using Wish = ShiftEngine::Wish;

inline RouteConfig route()
{
    RouteConfig route;
    route.id = QStringLiteral("checkout");
    route.control.backend = QStringLiteral("shop");
    route.control.stable = {QStringLiteral("old")};
    route.control.canary = {QStringLiteral("new")};
    route.capacityStablePerMinute = 100'000;
    GuardConfig guard;
    guard.id = QStringLiteral("success");
    guard.expr.text = QStringLiteral("$side");
    guard.unit = QStringLiteral("percent");
    guard.pass = parseComparison(QStringLiteral(">= 99"));
    guard.hold = std::chrono::seconds(3);
    guard.onFail = GuardConfig::OnFail::Rollback;
    route.guards = {guard};
    return route;
}

inline TrafficTiming timing()
{
    return {3, std::chrono::seconds(2), std::chrono::seconds(5), std::chrono::seconds(60)};
}

/// A console on a router and a store that outlive it.
struct World
{
    TestClock clock;
    std::shared_ptr<PlayRouter> router = std::make_shared<PlayRouter>();
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>(clock);
    std::unique_ptr<ShiftEngine> engine;
    double stable = 100, canary = 100;
    QString crashAt;

    std::vector<FreezeWindow> freezes;
    bool codesNeeded = false;

    World() { start(); }
    void start()
    {
        engine = std::make_unique<ShiftEngine>(ShiftEngine::Parts{
            route(), timing(), router, store, clock, QStringLiteral("Bob"), {}, freezes, codesNeeded});
        if (const Status opened = engine->open({}); !opened)
            qFatal("%s", qPrintable(opened.error().message));
    }
    RouteMeasures measures() const
    {
        RouteMeasures m;
        m.at = clock.now();
        m.guards[QStringLiteral("success")] = {{stable, std::chrono::seconds(1), false, {}},
                                               {canary, std::chrono::seconds(1), false, {}}};
        const int share = router->instances.begin()->second.weights[QStringLiteral("new")];
        m.stablePerSecond = 100.0 - share;
        m.canaryPerSecond = share;
        return m;
    }
    World &forSeconds(int seconds)
    {
        for (int i = 0; i < 2 * seconds; ++i) {
            engine->tick(measures(), {});
            clock.advance(std::chrono::milliseconds(500));
        }
        return *this;
    }
    World &until(const char *state)
    {
        for (int i = 0; i < 600 && this->state() != QLatin1String(state); ++i) {
            engine->tick(measures(), {});
            clock.advance(std::chrono::milliseconds(500));
        }
        if (this->state() != QLatin1String(state))
            qFatal("the route is %s and not %s: %s", qPrintable(this->state()), state,
                   qPrintable(engine->record().reason));
        return *this;
    }
    void begin(std::vector<int> steps)
    {
        const auto must = [](const Status &status) {
            if (!status)
                qFatal("%s", qPrintable(status.error().message));
        };
        must(engine->plan(std::move(steps), std::chrono::seconds(10), {}));
        must(engine->approve(QStringLiteral("Bob"), QStringLiteral("checkout"), {}));
        must(engine->wish(Wish::Start, QStringLiteral("Bob"), {}));
    }
    QString state() const { return toWord(routeStateOf(engine->record().state)); }
    int percent(const char *instance = "lb1") const
    {
        const auto &weights = router->instances.at(QLatin1String(instance)).weights;
        const int sum = weights.at(QStringLiteral("old")) + weights.at(QStringLiteral("new"));
        return sum == 0 ? -1 : 100 * weights.at(QStringLiteral("new")) / sum;
    }
};

} // namespace surgedeck
