// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/guardjudge.h"

namespace surgedeck {

class Platform;

/// What the guards of a route say from one moment on, until the next line.
struct BacktestLine
{
    WallTime at{};
    int percent = 0;                              ///< set on the canary
    std::optional<traffic::GuardVerdict> verdict; ///< nullopt: not decided
    QString words;
};

/// Judges the moments of a recording, in order, by the guards of a route as they are configured now: what would have
/// held, and what would have gone back. Figures are those that were recorded under the same ids. Each share that was
/// set is a step of its own, watched for as long as it stood. One thread.
class Backtest
{
public:
    explicit Backtest(const RouteConfig &route)
        : m_route(route)
        , m_judge(route)
    {
    }

    void take(const Platform &platform);
    const std::vector<BacktestLine> &lines() const { return m_lines; }
    int moments() const { return m_moments; } ///< that could be judged

private:
    RouteConfig m_route;
    GuardJudge m_judge;
    std::vector<BacktestLine> m_lines;
    std::optional<int> m_percent;
    WallTime m_since{};
    int m_moments = 0;
};

/// pass, hold, roll_back, no_data or undecided: a word of documents.
QString toWord(const std::optional<traffic::GuardVerdict> &verdict);

} // namespace surgedeck
