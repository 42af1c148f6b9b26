// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/workspace/values.h"

#include <QStringList>

namespace surgedeck {

/// The durations of the traffic shift's safety machine.
struct TrafficTiming
{
    int verifyReads = 3;
    Milliseconds verifyOver{10'000}, quiescence{30'000}, driftWatch{30 * 60'000};
};

struct RouteControl : Located
{
    Reference source;
    QString backend;            ///< haproxy
    QString route;              ///< deployment
    QStringList stable, canary; ///< servers, or the one backend of a deployment route
};

struct GuardConfig : Located
{
    enum class OnFail
    {
        Rollback,
        Hold
    };

    QString id;
    Expression expr; ///< $side stands for control.stable and control.canary
    QString unit;
    Reference source;
    std::optional<Comparison> pass;
    bool compareWithStable = false;
    std::optional<double> worseBy; ///< how much worse than stable still passes, in the unit of the guard
    std::optional<double> minRequests;
    std::optional<Comparison> ceiling; ///< where it holds on the canary, the guard fails at once
    QString group; ///< guards of one group measure the same by different sources: most of them decide
    Milliseconds hold{15'000};
    OnFail onFail = OnFail::Hold;
};

struct RouteConfig : Located
{
    QString id, name;
    RouteControl control;
    Expression observedStable, observedCanary;         ///< requests per second
    Reference source;                                  ///< evaluates observed and guards
    std::vector<int> steps{1, 5, 10, 25, 50, 75, 100}; ///< percent to canary, ascending
    Milliseconds bake{10 * 60'000};
    std::vector<GuardConfig> guards;
    std::optional<double> capacityStablePerMinute, capacityCanaryPerMinute;
};

/// A time in which no shift goes forward: a sale, a holiday.
struct FreezeWindow : Located
{
    QString name;
    WallTime start{}, end{};
};

/// Who may be the second person of a step, and what their one-time codes are made from.
struct ApproverConfig : Located
{
    QString name;
    Template secret; ///< base 32
};

struct TrafficConfig
{
    TrafficTiming timing;
    std::vector<ApproverConfig> approvers; ///< none: a second person's name is claimed
    std::vector<RouteConfig> routes;
    std::vector<FreezeWindow> freezes;

    /// The one that `now` is in; nullptr: none.
    const FreezeWindow *freezeAt(WallTime now) const;
};

} // namespace surgedeck
