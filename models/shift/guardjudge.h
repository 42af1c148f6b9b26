// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/routemeasures.h"
#include "models/traffic/shiftstate.h"
#include "models/workspace/trafficconfig.h"

#include <vector>

namespace surgedeck {

/// The words are part of the documents.
enum class GuardWord
{
    Pass,
    Fail,
    Inconclusive, ///< too old, too few requests, out of its band but not for long enough
    Error,        ///< it could not be evaluated
    NoTraffic,    ///< the canary gets none
    NotMeasured   ///< no value
};
QString toWord(GuardWord word);

struct JudgedGuard
{
    QString id;
    GuardWord verdict = GuardWord::NotMeasured;
    std::optional<double> value;    ///< of the canary, or of both sides together
    std::optional<double> baseline; ///< of the stable side at the same time
    std::optional<double> limit;
    Milliseconds held{0}; ///< for how long it has been out of its band, or not known
    bool canaryWorse = false;
    bool atOnce = false;    ///< beyond its ceiling: without a hold
    bool settled = false;   ///< most of its group decide without it
    bool disagrees = false; ///< it fails, and most of its group do not: nobody knows
    QString words;          ///< what it says, for a person; empty when it passes
};

/// What a step needs to be judged.
struct StepInHand
{
    WallTime since{};        ///< of the verified weights
    int percent = 0;         ///< canary
    std::optional<int> next; ///< nullopt: it is the last
    Milliseconds bake{0};
    bool bakeOver = false;
};

struct Judgement
{
    /// For the machine; nullopt: it can not be said yet, and has not been unknown for long enough to say so.
    std::optional<traffic::GuardVerdict> verdict;
    std::vector<JudgedGuard> guards;
    QString words; ///< why it is not Pass
};

/// Judges the guards of one route over time: hold and release, minimum of requests, against the stable side at the same
/// time and against limits, room on the side that would take the traffic. What is old, missing or too little never
/// passes. Memory of at most 600 values a guard. docs/decisions, "Guards of a shift", has the rules.
///
/// Guards of one group are independent sources of one fact: it fails when most of them fail, and passes when most pass
/// and none fails; where they disagree nothing goes forward.
///
/// Two guards are there by themselves: "share" (what flows is what was set) and "capacity" (the next step fits).
class GuardJudge
{
public:
    explicit GuardJudge(const RouteConfig &route)
        : m_route(route)
    {
    }

    /// A step was verified, or the route was taken over: nothing of before counts.
    void begin() { m_memory = {}, m_flow = {}; }
    Judgement judge(const RouteMeasures &measures, const StepInHand &step);

private:
    struct Memory
    {
        std::optional<WallTime> badSince, goodSince, unknownSince;
        bool failed = false; ///< until it was good for long enough
        std::vector<double> stable, canary;
    };
    /// Requests that were seen since begin().
    struct Flow
    {
        std::optional<WallTime> at;
        double stable = 0, canary = 0;
        bool known = false;
    };

    void count(const RouteMeasures &measures);
    JudgedGuard look(const GuardConfig &guard, const RouteMeasures &measures, const StepInHand &step);
    void compare(const GuardConfig &guard, const MeasuredGuard &measured, const StepInHand &step, JudgedGuard &judged);
    void overTime(const GuardConfig &guard, JudgedGuard &judged, WallTime now);
    JudgedGuard share(const RouteMeasures &measures, const StepInHand &step) const;
    JudgedGuard capacity(const RouteMeasures &measures, const StepInHand &step) const;
    bool provesRoom(const RouteMeasures &measures) const;
    bool isWorse(const GuardConfig &guard, const MeasuredGuard &measured, const Memory &memory) const;
    bool unknownForTooLong(const JudgedGuard &judged, const StepInHand &step, WallTime now);
    void settleGroups(std::vector<JudgedGuard> &guards) const;
    Judgement together(std::vector<JudgedGuard> guards, const RouteMeasures &measures, const StepInHand &step);

    RouteConfig m_route;
    std::map<QString, Memory> m_memory;
    Flow m_flow;
};

} // namespace surgedeck
