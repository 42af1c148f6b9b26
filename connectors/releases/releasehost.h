// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/observation.h"

namespace surgedeck {

/// Where a project's deployments are asked for, and how the answers are read. Written from the vendors' documents
/// (GitLab "Deployments API" and "Releases API", v4; GitHub REST "Deployments", "Releases" and "Rate limits",
/// 2022-11-28), whose examples the doubles of the tests repeat; never tried against the services themselves. Pure.
struct ReleaseHost
{
    QString name; ///< "GitLab", "GitHub"
    /// The API of the project that people open at `url`. Error: Config.
    Result<QString> (*apiOf)(const QString &url);
    /// Newest first, one page each.
    QStringList paths;
    std::vector<std::pair<QString, QString>> headers;
    /// What one page says. Error: Protocol.
    Result<std::vector<Change>> (*read)(const QByteArray &page);
    QByteArray accept; ///< what the vendor recommends to ask for; empty: nothing of its own
    /// How often at most somebody without a token asks: GitHub gives an address 60 requests an hour.
    Milliseconds anonymousEach{30'000};
};

const ReleaseHost &gitlabHost();
const ReleaseHost &githubHost();

} // namespace surgedeck
