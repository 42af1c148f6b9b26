// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmbook.h"
#include "models/health/slo.h"
#include "models/store/sourcestore.h"
#include "models/store/standstill.h"
#include "models/workspace/values.h"

namespace surgedeck {

/// One figure and how it is. A value that is too old stays visible with its age; its health is unknown.
struct Figure
{
    std::optional<double> value;
    std::optional<Milliseconds> age;
    Health health = Health::Unknown;
    std::optional<Standstill> frozen{}; ///< the counters behind it stand still, and should not
};

/// How many of those that make a whole answer.
struct Members
{
    int all = 0;
    int answering = 0;
};

struct IndicatorView
{
    QString id, name, unit;
    Figure figure;
    Health state = Health::Unknown; ///< after hold and clear
    std::optional<double> target;   ///< the objective's limit, or what is expected now
    QString targetText;             ///< ">= 99.95": as the workspace says it
    bool expectedNow = false;       ///< `target` is what `expected` gives at this moment
    QString error;                  ///< why there is no value
};

struct ServiceView
{
    QString id, name;
    Figure ratePerMinute, errorRatio, p99Seconds, saturation;
    QString saturationName;
    std::optional<double> saturationLimit, p99Limit, errorLimit, capacity;
    Health state = Health::Unknown;
    std::optional<Milliseconds> age; ///< of its oldest figure
};

/// Weights and shares in percent.
struct Shares
{
    double stable = 0;
    double canary = 0;
};

/// What a guard measures on each side now, and whether the side that traffic is moved to is within its band. Nothing is
/// decided by it here.
struct GuardView
{
    QString id, unit;
    std::optional<Comparison> pass;
    bool bothSides = false; ///< measured once for all traffic: `stable` holds it
    Figure stable, canary;
    Health state = Health::Unknown;
    std::optional<double> worseBy{}; ///< than stable, and still passes; nullopt: it is not compared
};

/// Where a shift of a route stands, as its engine left it.
struct ShiftNote
{
    RouteState state = RouteState::Idle;
    QString reason;
    std::vector<int> steps; ///< of its plan
    bool operator==(const ShiftNote &) const = default;
};

struct RouteView
{
    QString id, name;
    std::optional<Shares> desired;  ///< from the balancer's weights
    std::optional<Shares> observed; ///< from the traffic really seen
    RouteState state = RouteState::Unknown;
    QString reason;
    std::vector<int> steps;
    std::vector<GuardView> guards;
    std::optional<Milliseconds> age;
    Members balancers;
};

/// An objective over a long time, and what is left of what may go wrong.
struct SloView
{
    QString id, name;
    double objectivePercent = 0;
    Milliseconds period{0};
    Health state = Health::Unknown;        ///< of the pair of windows that burns worst
    std::optional<BurnPair> pair;          ///< that decided
    std::optional<double> burn;            ///< of its long window; else of the shortest known: 1 spends the budget exactly
    std::optional<double> budgetLeft;      ///< share of the period's budget: 1 untouched, below 0 overspent
    std::optional<double> goodPercent;     ///< of the events of the period so far
    Milliseconds known{0};                 ///< how much of the period the two rest on
    std::optional<Milliseconds> age;       ///< of what was counted last
    QString event;                         ///< the planned one that is on now; empty: none
    std::optional<double> eventBudgetLeft; ///< share of its budget, the traffic taken as even
};

/// How the evaluation of rule files goes.
struct RulesView
{
    int rules = 0;
    std::optional<WallTime> evaluatedAt; ///< nullopt: never yet, or there are none
    std::vector<std::pair<QString, QString>> faults; ///< rule, why it is not evaluated: unknown, not calm
    int beyond = 0;                                  ///< alerts that did not fit
};

/// The platform at one moment: what the cockpit shows and what `status` prints.
struct PlatformView
{
    WallTime now{};
    QString workspace, environment;
    std::vector<SourceView> sources;
    std::vector<IndicatorView> indicators;
    std::vector<ServiceView> services;
    std::vector<Alarm> alarms;
    std::vector<RouteView> routes;
    std::vector<SloView> slos;
    RulesView rules;
    Health worst = Health::Unknown; ///< of indicators, services and firing alarms
};

} // namespace surgedeck
