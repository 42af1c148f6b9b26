// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/connectionoptions.h"

#include "connectors/mysql/optionfile.h"
#include "models/domain/sourcesettings.h"

#include <QDir>
#include <QUrl>
#include <QUrlQuery>

#include <array>

namespace surgedeck::mysql {

namespace {

constexpr int defaultPort = 3306;

struct TlsWord
{
    const char *word;
    TlsMode mode;
};

constexpr std::array tlsWords = {
    TlsWord{"DISABLED", TlsMode::Disabled},
    TlsWord{"PREFERRED", TlsMode::Preferred},
    TlsWord{"REQUIRED", TlsMode::Required},
    TlsWord{"VERIFY_CA", TlsMode::VerifyCa},
    TlsWord{"VERIFY_IDENTITY", TlsMode::VerifyIdentity},
};

Error configError(const QString &message)
{
    return {Error::Kind::Config, message};
}

Status readTlsMode(const QString &value, ConnectionOptions &options)
{
    const QString wanted = value.toUpper().replace(u'-', u'_');
    for (const TlsWord &known : tlsWords) {
        if (wanted == QLatin1String(known.word)) {
            options.tlsMode = known.mode;
            return ok();
        }
    }
    return configError(QStringLiteral("ssl-mode='%1' is not one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, "
                                      "VERIFY_IDENTITY")
                           .arg(value));
}

Status readParameter(const QString &key, const QString &value, ConnectionOptions &options)
{
    const QString name = key.toLower().replace(u'_', u'-');
    if (name == QStringLiteral("ssl-mode") || name == QStringLiteral("sslmode"))
        return readTlsMode(value, options);
    if (name == QStringLiteral("ssl-ca"))
        options.caFile = value;
    else if (name == QStringLiteral("ssl-cert"))
        options.certificateFile = value;
    else if (name == QStringLiteral("ssl-key"))
        options.keyFile = value;
    else if (name == QStringLiteral("socket") || name == QStringLiteral("unix-socket"))
        options.endpoint.unixPath = value;
    else
        return configError(QStringLiteral("unknown parameter '%1' in the DSN: known are ssl-mode, ssl-ca, ssl-cert, "
                                          "ssl-key and socket")
                               .arg(key));
    return ok();
}

Status readUrl(const QString &dsn, ConnectionOptions &options)
{
    const QUrl url(dsn, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != QStringLiteral("mysql") && url.scheme() != QStringLiteral("mariadb")))
        return configError(
            QStringLiteral("the DSN is not of the form mysql://USER:PASSWORD@HOST:PORT/DATABASE; in user "
                           "and password write @ as %40, : as %3A, / as %2F, # as %23 and % as %25"));
    options.endpoint.host = url.host();
    options.endpoint.port = static_cast<quint16>(url.port(defaultPort));
    options.user = url.userName(QUrl::FullyDecoded);
    options.password = Secret(url.password(QUrl::FullyDecoded));
    options.database = url.path(QUrl::FullyDecoded).mid(1);
    for (const auto &[key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        SURGEDECK_CHECK(readParameter(key, value, options));
    if (options.endpoint.host.isEmpty() && options.endpoint.unixPath.isEmpty())
        return configError(QStringLiteral("the DSN names no host and no socket"));
    return ok();
}

void takeTlsFiles(const TlsSettings &tls, ConnectionOptions &options)
{
    const auto fill = [](QString &own, const QString &other) { own = own.isEmpty() ? other : own; };
    fill(options.caFile, tls.caFile);
    fill(options.certificateFile, tls.certificateFile);
    fill(options.keyFile, tls.keyFile);
}

/// The password of another account is not sent: a file that names somebody else says nothing about this user.
void takeCredentials(const QString &optionFile, ConnectionOptions &options)
{
    if (!options.user.isEmpty() && !options.password.isEmpty())
        return;
    const ClientCredentials file = readClientCredentials(optionFile);
    if (options.user.isEmpty())
        options.user = file.user;
    if (options.password.isEmpty() && (file.user.isEmpty() || file.user == options.user))
        options.password = file.password;
}

QString weaknessOf(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disabled:
        return QStringLiteral("the connection is not encrypted: its DSN says ssl-mode=DISABLED");
    case TlsMode::Preferred:
        return QStringLiteral("the connection may be plain text and the server is not verified: its DSN says "
                              "ssl-mode=PREFERRED");
    case TlsMode::Required:
        return QStringLiteral("the server's certificate is not verified: its DSN says ssl-mode=REQUIRED");
    case TlsMode::VerifyCa:
        return QStringLiteral(
            "the server's name is not compared with its certificate: its DSN says ssl-mode=VERIFY_CA");
    case TlsMode::VerifyIdentity:
        break;
    }
    return {};
}

} // namespace

Result<ConnectionOptions> connectionOptions(const QString &dsn, const SourceSettings &settings,
                                            const QString &optionFile)
{
    if (!settings.tls.serverName.isEmpty())
        return configError(QStringLiteral("tls.server_name is not supported for type mysql: put the name that the "
                                          "certificate carries into the DSN"));
    ConnectionOptions options;
    SURGEDECK_CHECK(readUrl(dsn, options));
    takeTlsFiles(settings.tls, options);
    takeCredentials(optionFile, options);
    if (options.user.isEmpty())
        return configError(QStringLiteral("no user: write mysql://USER:PASSWORD@HOST/ or put user= under [client] in "
                                          "~/.my.cnf"));
    if (!options.endpoint.unixPath.isEmpty())
        options.tlsMode = TlsMode::Disabled; // what goes through a socket stays on this machine
    else if (const QString weakness = weaknessOf(options.tlsMode); !weakness.isEmpty())
        options.attention << weakness;
    options.clientName = settings.clientName;
    return options;
}

QString userOptionFile()
{
    return QDir::home().filePath(QStringLiteral(".my.cnf"));
}

} // namespace surgedeck::mysql
