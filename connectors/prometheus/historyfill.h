// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/prometheusanswer.h"
#include "connectors/prometheus/prometheusclock.h"
#include "models/domain/sourcesettings.h"

#include <deque>

namespace surgedeck {

/// Fetches the last hour of every expression, once, and then every hour what it was around this time last week: a few
/// at a poll. A console that is opened late still knows what was before, and what is usual. One source's, on its
/// worker.
class HistoryFill
{
public:
    explicit HistoryFill(const std::vector<WatchedExpression> &expressions);

    /// What to ask at this poll, `now` being the server's time; nothing when all is done.
    std::vector<HttpRequest> requests(WallTime now);
    /// What the answers to the last requests() brought. One that did not come in time is asked for again, twice.
    std::vector<MetricHistory> take(const std::vector<Result<PrometheusAnswer>> &answers, const ServerClock &clock);

private:
    struct Wanted
    {
        WatchedExpression expression;
        std::optional<Milliseconds> earlierBy{};
        int attempts = 0;
    };

    void askForLastWeek(WallTime now);

    std::vector<WatchedExpression> m_expressions;
    std::deque<Wanted> m_waiting;
    std::vector<Wanted> m_asked;
    std::optional<WallTime> m_lastWeekAsked;
};

} // namespace surgedeck
