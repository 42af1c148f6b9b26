// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/alertposter.h"

#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace surgedeck {

namespace {
constexpr Milliseconds longestPost{3'000};
constexpr qsizetype largestAnswer = 64 * 1024;
} // namespace

QByteArray alertsBody(const std::vector<PostedAlert> &alerts)
{
    QJsonArray list;
    for (const PostedAlert &alert : alerts) {
        QJsonObject labels, annotations;
        for (const auto &[name, value] : alert.labels)
            if (!value.isEmpty())
                labels.insert(name, value);
        if (!alert.summary.isEmpty())
            annotations.insert(QStringLiteral("summary"), alert.summary);
        if (!alert.runbook.isEmpty())
            annotations.insert(QStringLiteral("runbook"), alert.runbook);
        list.append(QJsonObject{{QStringLiteral("labels"), labels},
                                {QStringLiteral("annotations"), annotations},
                                {QStringLiteral("startsAt"), toRfc3339(alert.startsAt)},
                                {QStringLiteral("endsAt"), toRfc3339(alert.endsAt)}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

Result<std::unique_ptr<AlertPoster>> AlertPoster::create(const SourceSettings &settings)
{
    HttpPeer peer = HttpPeer::of(settings);
    peer.headers.emplace_back(QStringLiteral("Content-Type"), QStringLiteral("application/json"));
    SURGEDECK_TRY(client, HttpClient::create(peer));
    return std::unique_ptr<AlertPoster>(new AlertPoster(std::move(client)));
}

Status AlertPoster::post(const std::vector<PostedAlert> &alerts, std::stop_token stop)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.path = QStringLiteral("/api/v2/alerts");
    request.form = alertsBody(alerts);
    request.largestBody = largestAnswer;
    HttpOutcome outcome = m_client->perform(request, longestPost, std::move(stop));
    SURGEDECK_TRY(answer, outcome.answer);
    if (answer.status == 200)
        return ok();
    const bool denied = answer.status == 401 || answer.status == 403;
    return Error{denied ? Error::Kind::Auth : Error::Kind::Protocol,
                 QStringLiteral("the Alertmanager answers %1: %2")
                     .arg(answer.status)
                     .arg(QString::fromUtf8(answer.body.left(200)))};
}

} // namespace surgedeck
