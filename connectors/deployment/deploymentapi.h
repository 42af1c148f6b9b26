// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/observation.h"

#include <QJsonObject>

namespace surgedeck {

/// One route as the deployment API has it (resources/deployment-api.yaml).
struct DeploymentRoute
{
    struct Backend
    {
        QString name;
        int weight = 0; ///< absolute; those of a route sum to 100
    };
    QString id;
    std::vector<Backend> backends;
    QString generation; ///< the ETag, without its quotes
    bool confirmed = true;
};

struct DeploymentRelease
{
    QString id, service, version, state, by;
    WallTime at{};
};

/// The deployment API's requests and answers, on one worker. Each call blocks for at most its limit. Errors: as
/// HttpClient; Auth for 401 and 403, Config for 404, Protocol for what is no such API.
class DeploymentApi
{
public:
    static Result<std::unique_ptr<DeploymentApi>> create(const HttpPeer &peer);

    Result<std::vector<DeploymentRoute>> routes(Milliseconds limit, std::stop_token stop);
    Result<DeploymentRoute> route(const QString &id, Milliseconds limit, std::stop_token stop);
    Result<std::vector<DeploymentRelease>> releases(Milliseconds limit, std::stop_token stop);

    /// What the API made of a change. `known` false: nobody knows whether it was carried out.
    struct Change
    {
        bool known = false;
        int status = 0;
        QString generation; ///< after it, or, of 409 and 412, the one that is true
        QString words;      ///< title and detail of the problem document, or what broke
    };
    struct Write
    {
        QString route;
        std::vector<DeploymentRoute::Backend> weights;
        QString generation, key;
        Milliseconds confirmWithin{0};
    };
    Change setWeights(const Write &write, Milliseconds limit, std::stop_token stop);
    Change confirm(const QString &route, const QString &generation, Milliseconds limit, std::stop_token stop);
    Change rollBack(const QString &release, const QString &key, Milliseconds limit, std::stop_token stop);

private:
    explicit DeploymentApi(std::unique_ptr<HttpClient> client)
        : m_client(std::move(client))
    {
    }
    Result<HttpAnswer> get(const QString &path, Milliseconds limit, std::stop_token stop);
    Change change(const HttpRequest &request, Milliseconds limit, std::stop_token stop);

    std::unique_ptr<HttpClient> m_client;
};

} // namespace surgedeck
