// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <map>
#include <vector>

namespace surgedeck {
struct SourceSettings;
}

namespace surgedeck::postgres {

/// One of the servers that a DSN names. Empty host: libpq's default.
struct Target
{
    QString host;
    QString address; ///< where to connect, when that is not `host`: then `host` is only the name on the certificate
    QString port;

    bool isLocalSocket() const;
    bool operator==(const Target &) const = default;
};

/// How a server is reached: libpq's parameters, the DSN's over our own. Holds the password: it lives in memory only.
struct ConnectionPlan
{
    std::map<QByteArray, QByteArray> parameters; ///< without host, hostaddr and port
    std::vector<Target> targets;                 ///< at least one, in the order of the DSN
    QStringList attention;                       ///< what the DSN sets against our safety settings

    QString password() const { return QString::fromUtf8(valueOf("password")); }
    QByteArray valueOf(const char *keyword) const;
};

/// Reads a DSN (URI, key=value or service=) with libpq's own parser and lays it over our settings: TLS with a checked
/// certificate, short timeouts on the server, read only. Reads the service file and looks for certificate authorities;
/// does not connect. Error: Config; its message repeats nothing of the DSN that could be a secret.
Result<ConnectionPlan> planConnection(const QString &dsn, const SourceSettings &settings);

/// The longest that one statement of ours runs on the server.
constexpr int statementTimeoutMs = 1500;

/// A setting of our own among them: a session that does not know it did not get our options.
constexpr const char *optionsMark = "surgedeck.direct";

/// What our sessions are set to, as "-c name=value" for a connection and as SET LOCAL for a transaction.
QByteArray sessionOptions();
QByteArray sessionOptionsForTransaction();

} // namespace surgedeck::postgres
