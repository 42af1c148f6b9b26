// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/dial.h"
#include "models/base/secret.h"

#include <QStringList>

namespace surgedeck {

struct SourceSettings;

namespace mysql {

/// How the connection is protected: the words of `ssl-mode`, weakest first.
enum class TlsMode
{
    Disabled,
    Preferred,
    Required,
    VerifyCa,
    VerifyIdentity
};

/// What a session is opened with.
struct ConnectionOptions
{
    Endpoint endpoint;
    QString user;
    Secret password;
    QString database;
    TlsMode tlsMode = TlsMode::VerifyIdentity;
    QString caFile;
    QString certificateFile;
    QString keyFile;
    QString clientName;
    QStringList attention; ///< what is weaker than the default because the DSN says so
};

/// Reads mysql://USER:PASSWORD@HOST:PORT/DATABASE?ssl-mode=...&ssl-ca=...&ssl-cert=...&ssl-key=...&socket=PATH. What
/// the DSN does not say comes from `settings` (tls, clientName); a missing user or password from the [client] groups of
/// `optionFile`, as for the server's own tools. Pure but for that file. Error: Config; no message repeats the DSN.
Result<ConnectionOptions> connectionOptions(const QString &dsn, const SourceSettings &settings,
                                            const QString &optionFile);

/// ~/.my.cnf
QString userOptionFile();

} // namespace mysql
} // namespace surgedeck
