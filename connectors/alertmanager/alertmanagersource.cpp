// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/alertmanagersource.h"

#include "connectors/alertmanager/alertmanageranswer.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace surgedeck {

namespace {

constexpr qsizetype largestAnswer = qsizetype{8} * 1024 * 1024;
constexpr Milliseconds longestRequest{1'800}; ///< two of them in a poll

} // namespace

Result<SourcePtr> AlertmanagerSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(client, HttpClient::create(HttpPeer::of(settings)));
    return SourcePtr(std::make_unique<AlertmanagerSource>(settings, std::move(client), clock));
}

AlertmanagerSource::AlertmanagerSource(const SourceSettings &settings, std::unique_ptr<HttpClient> client,
                                       const Clock &clock)
    : m_client(std::move(client))
    , m_interval(settings.interval)
    , m_clock(clock)
{
}

Result<QByteArray> AlertmanagerSource::get(const QString &path, std::stop_token stop)
{
    const HttpRequest request{HttpRequest::Method::Get, QStringLiteral("/api/v2/") + path, {}, largestAnswer};
    HttpOutcome outcome = m_client->perform(request, longestRequest, std::move(stop));
    m_totalMs += outcome.totalMs;
    SURGEDECK_TRY(answer, outcome.answer);
    if (answer.status == 401 || answer.status == 403)
        return Error{Error::Kind::Auth, QStringLiteral("the server refuses us (%1)").arg(answer.status)};
    if (answer.status != 200)
        return Error{Error::Kind::Protocol, QStringLiteral("/api/v2/%1: status %2").arg(path).arg(answer.status)};
    return answer.body;
}

Result<PollResult> AlertmanagerSource::poll(std::stop_token stop)
{
    m_totalMs = 0;
    SURGEDECK_TRY(silencesBody, get(QStringLiteral("silences"), stop));
    SURGEDECK_TRY(alertsBody, get(QStringLiteral("alerts"), stop));
    SURGEDECK_TRY(silences, parseSilences(silencesBody));
    SURGEDECK_TRY(alerts, parseAlerts(alertsBody, silences, m_clock.now()));
    alerts.interval = m_interval;
    PollResult result;
    result.observations.push_back(std::move(alerts));
    result.statements = 2;
    result.inFlight = std::chrono::nanoseconds(static_cast<long long>(m_totalMs * 1e6));
    return result;
}

std::vector<DiagnosisStage> AlertmanagerSource::diagnose(std::stop_token stop)
{
    std::vector<DiagnosisStage> stages;
    m_totalMs = 0;
    const auto status = get(QStringLiteral("status"), stop);
    const bool denied = !status && status.error().kind == Error::Kind::Auth;
    const bool reached = status || denied || status.error().kind == Error::Kind::Protocol;
    stages.push_back({QStringLiteral("connect"), reached, {}, m_totalMs, reached ? QString() : status.error().message});
    stages.push_back({QStringLiteral("sign-in"),
                      reached ? std::optional(!denied) : std::nullopt,
                      {},
                      {},
                      denied ? status.error().message : QString()});
    if (!status) {
        stages.push_back({QStringLiteral("read"),
                          reached && !denied ? std::optional(false) : std::nullopt,
                          {},
                          {},
                          reached && !denied ? status.error().message : QString()});
        return stages;
    }
    const QString version =
        QJsonDocument::fromJson(*status)[QLatin1String("versionInfo")][QLatin1String("version")].toString();
    const auto alerts = get(QStringLiteral("alerts"), stop);
    const auto parsed = alerts ? parseAlerts(*alerts, {}, m_clock.now()) : Result<RuleAlerts>(alerts.error());
    stages.push_back(
        {QStringLiteral("read"),
         bool(parsed),
         parsed ? QStringLiteral("Alertmanager %1, %2 alerts").arg(version.left(20)).arg(parsed->alerts.size())
                : QString(),
         {},
         parsed ? QString() : parsed.error().message});
    return stages;
}

} // namespace surgedeck
