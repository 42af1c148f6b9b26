// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/postgresdsn.h"

#include "models/yaml/suggestion.h"

namespace surgedeck {

namespace {

QStringList words(const char *list)
{
    return QString::fromLatin1(list).split(QLatin1Char(' '));
}

const QStringList &parameterNames()
{
    static const QStringList names = words(
        "host hostaddr port dbname user password passfile service channel_binding connect_timeout client_encoding "
        "options "
        "application_name fallback_application_name keepalives keepalives_idle keepalives_interval keepalives_count "
        "tcp_user_timeout replication gssencmode sslmode requiressl sslcompression sslcert sslkey sslpassword "
        "sslrootcert sslcrl "
        "sslcrldir sslsni requirepeer ssl_min_protocol_version ssl_max_protocol_version krbsrvname gsslib "
        "target_session_attrs ssl");
    return names;
}

QString wrongWord(const EndpointText &endpoint, const char *name, const QStringList &allowed)
{
    const QString value = endpoint.parameter(QString::fromLatin1(name));
    if (value.isEmpty() || allowed.contains(value) || value.contains(unknownPart))
        return {};
    const QString hint = didYouMean(value, allowed);
    return QStringLiteral("%1 is no %2%3")
        .arg(inQuotes(value), QLatin1String(name),
             hint.isEmpty() ? QStringLiteral(" (possible: %1)").arg(allowed.join(QStringLiteral(", "))) : hint);
}

} // namespace

QStringList postgresFaults(const EndpointText &endpoint)
{
    QStringList faults;
    for (const auto &[name, value] : endpoint.parameters)
        if (!parameterNames().contains(name))
            faults << QStringLiteral("unknown parameter %1%2").arg(inQuotes(name), didYouMean(name, parameterNames()));
    faults << wrongWord(endpoint, "sslmode", words("disable allow prefer require verify-ca verify-full"));
    faults << wrongWord(endpoint, "target_session_attrs",
                        words("any read-write read-only primary standby prefer-standby"));
    faults.removeAll(QString());
    return faults;
}

bool isWeakPostgresMode(const QString &mode)
{
    return words("disable allow prefer require verify-ca").contains(mode);
}

} // namespace surgedeck
