// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace surgedeck {

namespace metrics {
class SharedSamples;
}

class RuleEvaluator;

/// An expression that a metrics source evaluates at every poll.
struct WatchedExpression
{
    QString key; ///< names the value for its reader: "indicator/orders", "service/checkout/p99"
    QString expression;
    Milliseconds every{0}; ///< not at every poll but this seldom: windows of days, say. They have no history
    bool operator==(const WatchedExpression &) const = default;
};

struct TlsSettings
{
    QString caFile;
    QString certificateFile;
    QString keyFile;
    QString serverName;
    bool operator==(const TlsSettings &) const = default;
};

/// One request of an HTTP journey (`type: probe`). $NAME in url, body and headers is what an earlier step stored.
struct ProbeStep
{
    QString name;
    QString url;
    bool isPost = false;
    QString body;
    std::vector<std::pair<QString, QString>> headers;
    std::vector<std::pair<QString, QString>> store; ///< name, `json: PATH` or `regex: PATTERN`
    Milliseconds timeout{3'000};
    std::optional<int> status; ///< nullopt: any 2xx
    QStringList contains, notContains;
    QString matches;
    std::vector<std::pair<QString, QString>> json; ///< path, the text of its value
    std::optional<double> maxSeconds;
};

/// What a connector is made from: one source of the workspace with its secrets resolved. Lives in memory only: it is never
/// printed, logged or journalled. Keys that a kind does not use are empty.
struct SourceSettings
{
    QString id;
    QString type;
    Milliseconds interval{1000};
    QString endpoint;      ///< dsn, url or address
    QStringList endpoints; ///< several balancers (addresses) or scrape targets
    QString actEndpoint;   ///< with the acting credential; empty: none
    QStringList actEndpoints; ///< of several balancers: one each, in the order of `endpoints`
    QString actToken;         ///< of HTTP interfaces: the bearer token that may act
    TlsSettings tls;
    QString user; ///< HTTP basic authentication
    QString password;
    QString bearerToken;
    std::vector<std::pair<QString, QString>> headers; ///< of every HTTP request: a tenant, say. May hold secrets
    bool allowPlainHttp = false;
    std::vector<WatchedExpression> expressions;
    std::vector<ProbeStep> steps;
    Milliseconds deadline{3'500}; ///< of all steps together
    // Of scraping.
    QStringList targetFiles;           ///< absolute; globs
    std::map<QString, QString> labels; ///< added to every series
    bool honorLabels = false;
    int sampleLimit = 20'000; ///< of one page
    int promqlCompat = 3;
    std::function<Result<QJsonValue>(const QByteArray &)> readYaml; ///< how a target file in YAML becomes values
    std::shared_ptr<metrics::SharedSamples> samples; ///< where all metrics sources of a workspace put what they scrape
    std::shared_ptr<RuleEvaluator> rules; ///< that this source evaluates; nullptr: none. Used on its worker only
    QString sshHost;  ///< the bastion that the peer is reached through; empty: directly
    QString httpHost; ///< the Host of HTTP requests, where that is not the one of the url
    QStringList command; ///< varnish: the program that tells the figures, and its arguments
    QString clientName; ///< how our sessions name themselves on the server: "surgedeck/0.1.0/viewer/1a2b3c4d"
};

} // namespace surgedeck
