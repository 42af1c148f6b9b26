// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/deployment/deploymentapi.h"

#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype largestBody = 2 * 1024 * 1024;
constexpr int mostItems = 10'000;

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

QString escaped(const QString &id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}

/// A strong ETag without its quotes; a weak one is no generation.
QString generationIn(const QByteArray &etag)
{
    const bool strong = etag.size() > 2 && etag.startsWith('"') && etag.endsWith('"');
    return strong ? QString::fromLatin1(etag.mid(1, etag.size() - 2)).left(200) : QString();
}

Error notTheApi(const QString &what)
{
    return {Error::Kind::Protocol, QStringLiteral("this is no deployment API: %1").arg(what)};
}

QString problemWords(const HttpAnswer &answer)
{
    const QJsonObject problem = QJsonDocument::fromJson(answer.body).object();
    const QString title = problem[key("title")].toString(), detail = problem[key("detail")].toString();
    const QString words = detail.isEmpty()  ? title
                          : title.isEmpty() ? detail
                                            : QStringLiteral("%1: %2").arg(title, detail);
    return (words.isEmpty() ? QStringLiteral("HTTP %1").arg(answer.status) : words).left(300);
}

Result<DeploymentRoute> routeOf(const QJsonObject &object)
{
    DeploymentRoute route;
    route.id = object[key("id")].toString();
    route.generation = object[key("generation")].toString();
    route.confirmed = object[key("confirmed")].toBool(false);
    int sum = 0;
    for (const QJsonValue item : object[key("backends")].toArray()) {
        const QJsonObject backend = item.toObject();
        const int weight = backend[key("weight")].toInt(-1);
        if (backend[key("name")].toString().isEmpty() || weight < 0 || weight > 100)
            return notTheApi(QStringLiteral("route '%1' has a backend without name or weight").arg(route.id));
        route.backends.push_back({backend[key("name")].toString(), weight});
        sum += weight;
    }
    if (route.id.isEmpty() || route.generation.isEmpty() || sum != 100)
        return notTheApi(QStringLiteral("a route needs id, generation and weights that sum to 100"));
    return route;
}

Result<QJsonObject> objectOf(const HttpAnswer &answer)
{
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    return document.isObject() ? Result<QJsonObject>(document.object())
                               : notTheApi(QStringLiteral("the answer is no JSON object"));
}

} // namespace

Result<std::unique_ptr<DeploymentApi>> DeploymentApi::create(const HttpPeer &peer)
{
    SURGEDECK_TRY(client, HttpClient::create(peer));
    return std::unique_ptr<DeploymentApi>(new DeploymentApi(std::move(client)));
}

Result<HttpAnswer> DeploymentApi::get(const QString &path, Milliseconds limit, std::stop_token stop)
{
    HttpRequest request;
    request.path = path;
    request.largestBody = largestBody;
    SURGEDECK_TRY(answer, m_client->perform(request, limit, std::move(stop)).answer);
    if (answer.status == 200)
        return answer;
    const QString words = problemWords(answer);
    if (answer.status == 401 || answer.status == 403)
        return Error{Error::Kind::Auth, words};
    if (answer.status == 404)
        return Error{Error::Kind::Config, words};
    return Error{answer.status >= 500 ? Error::Kind::Unreachable : Error::Kind::Protocol, words};
}

Result<std::vector<DeploymentRoute>> DeploymentApi::routes(Milliseconds limit, std::stop_token stop)
{
    SURGEDECK_TRY(answer, get(QStringLiteral("/v1/routes"), limit, std::move(stop)));
    SURGEDECK_TRY(object, objectOf(answer));
    std::vector<DeploymentRoute> routes;
    for (const QJsonValue item : object[key("routes")].toArray()) {
        SURGEDECK_TRY(route, routeOf(item.toObject()));
        routes.push_back(route);
        if (routes.size() >= mostItems)
            break;
    }
    return routes;
}

