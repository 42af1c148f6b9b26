// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/httpgaugesource.h"

#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"

#include <QUrl>

namespace surgedeck {

namespace {

constexpr Milliseconds limit{3'500};
constexpr qsizetype largestBody = qsizetype{4} * 1024 * 1024;

Error statusError(const HttpAnswer &answer, const HttpGaugeKind &kind)
{
    if (answer.status == 401 || answer.status == 403)
        return {Error::Kind::Auth, QStringLiteral("HTTP %1: %2").arg(answer.status).arg(kind.grant)};
    return {Error::Kind::Protocol,
            QStringLiteral("HTTP %1 where %2 tells its state: check the url").arg(answer.status).arg(kind.engine)};
}

Endpoint endpointOf(const QString &text)
{
    const QUrl url(text);
    const int usual = url.scheme() == QLatin1String("https") ? 443 : 80;
    return {url.host(), static_cast<quint16>(url.port(usual)), {}};
}

} // namespace

Result<SourcePtr> HttpGaugeSource::create(const SourceSettings &settings, const Clock &clock, const HttpGaugeKind &kind)
{
    SURGEDECK_TRY(client, HttpClient::create(HttpPeer::of(settings)));
    return SourcePtr(std::make_unique<HttpGaugeSource>(settings, std::move(client), kind, clock));
}

HttpGaugeSource::HttpGaugeSource(SourceSettings settings, std::unique_ptr<HttpClient> client, HttpGaugeKind kind,
                                 const Clock &clock)
    : m_settings(std::move(settings))
    , m_client(std::move(client))
    , m_kind(std::move(kind))
    , m_clock(clock)
{
}

Result<ServerGauges> HttpGaugeSource::read(PollResult &result, std::stop_token stop)
{
    std::vector<HttpRequest> requests;
    for (const QString &path : m_kind.paths) {
        HttpRequest request;
        request.path = path;
        request.largestBody = largestBody;
        requests.push_back(std::move(request));
    }
    const auto outcomes = m_client->perform(requests, limit, std::move(stop));
    std::vector<QByteArray> bodies;
    for (const HttpOutcome &outcome : outcomes) {
        result.statements += 1;
        result.inFlight += std::chrono::nanoseconds(static_cast<long long>(outcome.totalMs * 1e6));
        if (!outcome.answer)
            return outcome.answer.error();
        if (outcome.answer->status != 200)
            return statusError(*outcome.answer, m_kind);
        bodies.push_back(outcome.answer->body);
    }
    return m_kind.parse(bodies, m_clock.now());
}

Result<PollResult> HttpGaugeSource::poll(std::stop_token stop)
{
    PollResult result;
    SURGEDECK_TRY(gauges, read(result, std::move(stop)));
    gauges.engine = m_kind.engine;
    m_rates.fold(gauges, m_clock.monotonic());
    result.observations.emplace_back(std::move(gauges));
    return result;
}

std::vector<DiagnosisStage> HttpGaugeSource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, stop);
    const Endpoint endpoint = endpointOf(m_settings.endpoint);
    std::vector<DiagnosisStage> stages{resolveStage(endpoint, deadline, m_clock)};
    stages.push_back(stages.back().ok == true ? connectStage(endpoint, deadline, m_clock)
                                              : notReached(QStringLiteral("connect")));
    if (stages.back().ok != true) {
        stages.push_back(notReached(QStringLiteral("read")));
        return stages;
    }
    PollResult result;
    const MonoTime start = m_clock.monotonic();
    const auto gauges = read(result, std::move(stop));
    DiagnosisStage read{QStringLiteral("read"), bool(gauges), {}, toSeconds(m_clock.monotonic() - start) * 1000, {}};
    read.value =
        gauges ? QStringLiteral("%1 %2: %3 figures").arg(m_kind.engine, gauges->version).arg(gauges->gauges.size())
               : gauges.error().message;
    read.brief = gauges ? m_kind.engine : QString();
    if (!gauges) {
        read.failure = gauges.error().kind;
        read.advice = m_kind.grant;
    }
    stages.push_back(std::move(read));
    return stages;
}

} // namespace surgedeck
