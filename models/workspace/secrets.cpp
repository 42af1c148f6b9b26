// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/secrets.h"

#include "models/yaml/suggestion.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

namespace surgedeck {

namespace {

using Kind = SecretReference::Kind;

constexpr qsizetype longestText = 4096;

const QStringList &kindWords()
{
    static const QStringList words = {QStringLiteral("env"), QStringLiteral("file"), QStringLiteral("keyring")};
    return words;
}

QString howToWrite(const QString &kind, const QString &name)
{
    if (kind.isEmpty())
        return QStringLiteral("a reference to a secret is written ${env:NAME}, ${file:PATH} or ${keyring:SERVICE/KEY}");
    const qsizetype word = kindWords().indexOf(kind);
    if (word < 0)
        return QStringLiteral("unknown kind of secret %1%2")
            .arg(inQuotes(kind), didYouMean(kind, kindWords()).isEmpty()
                                     ? QStringLiteral(" (possible: env, file, keyring)")
                                     : didYouMean(kind, kindWords()));
    static const QRegularExpression variable(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    static const QRegularExpression entry(QStringLiteral("^[^/]+/.+$"));
    if (word == 0 && !variable.match(name).hasMatch())
        return QStringLiteral("%1 can not be the name of an environment variable").arg(inQuotes(name));
    if (word == 1 && name.isEmpty())
        return QStringLiteral("${file:} names no file");
    if (word == 2 && !entry.match(name).hasMatch())
        return QStringLiteral("a keyring entry is written ${keyring:SERVICE/KEY}");
    return {};
}

Result<QString> read(const SecretReference &reference, const SecretReader &secrets)
{
    switch (reference.kind) {
    case Kind::Environment:
        return secrets.environment(reference.name);
    case Kind::File:
        return secrets.file(reference.name);
    case Kind::Keyring:
        return secrets.keyring(reference.name);
    }
    return Error{Error::Kind::Config, QStringLiteral("unknown kind of secret")};
}

/// How a secret is written at its place, so that none of its characters is taken for syntax.
QString escaped(const QString &secret, const QString &text, const SecretReference &reference)
{
    const qsizetype authority = text.indexOf(QLatin1String("://"));
    if (authority >= 0 && authority < reference.start) {
        const bool inUser = text.indexOf(QLatin1Char('@'), reference.start + reference.length) >= 0;
        const qsizetype query = text.indexOf(QLatin1Char('?'));
        const bool inQuery = query >= 0 && query < reference.start;
        return inUser || inQuery ? QString::fromLatin1(QUrl::toPercentEncoding(secret)) : secret;
    }
    if (reference.start == 0 || text[reference.start - 1] != QLatin1Char('='))
        return secret;
    QString quoted = secret;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

QString absolute(const Workspace &workspace, const FilePath &file)
{
    if (file.isEmpty() || file.path.startsWith(QLatin1Char('/')))
        return file.path;
    return workspace.file.section(QLatin1Char('/'), 0, -2) + QLatin1Char('/') + file.path;
}

/// dsn, url, addresses or targets: whichever this type of source has.
std::vector<Template> endpoints(const SourceAccess &access)
{
    if (!access.dsn.isEmpty())
        return {access.dsn};
    if (!access.url.isEmpty())
        return {access.url};
    return access.addresses;
}

Result<QStringList> resolveAll(const std::vector<Template> &texts, const SecretReader &secrets)
{
    QStringList resolved;
    for (const Template &text : texts) {
        SURGEDECK_TRY(plain, resolve(text, secrets));
        resolved << plain;
    }
    return resolved;
}

Status resolveAccess(const SourceConfig &source, const SecretReader &secrets, SourceSettings &settings)
{
    SURGEDECK_TRY(all, resolveAll(source.targets.empty() ? endpoints(source.read) : source.targets, secrets));
    settings.endpoint = all.value(0);
    settings.endpoints = all;
    SURGEDECK_TRY(token, resolve(source.read.bearer.isEmpty() ? source.read.token : source.read.bearer, secrets));
    settings.bearerToken = token;
    for (const auto &[name, value] : source.read.headers) {
        SURGEDECK_TRY(text, resolve(value, secrets));
        settings.headers.emplace_back(name, text);
    }
    if (source.read.basicAuth) {
        SURGEDECK_TRY(user, resolve(source.read.basicAuth->user, secrets));
        SURGEDECK_TRY(password, resolve(source.read.basicAuth->password, secrets));
        settings.user = user;
        settings.password = password;
    }
    return ok();
}

Status resolveActing(const SourceConfig &source, const SecretReader &secrets, SourceSettings &settings)
{
    SURGEDECK_TRY(all, resolveAll(endpoints(source.act), secrets));
    settings.actEndpoint = all.value(0);
    settings.actEndpoints = all;
    SURGEDECK_TRY(token, resolve(source.act.bearer.isEmpty() ? source.act.token : source.act.bearer, secrets));
    settings.actToken = token;
    return ok();
}

Status resolveSteps(const SourceConfig &source, const SecretReader &secrets, SourceSettings &settings)
{
    for (const ProbeStepConfig &config : source.steps) {
        ProbeStep step;
        step.name = config.name;
        step.isPost = config.method == QLatin1String("POST");
        step.timeout = config.timeout;
        SURGEDECK_TRY(url, resolve(config.url, secrets));
        SURGEDECK_TRY(body, resolve(config.body, secrets));
        step.url = url;
        step.body = body;
        for (const auto &[name, value] : config.headers) {
            SURGEDECK_TRY(text, resolve(value, secrets));
            step.headers.emplace_back(name, text);
        }
        step.store.assign(config.store.begin(), config.store.end());
        step.status = config.status;
        step.contains = config.contains;
        step.notContains = config.notContains;
        step.matches = config.matches;
        step.json.assign(config.json.begin(), config.json.end());
        step.maxSeconds = config.maxSeconds;
        settings.steps.push_back(std::move(step));
    }
    return ok();
}

/// A program and its arguments, as they are handed to the system: no shell reads them.
QStringList commandOf(const QJsonObject &keys)
{
    QStringList command;
    for (const QJsonValue word : keys[QLatin1String("command")].toArray())
        command << (word.isDouble() ? QString::number(word.toInt()) : word.toString());
    return command.isEmpty() ? QStringList{QStringLiteral("varnishstat")} : command;
}

} // namespace

Template parseTemplate(const QString &text, Position at, ProblemList &problems)
{
    static const QRegularExpression form(QStringLiteral("\\$\\{(?:([^}:]*):)?([^}]*)\\}?"));
    if (text.size() > longestText) {
        problems.error(at, "too-long", QStringLiteral("this is longer than %1 characters").arg(longestText));
        return {};
    }
    Template parsed;
    parsed.at = at;
    parsed.text = text;
    auto matches = form.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const bool closed = match.captured(0).endsWith(QLatin1Char('}'));
        const QString kind = closed ? match.captured(1) : QString();
        if (const QString fault = howToWrite(kind, match.captured(2)); !fault.isEmpty()) {
            problems.error(at, "bad-secret", fault);
            return {};
        }
        parsed.secrets.push_back({static_cast<Kind>(kindWords().indexOf(kind)), match.captured(2),
                                  match.capturedStart(), match.capturedLength()});
    }
    return parsed;
}

Result<QString> resolve(const Template &text, const SecretReader &secrets)
{
    QString resolved = text.text;
    for (auto reference = text.secrets.rbegin(); reference != text.secrets.rend(); ++reference) {
        SURGEDECK_TRY(secret, read(*reference, secrets));
        resolved.replace(reference->start, reference->length, escaped(secret, text.text, *reference));
    }
    return resolved;
}

Result<SourceSettings> resolveSource(const Workspace &workspace, const SourceConfig &source,
                                     const SecretReader &secrets, Credentials credentials)
{
    SourceSettings settings;
    settings.id = source.id;
    settings.type = source.type;
    settings.interval = source.interval;
    settings.allowPlainHttp = source.allowPlainHttp;
    settings.tls = {absolute(workspace, source.read.tls.ca), absolute(workspace, source.read.tls.cert),
                    absolute(workspace, source.read.tls.key), source.read.tls.serverName};
    for (const FilePath &file : source.targetFiles)
        settings.targetFiles << absolute(workspace, file);
    settings.labels = source.labels;
    settings.sshHost = source.sshHost;
    if (source.type == QLatin1String("varnish"))
        settings.command = commandOf(source.extra);
    settings.honorLabels = source.honorLabels;
    settings.sampleLimit = source.sampleLimit.value_or(settings.sampleLimit);
    settings.promqlCompat = source.promqlCompat.value_or(workspace.promqlCompat);
    if (const Status status = resolveAccess(source, secrets, settings); !status)
        return status.error().in(source.id);
    if (!source.healthFile.isEmpty())
        settings.endpoint = absolute(workspace, source.healthFile);
    settings.deadline = source.deadline;
    if (const Status status = resolveSteps(source, secrets, settings); !status)
        return status.error().in(source.id);
    if (source.type == QLatin1String("recorder"))
        settings.endpoint = absolute(workspace, {{}, source.extra[QLatin1String("file")].toString()});
    if (credentials == Credentials::Read)
        return settings;
    if (const Status status = resolveActing(source, secrets, settings); !status)
        return status.error().in(source.id);
    return settings;
}

} // namespace surgedeck
