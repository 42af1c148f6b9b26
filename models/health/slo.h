// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/states.h"

#include <map>
#include <optional>
#include <vector>

namespace surgedeck {

// Error budgets and how fast they burn (SRE workbook, "Alerting on SLOs"; the multi-window pairs of Sloth). Pure.

/// Both windows above the factor: the budget burns. Rate 1 spends exactly the budget of the period.
struct BurnPair
{
    Milliseconds longWindow{0};
    Milliseconds shortWindow{0};
    double factor = 0;
    Health severity = Health::Attention;
};

/// The pairs for a period, the fastest first: 5m & 1m (0.5 % of the budget, ours: a sale lasts hours), 1h & 5m (2 %),
/// 6h & 30m (5 %), 1d & 2h (10 %), 3d & 6h (10 %). The factor is share x period / long window: 14.4, 6, 3 and 1 for 30
/// days. Pairs whose long window does not fit into the period are left out.
std::vector<BurnPair> burnPairs(Milliseconds period);

/// Every window that the pairs need, each once, shortest first.
std::vector<Milliseconds> burnWindows(Milliseconds period);

/// The expression with $window replaced, "5m" or "1h30m".
QString withWindow(const QString &expression, Milliseconds window);

/// How fast the budget burns at this error ratio (0 to 1); nullopt without a budget (objective 100 %) or ratio.
std::optional<double> burnRate(std::optional<double> errorRatio, double objectivePercent);

struct BurnVerdict
{
    Health health = Health::Unknown; ///< of the worst pair that burns; Unknown when none does and some can not be told
    std::optional<BurnPair> pair;    ///< that decided
    std::optional<double> burn;      ///< of its long window
};

/// `errorRatios` by window; a window that is missing is not known.
BurnVerdict judgeBurn(const std::map<Milliseconds, std::optional<double>> &errorRatios, double objectivePercent,
                      Milliseconds period);

/// What is left of a budget.
struct BudgetLeft
{
    std::optional<double> share; ///< 1: untouched, 0: spent, below: overspent
    std::optional<double> count; ///< failures that may still happen
};

/// Of the period so far: errors and all events that were counted in it. Nothing counted is not known.
BudgetLeft budgetLeft(std::optional<double> errors, std::optional<double> total, double objectivePercent);

/// Of an event (a sale): its budget comes from what is expected in the whole of it.
BudgetLeft eventBudgetLeft(std::optional<double> errorsSoFar, double expectedTotal, double objectivePercent);

} // namespace surgedeck
