// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tunnel/reroute.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <iterator>

namespace surgedeck {

namespace {

Error impossible(const QString &why)
{
    return {Error::Kind::Config, QStringLiteral("via: %1").arg(why)};
}

bool isOneOf(const QString &type, std::initializer_list<const char *> types)
{
    return std::ranges::any_of(types, [&](const char *one) { return type == QLatin1String(one); });
}

int usualPort(const QString &scheme)
{
    static const std::pair<const char *, int> ports[] = {{"https", 443},   {"http", 80},    {"redis", 6379},
                                                         {"rediss", 6379}, {"mysql", 3306}, {"mariadb", 3306},
                                                         {"fcgi", 9000}};
    const auto known =
        std::ranges::find_if(ports, [&](const auto &port) { return scheme == QLatin1String(port.first); });
    return known == std::end(ports) ? -1 : known->second;
}

/// libpq takes the last one of equal parameters, and checks the certificate against `host`, not against `hostaddr`.
QString withParameters(const QString &dsn, quint16 port)
{
    if (!dsn.contains(QLatin1String("://")))
        return QStringLiteral("%1 hostaddr=127.0.0.1 port=%2").arg(dsn).arg(port);
    const QChar joint = dsn.contains(QLatin1Char('?')) ? QLatin1Char('&') : QLatin1Char('?');
    return QStringLiteral("%1%2hostaddr=127.0.0.1&port=%3").arg(dsn, joint).arg(port);
}

/// Words of "key=value key='a b'", the last of equal keys.
QString keywordOf(const QString &dsn, const char *keyword)
{
    QString value;
    for (const QString &word : dsn.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (word.startsWith(QLatin1String(keyword) + QLatin1Char('=')))
            value = word.section(QLatin1Char('='), 1).remove(QLatin1Char('\''));
    return value;
}

struct Named
{
    QString host, port;
};

Named postgresTarget(const QString &dsn)
{
    if (!dsn.contains(QLatin1String("://")))
        return {keywordOf(dsn, "host"), keywordOf(dsn, "port")};
    const QUrl url(dsn);
    const QUrlQuery query(url);
    Named named{url.host(), url.port() > 0 ? QString::number(url.port()) : QString()};
    if (const QString host = query.queryItemValue(QStringLiteral("host")); !host.isEmpty())
        named.host = host;
    if (const QString port = query.queryItemValue(QStringLiteral("port")); !port.isEmpty())
        named.port = port;
    return named;
}

Result<QString> postgresDsn(const QString &dsn, const LocalPort &localPort)
{
    const Named named = postgresTarget(dsn);
    if (named.host.isEmpty() || named.host.contains(QLatin1Char(',')) || named.host.startsWith(QLatin1Char('/')))
        return impossible(QStringLiteral("the dsn has to name one host"));
    const quint16 port = named.port.isEmpty() ? 5432 : named.port.toUShort();
    SURGEDECK_TRY(local, localPort({named.host, port, {}}));
    return withParameters(dsn, local);
}

/// tcp://HOST:PORT or unix:/PATH.
Result<QString> plainAddress(const QString &address, const LocalPort &localPort)
{
    const QUrl url(address);
    const Endpoint far = address.startsWith(QLatin1String("unix:"))
                             ? Endpoint{{}, 0, address.mid(5)}
                             : Endpoint{url.host(), static_cast<quint16>(std::max(url.port(), 0)), {}};
    if (far.unixPath.isEmpty() && (far.host.isEmpty() || far.port == 0))
        return impossible(QStringLiteral("the address names no host and port"));
    SURGEDECK_TRY(local, localPort(far));
    return QStringLiteral("tcp://127.0.0.1:%1").arg(local);
}

/// scheme://user:password@HOST:PORT/...; the text around the host is left as it is.
Result<QString> urlOf(const QString &text, const LocalPort &localPort)
{
    const QUrl url(text);
    const quint16 port = static_cast<quint16>(std::max(url.port(usualPort(url.scheme())), 0));
    if (url.host().isEmpty() || port == 0)
        return impossible(QStringLiteral("the url names no host"));
    SURGEDECK_TRY(local, localPort({url.host(), port, {}}));
    QUrl there(url);
    there.setHost(QStringLiteral("127.0.0.1"));
    there.setPort(local);
    return there.toString(QUrl::FullyEncoded);
}

/// The client library compares the certificate with the address that it connects to, which is ours here.
Result<QString> mysqlDsn(const QString &dsn, const LocalPort &localPort)
{
    if (dsn.contains(QLatin1String("socket=")))
        return impossible(QStringLiteral("the dsn has to name a host, not a socket"));
    SURGEDECK_TRY(local, urlOf(dsn, localPort));
    if (local.contains(QLatin1String("ssl-mode=")))
        return local;
    return local + (local.contains(QLatin1Char('?')) ? QLatin1Char('&') : QLatin1Char('?')) +
           QStringLiteral("ssl-mode=VERIFY_CA");
}

using Rewrite = Result<QString> (*)(const QString &, const LocalPort &);

Rewrite rewriteFor(const QString &type)
{
    if (isOneOf(type, {"postgresql", "pgbouncer"}))
        return postgresDsn;
    if (isOneOf(type, {"mysql"}))
        return mysqlDsn;
    if (isOneOf(type, {"haproxy", "memcached"}))
        return plainAddress;
    if (isOneOf(type, {"redis", "prometheus", "alertmanager", "nginx", "phpfpm", "rabbitmq", "deployment"}))
        return urlOf;
    return nullptr;
}

Status replace(QString &text, Rewrite rewrite, const LocalPort &localPort)
{
    if (text.isEmpty())
        return ok();
    SURGEDECK_TRY(local, rewrite(text, localPort));
    text = local;
    return ok();
}

void keepNames(const SourceSettings &before, SourceSettings &after)
{
    const QUrl url(before.endpoint);
    if (isOneOf(before.type, {"redis", "prometheus", "alertmanager", "nginx", "phpfpm", "rabbitmq", "deployment"}) &&
        after.tls.serverName.isEmpty() &&
        (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("rediss")))
        after.tls.serverName = url.host();
    if (url.scheme().startsWith(QLatin1String("http")))
        after.httpHost = url.port() > 0 ? QStringLiteral("%1:%2").arg(url.host()).arg(url.port()) : url.host();
}

} // namespace

Result<SourceSettings> rerouted(const SourceSettings &settings, const LocalPort &localPort)
{
    const Rewrite rewrite = rewriteFor(settings.type);
    if (!rewrite)
        return impossible(QStringLiteral("a source of type '%1' can not be reached by ssh").arg(settings.type));
    SourceSettings local = settings;
    for (QString *text : {&local.endpoint, &local.actEndpoint})
        SURGEDECK_CHECK(replace(*text, rewrite, localPort));
    for (QStringList *list : {&local.endpoints, &local.actEndpoints})
        for (QString &text : *list)
            SURGEDECK_CHECK(replace(text, rewrite, localPort));
    keepNames(settings, local);
    return local;
}

} // namespace surgedeck
