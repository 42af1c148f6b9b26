// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/notify/noticesender.h"

#include "connectors/base/http.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr Milliseconds longestPost{8'000};
constexpr qsizetype largestAnswer = 256 * 1024;
constexpr qsizetype mostPeople = 50;
const QString pagerDutyEvents = u"https://events.pagerduty.com/v2/enqueue"_s;
const QString pagerDutyApi = u"https://api.pagerduty.com"_s;

/// The part of an address that is a peer, and the path in it.
std::pair<QString, QString> parts(const QString &url)
{
    const qsizetype scheme = url.indexOf(u"://");
    const qsizetype slash = scheme < 0 ? -1 : url.indexOf(u'/', scheme + 3);
    return slash < 0 ? std::pair(url, u"/"_s) : std::pair(url.left(slash), url.mid(slash));
}

NoticeOutcome outcomeOf(const HttpAnswer &answer)
{
    using Kind = NoticeOutcome::Kind;
    if (answer.status >= 200 && answer.status < 300)
        return {Kind::Sent};
    const QString said = QString::fromUtf8(answer.body.left(160)).simplified();
    const QString words = u"it answers %1: %2"_s.arg(answer.status).arg(said);
    return {answer.status == 429 || answer.status >= 500 ? Kind::Again : Kind::Failed, words};
}

/// Without an answer: what was not sent, or is known again by its key, may be sent again.
NoticeOutcome outcomeOf(const NoticeTarget &target, const HttpOutcome &outcome)
{
    using Kind = NoticeOutcome::Kind;
    const QString words = outcome.answer.error().message;
    const bool mayRepeat = !outcome.sent || target.kind == NoticeTarget::Kind::PagerDuty;
    return {mayRepeat ? Kind::Again : Kind::Unclear,
            mayRepeat ? words : u"no answer came, it may have arrived: %1"_s.arg(words)};
}

} // namespace

NoticeOutcome sendNotice(const NoticeTarget &target, QJsonObject body, std::stop_token stop)
{
    const bool pager = target.kind == NoticeTarget::Kind::PagerDuty;
    const auto [peerUrl, path] = parts(pager && target.url.isEmpty() ? pagerDutyEvents : target.url);
    if (pager)
        body[u"routing_key"_s] = target.routingKey;
    HttpPeer peer;
    peer.url = peerUrl;
    peer.userAgent = u"surgedeck"_s;
    auto client = HttpClient::create(peer);
    if (!client)
        return {NoticeOutcome::Kind::Failed, client.error().message};
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.path = path;
    request.contentType = "application/json";
    request.form = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.largestBody = largestAnswer;
    const HttpOutcome outcome = (*client)->perform(request, longestPost, std::move(stop));
    return outcome.answer ? outcomeOf(*outcome.answer) : outcomeOf(target, outcome);
}

Result<QStringList> peopleOnCall(const QString &apiUrl, const QString &token, std::stop_token stop)
{
    HttpPeer peer;
    peer.url = apiUrl.isEmpty() ? pagerDutyApi : apiUrl;
    peer.userAgent = u"surgedeck"_s;
    // Source: PagerDuty REST API, "Authentication" and "List all of the on-calls".
    peer.headers = {{u"Authorization"_s, u"Token token="_s + token}};
    peer.accept = "application/vnd.pagerduty+json;version=2";
    SURGEDECK_TRY(client, HttpClient::create(peer));
    HttpRequest request;
    request.path = u"/oncalls?limit=100&earliest=true"_s;
    request.largestBody = largestAnswer;
    const HttpOutcome outcome = client->perform(request, longestPost, std::move(stop));
    SURGEDECK_TRY(answer, outcome.answer);
    if (answer.status == 401 || answer.status == 403)
        return Error{Error::Kind::Auth, u"PagerDuty does not accept the API token"_s};
    if (answer.status != 200)
        return Error{Error::Kind::Protocol, u"PagerDuty answers %1"_s.arg(answer.status)};
    std::vector<std::pair<int, QString>> found;
    for (const QJsonValue &onCall : QJsonDocument::fromJson(answer.body).object()[u"oncalls"].toArray())
        found.emplace_back(onCall[u"escalation_level"].toInt(), onCall[u"user"][u"summary"].toString());
    std::ranges::stable_sort(found, {}, &std::pair<int, QString>::first);
    QStringList people;
    for (const auto &[level, name] : found)
        if (!name.isEmpty() && !people.contains(name) && people.size() < mostPeople)
            people << name;
    return people;
}

} // namespace surgedeck
