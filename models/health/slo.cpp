// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/slo.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

double allowedRatio(double objectivePercent)
{
    return 1 - objectivePercent / 100;
}

QString durationText(Milliseconds duration)
{
    QString text;
    long long rest = duration.count();
    const auto add = [&](long long size, const char *unit) {
        if (rest >= size)
            text += QString::number(rest / size) + QLatin1String(unit);
        rest %= size;
    };
    add(86'400'000, "d");
    add(3'600'000, "h");
    add(60'000, "m");
    add(1'000, "s");
    add(1, "ms");
    return text;
}

BudgetLeft leftOf(std::optional<double> errors, double allowed)
{
    if (!errors || !std::isfinite(*errors) || !(allowed > 0))
        return {};
    return {1 - *errors / allowed, allowed - *errors};
}

} // namespace

std::vector<BurnPair> burnPairs(Milliseconds period)
{
    struct Share
    {
        Milliseconds longWindow, shortWindow;
        double budget;
        Health severity;
    };
    static const std::vector<Share> shares{
        {5min, 1min, 0.005, Health::Critical}, {1h, 5min, 0.02, Health::Critical}, {6h, 30min, 0.05, Health::Critical},
        {24h, 2h, 0.10, Health::Degraded},     {72h, 6h, 0.10, Health::Attention},
    };
    std::vector<BurnPair> pairs;
    for (const Share &share : shares)
        if (share.longWindow < period)
            pairs.push_back({share.longWindow, share.shortWindow,
                             share.budget * toSeconds(period) / toSeconds(share.longWindow), share.severity});
    return pairs;
}

std::vector<Milliseconds> burnWindows(Milliseconds period)
{
    std::set<Milliseconds> windows;
    for (const BurnPair &pair : burnPairs(period))
        windows.insert({pair.longWindow, pair.shortWindow});
    return {windows.begin(), windows.end()};
}

QString withWindow(const QString &expression, Milliseconds window)
{
    return QString(expression).replace(QStringLiteral("$window"), durationText(window));
}

std::optional<double> burnRate(std::optional<double> errorRatio, double objectivePercent)
{
    const double allowed = allowedRatio(objectivePercent);
    if (!errorRatio || !std::isfinite(*errorRatio) || !(allowed > 0))
        return std::nullopt;
    return *errorRatio / allowed;
}

BurnVerdict judgeBurn(const std::map<Milliseconds, std::optional<double>> &errorRatios, double objectivePercent,
                      Milliseconds period)
{
    BurnVerdict verdict;
    bool allKnown = true;
    const auto burnOf = [&](Milliseconds window) {
        const auto found = errorRatios.find(window);
        return burnRate(found == errorRatios.end() ? std::nullopt : found->second, objectivePercent);
    };
    for (const BurnPair &pair : burnPairs(period)) {
        const auto longBurn = burnOf(pair.longWindow);
        const auto shortBurn = burnOf(pair.shortWindow);
        // One window below the factor clears the pair, whatever the other one is.
        const bool cleared = (longBurn && *longBurn <= pair.factor) || (shortBurn && *shortBurn <= pair.factor);
        const bool burns = longBurn && shortBurn && !cleared;
        allKnown = allKnown && (cleared || burns);
        if (burns && (!verdict.pair || pair.severity > verdict.pair->severity)) {
            verdict.pair = pair;
            verdict.burn = longBurn;
        }
    }
    if (verdict.pair)
        verdict.health = verdict.pair->severity;
    else if (allKnown && !burnPairs(period).empty())
        verdict.health = Health::Normal;
    return verdict;
}

BudgetLeft budgetLeft(std::optional<double> errors, std::optional<double> total, double objectivePercent)
{
    if (!total || !(*total > 0))
        return {};
    return leftOf(errors, *total * allowedRatio(objectivePercent));
}

BudgetLeft eventBudgetLeft(std::optional<double> errorsSoFar, double expectedTotal, double objectivePercent)
{
    return leftOf(errorsSoFar, expectedTotal * allowedRatio(objectivePercent));
}

} // namespace surgedeck
