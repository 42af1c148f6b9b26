// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/sourcefacts.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/store/watched.h"
#include "models/workspace/endpoint.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widest = 120;

struct SourceFacts
{
    Q_DECLARE_TR_FUNCTIONS(SourceFacts)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widest);
}

/// What is not known before a secret is read stands as a word.
QString shown(QString text)
{
    return safe(QUrl::fromPercentEncoding(text.replace(unknownPart, QStringLiteral("(secret)")).toUtf8()));
}

Result<EndpointText> endpointIn(const Template &text)
{
    const QString plain = withoutSecrets(text);
    auto url = parseEndpoint(plain);
    return url ? std::move(url) : parseKeywords(plain);
}

std::vector<Template> endpointsOf(const SourceConfig &source)
{
    std::vector<Template> all = source.read.addresses;
    all.insert(all.end(), source.targets.begin(), source.targets.end());
    for (const Template &one : {source.read.dsn, source.read.url})
        if (!one.isEmpty())
            all.push_back(one);
    return all;
}

QString addressIn(const Template &text)
{
    const auto endpoint = endpointIn(text);
    if (!endpoint)
        return {};
    if (endpoint->scheme == QLatin1String("unix"))
        return shown(endpoint->path);
    if (const QString service = endpoint->parameter(QStringLiteral("service")); !service.isEmpty())
        return SourceFacts::tr("service %1").arg(shown(service));
    QStringList hosts;
    for (const auto &host : endpoint->hosts)
        hosts << shown(host.port.isEmpty() ? host.name : host.name + QLatin1Char(':') + host.port);
    return hosts.join(QStringLiteral(", "));
}

QString accountOf(const SourceConfig &source)
{
    if (source.read.basicAuth)
        return shown(withoutSecrets(source.read.basicAuth->user));
    for (const Template &text : endpointsOf(source))
        if (const auto endpoint = endpointIn(text)) {
            const QString user =
                endpoint->user.isEmpty() ? endpoint->parameter(QStringLiteral("user")) : endpoint->user;
            if (!user.isEmpty())
                return shown(user);
        }
    return {};
}

QString originOf(const SecretReference &secret)
{
    switch (secret.kind) {
    case SecretReference::Kind::Environment:
        return SourceFacts::tr("environment variable %1").arg(safe(secret.name));
    case SecretReference::Kind::File:
        return SourceFacts::tr("file %1").arg(safe(secret.name));
    case SecretReference::Kind::Keyring:
        break;
    }
    return SourceFacts::tr("keyring %1").arg(safe(secret.name));
}

QString secretOf(const SourceConfig &source)
{
    QStringList origins;
    std::vector<Template> texts = endpointsOf(source);
    texts.insert(texts.end(), {source.read.token, source.read.bearer});
    if (source.read.basicAuth)
        texts.push_back(source.read.basicAuth->password);
    for (const Template &text : texts)
        for (const SecretReference &secret : text.secrets)
            origins << originOf(secret);
    origins.removeDuplicates();
    return origins.join(QStringLiteral(", "));
}

QString roleOf(const SourceConfig &source)
{
    QStringList parts{source.role, source.group, source.shard};
    parts.removeAll(QString());
    return safe(parts.join(QStringLiteral(", ")));
}

/// "Heading: one, two and 3 more."
QString listed(const QString &heading, QStringList names)
{
    constexpr qsizetype most = 6;
    if (names.isEmpty())
        return {};
    const auto rest = static_cast<int>(names.size() - most);
    names = names.mid(0, most);
    QString text = QStringLiteral("%1: %2").arg(heading, names.join(QStringLiteral(", ")));
    return rest > 0 ? SourceFacts::tr("%1 and %n more", nullptr, rest).arg(text) : text;
}

QStringList watchedNames(const Workspace &workspace, const QString &sourceId, const QString &kind)
{
    QStringList ids;
    for (const WatchedExpression &expression : watchedExpressions(workspace, sourceId))
        if (expression.key.startsWith(kind))
            ids << expression.key.section(QLatin1Char('/'), 1, 1);
    ids.removeDuplicates();
    return ids;
}

template <typename Configs>
QStringList namesOf(const Configs &configs, const QStringList &ids)
{
    QStringList names;
    for (const auto &config : configs)
        if (ids.contains(config.id))
            names << safe(config.name.isEmpty() ? config.id : config.name);
    return names;
}

} // namespace

QString addressOf(const SourceConfig &source)
{
    QStringList addresses;
    for (const Template &text : endpointsOf(source))
        if (const QString address = addressIn(text); !address.isEmpty())
            addresses << address;
    return addresses.join(QStringLiteral(", "));
}

std::vector<std::pair<QString, QString>> sourceFacts(const Workspace &workspace, const SourceConfig &source)
{
    const QString file = QStringLiteral("%1:%2").arg(workspace.file.section(QLatin1Char('/'), -1)).arg(source.at.line);
    std::vector<std::pair<QString, QString>> facts{
        {SourceFacts::tr("Address"), addressOf(source)},
        {SourceFacts::tr("Account"), accountOf(source)},
        {SourceFacts::tr("Secret from"), secretOf(source)},
        {SourceFacts::tr("Acting account"),
         source.act.isEmpty() ? SourceFacts::tr("none") : SourceFacts::tr("configured")},
        {SourceFacts::tr("Asked every"), durationWords(source.interval)},
        {SourceFacts::tr("Role"), roleOf(source)},
        {SourceFacts::tr("Through"), safe(source.sshHost)},
        {SourceFacts::tr("In the file"), source.at.line > 0 ? safe(file) : QString()},
    };
    std::erase_if(facts, [](const auto &fact) { return fact.second.isEmpty(); });
    return facts;
}

QStringList whatDependsOn(const Workspace &workspace, const SourceConfig &source)
{
    const auto &id = source.id;
    QStringList lines{
        listed(SourceFacts::tr("Figures"),
               namesOf(workspace.indicators, watchedNames(workspace, id, QStringLiteral("indicator/")))),
        listed(SourceFacts::tr("Services"),
               namesOf(workspace.services, watchedNames(workspace, id, QStringLiteral("service/")))),
        listed(SourceFacts::tr("Observed traffic"),
               namesOf(workspace.traffic.routes, watchedNames(workspace, id, QStringLiteral("route/")))),
    };
    QStringList controlled;
    for (const RouteConfig &route : workspace.traffic.routes)
        if (route.control.source.id == id)
            controlled << safe(route.name.isEmpty() ? route.id : route.name);
    lines << listed(SourceFacts::tr("Weights of"), controlled);
    if (source.type == QLatin1String("postgresql") || source.type == QLatin1String("mysql"))
        lines << SourceFacts::tr("Slow queries, sessions and the lock chain of %1").arg(safe(id));
    if (source.type == QLatin1String("redis"))
        lines << SourceFacts::tr("Hit ratio, memory, evictions and the slow log of %1").arg(safe(id));
    lines.removeAll(QString());
    return lines;
}

Advice adviceOf(const QString &text)
{
    static const QRegularExpression statement(QStringLiteral(
        "(?:^|: |; )((?:ACL|ALTER|CONFIG|CREATE|GRANT|INSTALL|REVOKE|SET|chronyc|getent|openssl|stats socket) "
        ".*)$"));
    const auto match = statement.match(text);
    if (!match.hasMatch())
        return {text, {}};
    QString words = text.left(match.capturedStart(0));
    return {words, match.captured(1)};
}

} // namespace surgedeck