Result<DeploymentRoute> DeploymentApi::route(const QString &id, Milliseconds limit, std::stop_token stop)
{
    SURGEDECK_TRY(answer, get(QStringLiteral("/v1/routes/") + escaped(id), limit, std::move(stop)));
    SURGEDECK_TRY(object, objectOf(answer));
    SURGEDECK_TRY(route, routeOf(object));
    if (const QString generation = generationIn(answer.etag); generation != route.generation)
        return notTheApi(QStringLiteral("the ETag and the generation of '%1' differ").arg(id));
    return route;
}

Result<std::vector<DeploymentRelease>> DeploymentApi::releases(Milliseconds limit, std::stop_token stop)
{
    SURGEDECK_TRY(answer, get(QStringLiteral("/v1/releases"), limit, std::move(stop)));
    SURGEDECK_TRY(object, objectOf(answer));
    std::vector<DeploymentRelease> releases;
    for (const QJsonValue item : object[key("releases")].toArray()) {
        const QJsonObject release = item.toObject();
        const auto at = parseRfc3339(release[key("deployed_at")].toString());
        if (release[key("id")].toString().isEmpty() || !at)
            return notTheApi(QStringLiteral("a release needs id and deployed_at"));
        releases.push_back({release[key("id")].toString(), release[key("service")].toString(),
                            release[key("version")].toString(), release[key("state")].toString(),
                            release[key("by")].toString(), *at});
        if (releases.size() >= mostItems)
            break;
    }
    return releases;
}

DeploymentApi::Change DeploymentApi::change(const HttpRequest &request, Milliseconds limit, std::stop_token stop)
{
    const HttpOutcome outcome = m_client->perform(request, limit, std::move(stop));
    Change change;
    if (!outcome.answer) {
        change.known = !outcome.sent;
        change.words = outcome.answer.error().message;
        return change;
    }
    const HttpAnswer &answer = *outcome.answer;
    change.status = answer.status;
    // A server error, or a proxy's, says nothing about whether it was carried out.
    change.known = answer.status < 500;
    change.generation = generationIn(answer.etag);
    if (answer.status >= 300)
        change.words = problemWords(answer);
    return change;
}

DeploymentApi::Change DeploymentApi::setWeights(const Write &write, Milliseconds limit, std::stop_token stop)
{
    QJsonArray weights;
    for (const DeploymentRoute::Backend &backend : write.weights)
        weights.append(QJsonObject{{key("name"), backend.name}, {key("weight"), backend.weight}});
    HttpRequest request;
    request.method = HttpRequest::Method::Put;
    request.path = QStringLiteral("/v1/routes/%1/weights").arg(escaped(write.route));
    request.contentType = "application/json";
    request.headers = {{"If-Match", '"' + write.generation.toLatin1() + '"'},
                       {"Idempotency-Key", write.key.toLatin1()}};
    request.form =
        QJsonDocument(QJsonObject{{key("backends"), weights},
                                  {key("confirm_within"), static_cast<double>(write.confirmWithin.count()) / 1000}})
            .toJson(QJsonDocument::Compact);
    request.largestBody = largestBody;
    return change(request, limit, std::move(stop));
}

DeploymentApi::Change DeploymentApi::confirm(const QString &route, const QString &generation, Milliseconds limit,
                                             std::stop_token stop)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.path = QStringLiteral("/v1/routes/%1/confirm").arg(escaped(route));
    request.contentType = "application/json";
    request.headers = {{"If-Match", '"' + generation.toLatin1() + '"'}};
    request.form = "{}";
    request.largestBody = largestBody;
    return change(request, limit, std::move(stop));
}

DeploymentApi::Change DeploymentApi::rollBack(const QString &release, const QString &idempotencyKey, Milliseconds limit,
                                              std::stop_token stop)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.path = QStringLiteral("/v1/releases/%1/rollback").arg(escaped(release));
    request.contentType = "application/json";
    request.headers = {{"Idempotency-Key", idempotencyKey.toLatin1()}};
    request.form = "{}";
    request.largestBody = largestBody;
    return change(request, limit, std::move(stop));
}

} // namespace surgedeck
