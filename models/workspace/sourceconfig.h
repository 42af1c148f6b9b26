// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/workspace/values.h"

#include <QJsonObject>

#include <map>

namespace surgedeck {

struct BasicAuth : Located
{
    Template user;
    Template password;
};

struct TlsFiles : Located
{
    FilePath ca, cert, key;
    QString serverName;
};

/// A credential, read or acting. Which fields are set depends on the type of the source.
struct SourceAccess
{
    Template dsn;                    ///< postgresql, mysql
    Template url;                    ///< redis, prometheus, deployment and other HTTP interfaces
    std::vector<Template> addresses; ///< haproxy: tcp://host:port or unix:/path, one a balancer
    Template token;
    Template bearer;
    std::optional<BasicAuth> basicAuth;
    TlsFiles tls;
    std::map<QString, Template> headers;

    bool isEmpty() const { return dsn.isEmpty() && url.isEmpty() && addresses.empty() && token.isEmpty(); }
};

struct SourceConfig : Located
{
    QString id;
    QString type;
    Milliseconds interval{1000};
    SourceAccess read;
    SourceAccess act;              ///< the act_* keys
    std::vector<Template> targets; ///< metrics: pages to scrape
    std::vector<FilePath> targetFiles;
    std::map<QString, QString> labels;
    QString group, role, shard;
    QString sshHost;      ///< via: {ssh: HOST}
    bool changes = false; ///< its changes are shown in "what changed"
    bool allowPlainHttp = false;
    bool honorLabels = false;
    std::optional<int> promqlCompat;
    QJsonObject extra; ///< keys of a type that this version does not read

    /// Whether PromQL can be asked here.
    bool evaluatesExpressions() const;
};

} // namespace surgedeck
