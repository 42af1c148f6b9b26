// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/endpoint.h"

#include <QRegularExpression>

#include <algorithm>

namespace surgedeck {

namespace {

Error wrong(const QString &why)
{
    return {Error::Kind::Config, why};
}

bool isBlank(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control;
}

Status checkPort(const QString &port)
{
    bool isNumber = false;
    const int number = port.toInt(&isNumber);
    if (port.contains(unknownPart) || (isNumber && number >= 1 && number <= 65535 && port[0].isDigit()))
        return ok();
    return wrong(QStringLiteral("the port must be a number from 1 to 65535"));
}

/// `host`, `host:port`, `[v6]`, `[v6]:port`; a socket's path is percent-encoded.
Result<EndpointText::Host> parseHost(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\[[0-9A-Fa-f:.%]+\\]|[^\\[\\]:]*)(?::(.*))?$"));
    static const QRegularExpression name(QStringLiteral("^[\\p{L}\\p{N}._%\\x{E000}~-]*$"));
    const QRegularExpressionMatch match = form.match(text);
    const QString host = match.captured(1);
    if (!match.hasMatch() || (!host.startsWith(QLatin1Char('[')) && !name.match(host).hasMatch()))
        return wrong(QStringLiteral("the host name is malformed"));
    if (text.endsWith(QLatin1Char(':')))
        return wrong(QStringLiteral("the port is missing after the colon"));
    if (match.capturedLength(2) > 0) {
        SURGEDECK_CHECK(checkPort(match.captured(2)));
    }
    return EndpointText::Host{host, match.captured(2)};
}

void parseParameters(const QString &query, EndpointText &endpoint)
{
    for (const QString &pair : query.split(QLatin1Char('&'), Qt::SkipEmptyParts))
        endpoint.parameters.emplace_back(pair.section(QLatin1Char('='), 0, 0), pair.section(QLatin1Char('='), 1));
}

Status parseAuthority(const QString &authority, EndpointText &endpoint)
{
    const qsizetype at = authority.lastIndexOf(QLatin1Char('@'));
    if (at >= 0) {
        const QString userInfo = authority.left(at);
        endpoint.user = userInfo.section(QLatin1Char(':'), 0, 0);
        endpoint.password = userInfo.section(QLatin1Char(':'), 1);
    }
    for (const QString &text : authority.mid(at + 1).split(QLatin1Char(','))) {
        SURGEDECK_TRY(host, parseHost(text));
        endpoint.hosts.push_back(host);
    }
    return ok();
}

bool isLoopbackHost(const QString &host)
{
    static const QRegularExpression loopback(
        QStringLiteral("^(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]|::1|%2F.*|/.*)$"),
        QRegularExpression::CaseInsensitiveOption);
    return host.isEmpty() || loopback.match(host).hasMatch();
}

} // namespace

QString EndpointText::parameter(const QString &name) const
{
    for (const auto &[key, value] : parameters)
        if (key == name)
            return value;
    return {};
}

bool EndpointText::isLoopback() const
{
    return std::ranges::all_of(hosts, [](const Host &host) { return isLoopbackHost(host.name); });
}

Result<EndpointText> parseEndpoint(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(#.*)?$"));
    if (std::ranges::any_of(text, isBlank))
        return wrong(QStringLiteral("there is a blank in it"));
    EndpointText endpoint;
    if (text.startsWith(QLatin1String("unix:"))) {
        endpoint.scheme = QStringLiteral("unix");
        endpoint.path = text.mid(text.startsWith(QLatin1String("unix://")) ? 7 : 5);
        return endpoint;
    }
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return wrong(QStringLiteral("it does not begin with a scheme such as https://"));
    endpoint.scheme = match.captured(1).toLower();
    SURGEDECK_CHECK(parseAuthority(match.captured(2), endpoint));
    endpoint.path = match.captured(3);
    parseParameters(match.captured(4), endpoint);
    return endpoint;
}

Result<EndpointText> parseKeywords(const QString &text)
{
    static const QRegularExpression pair(
        QStringLiteral("\\G\\s*([A-Za-z_]+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^\\s'\\\\]|\\\\.)*)(?=\\s|$)\\s*"));
    EndpointText endpoint;
    qsizetype end = 0;
    while (end < text.size()) {
        const QRegularExpressionMatch match = pair.match(text, end);
        if (!match.hasMatch())
            return wrong(QStringLiteral("it must be postgresql://... or a list of NAME=VALUE"));
        end = match.capturedEnd();
        QString value = match.captured(2);
        if (value.startsWith(QLatin1Char('\'')))
            value = value.mid(1, value.size() - 2);
        endpoint.parameters.emplace_back(match.captured(1), value);
    }
    endpoint.scheme = QStringLiteral("postgresql");
    endpoint.password = endpoint.parameter(QStringLiteral("password"));
    for (const QString &host : endpoint.parameter(QStringLiteral("host")).split(QLatin1Char(',')))
        endpoint.hosts.push_back({host, {}});
    if (const QString port = endpoint.parameter(QStringLiteral("port"));
        !port.isEmpty() && !port.contains(QLatin1Char(','))) {
        SURGEDECK_CHECK(checkPort(port));
    }
    return endpoint;
}

QString withoutSecrets(const Template &text)
{
    QString plain = text.text;
    for (auto secret = text.secrets.rbegin(); secret != text.secrets.rend(); ++secret)
        plain.replace(secret->start, secret->length, unknownPart);
    return plain;
}

} // namespace surgedeck
