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

/// One request of a journey, and what its answer has to be like.
struct ProbeStepConfig : Located
{
    QString name;
    Template url;   ///< $NAME: what an earlier step stored
    QString method; ///< GET or POST
    Template body;
    std::map<QString, Template> headers;
    std::map<QString, QString> store; ///< name to `json: PATH` or `regex: PATTERN`
    Milliseconds timeout{3'000};
    std::optional<int> status;             ///< nullopt: any 2xx
    QStringList contains, notContains;     ///< of the body
    QString matches;                       ///< a regular expression
    std::map<QString, QString> json;       ///< path to the text of its value
    std::optional<double> maxSeconds;
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
    std::optional<int> sampleLimit; ///< metrics: a page with more samples fails
    std::optional<int> promqlCompat;
    FilePath healthFile;                ///< health: the published document, where it is a file
    bool postAlarms = false;            ///< alertmanager: our alarms are sent to it
    std::vector<ProbeStepConfig> steps; ///< probe
    Milliseconds deadline{3'500};       ///< probe: of all steps together
    QJsonObject extra; ///< keys of a type that this version does not read

    /// Whether PromQL can be asked here.
    bool evaluatesExpressions() const;
};

} // namespace surgedeck
