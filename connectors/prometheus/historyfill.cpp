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
    for (const WatchedExpression &expression : expressions)
        m_waiting.push_back({expression});
}

std::vector<HttpRequest> HistoryFill::requests(WallTime now)
{
    m_asked.clear();
    std::vector<HttpRequest> requests;
    while (m_asked.size() < atOnePoll && !m_waiting.empty()) {
        m_asked.push_back(m_waiting.front());
        m_waiting.pop_front();
        const RangeQuery query{m_asked.back().expression.expression, now - span, now, step};
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
                histories.push_back({asked.expression.key, std::move(points)});
        } else if (answers[i].error().kind != Error::Kind::Config && ++asked.attempts < mostAttempts) {
            m_waiting.push_back(asked);
        }
    }
    return histories;
}

} // namespace surgedeck
