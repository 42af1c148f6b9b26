// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisurl.h"

#include <QUrl>
#include <QUrlQuery>

namespace surgedeck {

namespace {

constexpr quint16 defaultPort = 6379;

Error bad(const QString &what)
{
    return {Error::Kind::Config, QStringLiteral("url: %1; expected redis://[user:password@]host[:port][/db], "
                                                "rediss://... or unix:/path")
                                     .arg(what)};
}

QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

/// Cuts "user:password@" off the front of `rest`. The last @ ends it, so that one in a password needs no encoding.
void takeCredentials(QString &rest, RedisTarget &target)
{
    const auto at = rest.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return;
    const QString credentials = rest.left(at);
    rest = rest.mid(at + 1);
    const auto colon = credentials.indexOf(QLatin1Char(':'));
    target.user = decoded(credentials.left(colon));
    target.password = colon < 0 ? QString() : decoded(credentials.mid(colon + 1));
}

Status takeOptions(QString &rest, RedisTarget &target)
{
    const auto mark = rest.lastIndexOf(QLatin1Char('?'));
    if (mark < 0 || mark < rest.lastIndexOf(QLatin1Char('@')))
        return ok();
    const QUrlQuery query(rest.mid(mark + 1));
    rest.truncate(mark);
    for (const auto &[name, value] : query.queryItems()) {
        if (name == QLatin1String("db"))
            continue;
        if (name != QLatin1String("ssl_cert_reqs"))
            return bad(QStringLiteral("unknown parameter '%1'").arg(name));
        if (target.security == StreamSecurity::Plain)
            return bad(QStringLiteral("ssl_cert_reqs needs rediss://"));
        if (value == QLatin1String("none"))
            target.security = StreamSecurity::TlsUnverified;
        else if (value != QLatin1String("required"))
            return bad(QStringLiteral("ssl_cert_reqs is 'required' or 'none'"));
    }
    return ok();
}

Status takeDatabase(QString &rest)
{
    const auto slash = rest.indexOf(QLatin1Char('/'));
    if (slash < 0)
        return ok();
    const QString database = rest.mid(slash + 1);
    rest.truncate(slash);
    bool isNumber = true;
    if (!database.isEmpty() && database.toUInt(&isNumber) > 65535)
        isNumber = false;
    return isNumber ? ok() : bad(QStringLiteral("the database is a number"));
}

/// What is left: host, host:port, [v6], [v6]:port or nothing.
Status takeHost(const QString &rest, Endpoint &endpoint)
{
    const bool bracketed = rest.startsWith(QLatin1Char('['));
    const auto end = bracketed ? rest.indexOf(QLatin1Char(']')) : rest.indexOf(QLatin1Char(':'));
    if (bracketed && end < 0)
        return bad(QStringLiteral("']' is missing"));
    endpoint.host = bracketed ? rest.mid(1, end - 1) : rest.left(end);
    const QString after = end < 0 ? QString() : rest.mid(bracketed ? end + 1 : end);
    endpoint.port = defaultPort;
    if (!after.isEmpty()) {
        bool isNumber = false;
        endpoint.port = after.mid(1).toUShort(&isNumber);
        if (!after.startsWith(QLatin1Char(':')) || !isNumber || endpoint.port == 0)
            return bad(QStringLiteral("the port is a number from 1 to 65535"));
    }
    return endpoint.host.isEmpty() ? bad(QStringLiteral("there is no host")) : ok();
}

} // namespace

Result<RedisTarget> parseRedisUrl(const QString &url)
{
    RedisTarget target;
    const auto colon = url.indexOf(QLatin1Char(':'));
    const QString scheme = url.left(colon).toLower();
    QString rest = colon < 0 ? QString() : url.mid(colon + 1);
    const bool isUnix = scheme == QLatin1String("unix") || scheme == QLatin1String("redis+unix");
    if (scheme == QLatin1String("rediss"))
        target.security = StreamSecurity::Tls;
    else if (scheme != QLatin1String("redis") && !isUnix)
        return bad(QStringLiteral("unknown scheme"));
    if (rest.startsWith(QLatin1String("//")))
        rest = rest.mid(2);
    else if (!isUnix)
        return bad(QStringLiteral("'//' is missing"));
    SURGEDECK_CHECK(takeOptions(rest, target));
    takeCredentials(rest, target);
    if (isUnix) {
        target.endpoint.unixPath = rest;
        return rest.startsWith(QLatin1Char('/')) ? Result(target)
                                                 : bad(QStringLiteral("the socket's path starts with '/'"));
    }
    SURGEDECK_CHECK(takeDatabase(rest));
    SURGEDECK_CHECK(takeHost(rest, target.endpoint));
    return target;
}

} // namespace surgedeck
