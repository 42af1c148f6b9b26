// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"

namespace surgedeck {

/// An alarm of ours, as an Alertmanager is told of it.
struct PostedAlert
{
    std::vector<std::pair<QString, QString>> labels; ///< with alertname
    QString summary, runbook;
    WallTime startsAt{};
    WallTime endsAt{}; ///< in the past: it is over; else when it is over unless it is told again
    bool operator==(const PostedAlert &) const = default;
};

/// The body of POST /api/v2/alerts.
QByteArray alertsBody(const std::vector<PostedAlert> &alerts);

/// Tells an Alertmanager of alerts. Lives on one worker thread; blocks for at most 3 s.
class AlertPoster
{
public:
    /// Error: Config.
    static Result<std::unique_ptr<AlertPoster>> create(const SourceSettings &settings);

    /// Error: as HttpClient; Protocol and Auth for a status that is not 200.
    Status post(const std::vector<PostedAlert> &alerts, std::stop_token stop);

private:
    explicit AlertPoster(std::unique_ptr<HttpClient> client)
        : m_client(std::move(client))
    {
    }

    std::unique_ptr<HttpClient> m_client;
};

} // namespace surgedeck
