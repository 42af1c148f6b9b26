// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusreader.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/prometheus/prometheusrequest.h"

namespace surgedeck {

namespace {

constexpr long long mostPoints = 11'000; // of one series: web/api/v1/api.go of Prometheus
constexpr Milliseconds margin{100};
constexpr qsizetype largestAnswer = qsizetype{32} * 1024 * 1024;

Status checkRange(const RangeQuery &query)
{
    if (query.step <= Milliseconds{0} || query.end < query.start)
        return Error{Error::Kind::Config, QStringLiteral("a range needs a step above zero and an end after its start")};
    if ((query.end - query.start) / query.step + 1 > mostPoints)
        return Error{Error::Kind::Config,
                     QStringLiteral("the range has more than %1 points: choose a longer step").arg(mostPoints)};
    return ok();
}

} // namespace

Result<std::unique_ptr<PrometheusReader>> PrometheusReader::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(client, HttpClient::create(HttpPeer::of(settings)));
    return std::unique_ptr<PrometheusReader>(new PrometheusReader(std::move(client), clock));
}

PrometheusReader::PrometheusReader(std::unique_ptr<HttpClient> client, const Clock &clock)
    : m_client(std::move(client))
    , m_clock(clock)
{
}

Result<ServerClock> PrometheusReader::serverClock(Milliseconds limit, std::stop_token stop)
{
    if (m_serverClock)
        return *m_serverClock;
    const WallTime sent = m_clock.now();
    return readServerClock(m_client->perform(clockQuery(), limit, std::move(stop)), sent);
}

Result<Matrix> PrometheusReader::range(const RangeQuery &query, std::stop_token stop)
{
    SURGEDECK_CHECK(checkRange(query));
    const MonoTime deadline = m_clock.monotonic() + callDeadline - margin;
    const auto left = [&] { return std::chrono::duration_cast<Milliseconds>(deadline - m_clock.monotonic()); };
    SURGEDECK_TRY(clock, serverClock(left(), stop));
    m_serverClock.reset();
    const RangeQuery theirs{query.expression, clock.theirs(query.start), clock.theirs(query.end), query.step};
    SURGEDECK_TRY(answer, parsePrometheusAnswer(m_client->perform(rangeQuery(theirs, largestAnswer), left(), stop)));
    m_serverClock = clock;
    for (MetricSeries &series : answer.series) {
        for (MetricPoint &point : series.points)
            point.time = clock.ours(point.time);
    }
    return std::move(answer.series);
}

} // namespace surgedeck
