// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/historyfill.h"

#include "connectors/prometheus/prometheusrequest.h"

#include <cmath>

namespace surgedeck {

namespace {

constexpr std::size_t atOnePoll = 2;
constexpr int mostAttempts = 3;
constexpr std::chrono::hours span{1};
constexpr Milliseconds step{10'000};
constexpr Milliseconds lastWeekStep{30'000}; ///< what is usual needs no detail
constexpr Milliseconds week{7 * 24 * 3'600'000LL};

std::vector<MetricPoint> pointsInOurTime(const PrometheusAnswer &answer, const ServerClock &clock)
{
    std::vector<MetricPoint> points;
    if (answer.series.size() != 1)
        return points;
    for (const MetricPoint &point : answer.series.front().points) {
        if (!std::isnan(point.value))
            points.push_back({clock.ours(point.time), point.value});
    }
    return points;
}

} // namespace

HistoryFill::HistoryFill(const std::vector<WatchedExpression> &expressions)
{
    for (const WatchedExpression &expression : expressions) {
        m_expressions.push_back(expression);
        m_waiting.push_back({expression});
    }
}

/// From an hour before to an hour after: until the next time, it reaches as far as this console will.
void HistoryFill::askForLastWeek(WallTime now)
{
    if (m_lastWeekAsked && now >= *m_lastWeekAsked && now - *m_lastWeekAsked < span)
        return;
    m_lastWeekAsked = now;
    for (const WatchedExpression &expression : m_expressions)
        m_waiting.push_back({expression, week});
}

std::vector<HttpRequest> HistoryFill::requests(WallTime now)
{
    m_asked.clear();
    if (m_waiting.empty())
        askForLastWeek(now);
    std::vector<HttpRequest> requests;
    while (m_asked.size() < atOnePoll && !m_waiting.empty()) {
        m_asked.push_back(m_waiting.front());
        m_waiting.pop_front();
        const Wanted &asked = m_asked.back();
        const RangeQuery query = asked.earlierBy
                                     ? RangeQuery{asked.expression.expression, now - *asked.earlierBy - span,
                                                  now - *asked.earlierBy + span, lastWeekStep}
                                     : RangeQuery{asked.expression.expression, now - span, now, step};
        requests.push_back(rangeQuery(query, 1024 * 1024));
    }
    return requests;
}

std::vector<MetricHistory> HistoryFill::take(const std::vector<Result<PrometheusAnswer>> &answers,
                                             const ServerClock &clock)
{
    std::vector<MetricHistory> histories;
    for (std::size_t i = 0; i < m_asked.size() && i < answers.size(); ++i) {
        Wanted &asked = m_asked[i];
        if (answers[i]) {
            if (auto points = pointsInOurTime(*answers[i], clock); !points.empty())
                histories.push_back({asked.expression.key, std::move(points), asked.earlierBy});
        } else if (answers[i].error().kind != Error::Kind::Config && ++asked.attempts < mostAttempts) {
            m_waiting.push_back(asked);
        }
    }
    return histories;
}

} // namespace surgedeck
