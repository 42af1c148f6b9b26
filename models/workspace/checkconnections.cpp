// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/checks.h"
#include "models/workspace/endpoint.h"
#include "models/workspace/postgresdsn.h"
#include "models/yaml/suggestion.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

/// What plain http outside this machine is without allow_plain_http.
enum class PlainHttp
{
    Allowed,
    Warned,  ///< a page of figures without a credential: common inside a network, and its URL says what it is
    Refused, ///< a credential or an answer that we act on
};

bool isAbsent(const Template &text)
{
    return text.at.line == 0;
}

bool isSecretName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("authorization|cookie|token|secret|passw|api-?_?key"),
                                         QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch();
}

class ConnectionCheck
{
public:
    explicit ConnectionCheck(ProblemList &problems)
        : m_problems(problems)
    {
    }

    void source(const SourceConfig &source)
    {
        for (const SourceAccess *access : {&source.read, &source.act}) {
            if (source.type == QLatin1String("postgresql"))
                postgres(access->dsn);
            else if (source.type == QLatin1String("mysql"))
                mysql(access->dsn);
            else if (source.type == QLatin1String("redis"))
                redis(access->url);
            else if (source.type == QLatin1String("phpfpm"))
                fpm(access->url, source.allowPlainHttp ? PlainHttp::Allowed : PlainHttp::Refused);
            else if (!source.type.isEmpty()) // without a type nobody knows which scheme is right
                http(access->url, source.allowPlainHttp ? PlainHttp::Allowed : PlainHttp::Refused);
            for (const Template &address : access->addresses)
                haproxy(address);
            credentials(*access);
        }
        for (const ProbeStepConfig &step : source.steps) {
            http(step.url, source.allowPlainHttp ? PlainHttp::Allowed : PlainHttp::Warned);
            headers(step.headers);
        }
        for (const Template &target : source.targets)
            http(target, source.allowPlainHttp        ? PlainHttp::Allowed
                         : hasCredential(source.read) ? PlainHttp::Refused
                                                      : PlainHttp::Warned);
    }

    void http(const Template &url, PlainHttp plain)
    {
        const auto endpoint = parse(url, "bad-url", {QStringLiteral("https"), QStringLiteral("http")});
        if (!endpoint)
            return;
        if (!hasHost(*endpoint))
            return wrong(url, "bad-url", QStringLiteral("it names no host"));
        const bool hidden = endpoint->hosts.front().name.contains(unknownPart);
        if (endpoint->scheme == QLatin1String("http") && !endpoint->isLoopback() && !hidden)
            plainHttp(url, plain);
        plainPassword(url, *endpoint);
        for (const auto &[name, value] : endpoint->parameters)
            if (isSecretName(name) && !value.contains(unknownPart))
                plainSecret(url.at, name);
    }

    /// PHP-FPM itself, or the web server before it.
    void fpm(const Template &url, PlainHttp plain)
    {
        const bool direct = url.text.startsWith(QLatin1String("fcgi:")) || url.text.startsWith(QLatin1String("unix:"));
        if (!direct)
            return http(url, plain);
        static const QRegularExpression form(QStringLiteral("^(fcgi://[^/;@]+|unix:/[^;]+;)/.+"));
        if (!form.match(url.text).hasMatch())
            wrong(url, "bad-url", QStringLiteral("write fcgi://HOST:PORT/STATUS_PATH or unix:/SOCKET;/STATUS_PATH"));
    }

    void postgres(const Template &dsn)
    {
        const QString text = withoutSecrets(dsn);
        const bool isUrl = text.contains(QLatin1String("://"));
        const auto endpoint = isUrl ? parse(dsn, "bad-dsn", {QStringLiteral("postgresql"), QStringLiteral("postgres")})
                                    : keywords(dsn, text);
        if (!endpoint)
            return;
        for (const QString &fault : postgresFaults(*endpoint))
            wrong(dsn, "bad-dsn", fault);
        plainPassword(dsn, *endpoint);
        const QString mode = endpoint->parameter(QStringLiteral("sslmode"));
        if (isWeakPostgresMode(mode))
            weakTls(dsn, *endpoint, QStringLiteral("sslmode=") + mode);
    }

    void secret(const Template &text, const char *what)
    {
        if (!text.isEmpty() && text.secrets.empty())
            plainSecret(text.at, QString::fromLatin1(what));
    }

    void headers(const std::map<QString, Template> &headers)
    {
        for (const auto &[name, value] : headers)
            if (isSecretName(name) && !value.isEmpty() && value.secrets.empty())
                plainSecret(value.at, name);
    }

    /// Slack's incoming webhooks have their secret in the path.
    void webhook(const Template &url)
    {
        http(url, PlainHttp::Refused);
        if (url.secrets.empty() && url.text.contains(QLatin1String("hooks.slack.com/")))
            plainSecret(url.at, QStringLiteral("url"));
    }

private:
    bool hasHost(const EndpointText &endpoint) const
    {
        return !endpoint.hosts.empty() && !endpoint.hosts.front().name.isEmpty();
    }

    static bool hasCredential(const SourceAccess &access)
    {
        return !access.bearer.isEmpty() || !access.token.isEmpty() || access.basicAuth || !access.headers.empty();
    }

    void wrong(const Template &text, const char *rule, const QString &why)
    {
        const bool url = QLatin1String(rule) == QLatin1String("bad-url");
        m_problems.error(
            text.at, rule,
            QStringLiteral("this is no %1: %2").arg(url ? QStringLiteral("URL") : QStringLiteral("DSN"), why));
    }

    /// The endpoint, when the text is there, does not hide all of itself behind a secret, and has one of the schemes.
    std::optional<EndpointText> parse(const Template &text, const char *rule, const QStringList &schemes)
    {
        const QString plain = withoutSecrets(text);
        if (isAbsent(text) || plain.startsWith(unknownPart))
            return std::nullopt;
        const auto endpoint = parseEndpoint(plain);
        if (!endpoint) {
            wrong(text, rule, endpoint.error().message);
            return std::nullopt;
        }
        if (schemes.contains(endpoint->scheme))
            return *endpoint;
        const QString hint = didYouMean(endpoint->scheme, schemes);
        wrong(text, rule,
              hint.isEmpty() ? QStringLiteral("it must begin with %1://").arg(schemes.join(QStringLiteral(":// or ")))
                             : QStringLiteral("unknown scheme %1%2").arg(inQuotes(endpoint->scheme), hint));
        return std::nullopt;
    }

    std::optional<EndpointText> keywords(const Template &dsn, const QString &text)
    {
        if (isAbsent(dsn) || text.startsWith(unknownPart))
            return std::nullopt;
        const auto endpoint = parseKeywords(text);
        if (endpoint && !text.isEmpty())
            return *endpoint;
        wrong(dsn, "bad-dsn", endpoint ? QStringLiteral("it is empty") : endpoint.error().message);
        return std::nullopt;
    }

    void mysql(const Template &dsn)
    {
        static const QStringList known = {QStringLiteral("ssl-mode"), QStringLiteral("ssl-ca"),
                                          QStringLiteral("ssl-cert"), QStringLiteral("ssl-key"),
                                          QStringLiteral("socket")};
        static const QStringList modes = {QStringLiteral("DISABLED"), QStringLiteral("PREFERRED"),
                                          QStringLiteral("REQUIRED"), QStringLiteral("VERIFY_CA"),
                                          QStringLiteral("VERIFY_IDENTITY")};
        const auto endpoint = parse(dsn, "bad-dsn", {QStringLiteral("mysql"), QStringLiteral("mariadb")});
        if (!endpoint)
            return;
        plainPassword(dsn, *endpoint);
        if (!hasHost(*endpoint) && endpoint->parameter(QStringLiteral("socket")).isEmpty())
            wrong(dsn, "bad-dsn", QStringLiteral("it names no host and no socket"));
        for (const auto &[name, value] : endpoint->parameters) {
            const QString key = name.toLower().replace(QLatin1Char('_'), QLatin1Char('-'));
            const QString mode = value.toUpper().replace(QLatin1Char('-'), QLatin1Char('_'));
            const bool isMode = key == QLatin1String("ssl-mode") || key == QLatin1String("sslmode");
            if (!isMode && !known.contains(key) && key != QLatin1String("unix-socket"))
                wrong(dsn, "bad-dsn",
                      QStringLiteral("unknown parameter %1%2").arg(inQuotes(name), didYouMean(name, known)));
            else if (isMode && !modes.contains(mode))
                wrong(dsn, "bad-dsn",
                      QStringLiteral("%1 is no ssl-mode%2").arg(inQuotes(value), didYouMean(mode, modes)));
            else if (isMode && mode != QLatin1String("VERIFY_IDENTITY"))
                weakTls(dsn, *endpoint, QStringLiteral("ssl-mode=") + value);
        }
    }

    void redis(const Template &url)
    {
        static const QRegularExpression database(QStringLiteral("^/?[0-9]*$"));
        const auto endpoint =
            parse(url, "bad-url", {QStringLiteral("rediss"), QStringLiteral("redis"), QStringLiteral("unix")});
        if (!endpoint)
            return;
        plainPassword(url, *endpoint);
        if (endpoint->scheme == QLatin1String("unix"))
            return socket(url, *endpoint);
        if (!hasHost(*endpoint))
            wrong(url, "bad-url", QStringLiteral("it names no host"));
        if (!endpoint->path.contains(unknownPart) && !database.match(endpoint->path).hasMatch())
            wrong(url, "bad-url", QStringLiteral("the database behind the / must be a number"));
        if (endpoint->scheme == QLatin1String("redis"))
            weakTls(url, *endpoint, QStringLiteral("redis:// instead of rediss://"));
    }

    void haproxy(const Template &address)
    {
        const auto endpoint = parse(address, "bad-url", {QStringLiteral("tcp"), QStringLiteral("unix")});
        if (!endpoint)
            return;
        if (endpoint->scheme == QLatin1String("unix"))
            socket(address, *endpoint);
        else if (!hasHost(*endpoint))
            wrong(address, "bad-url", QStringLiteral("it names no host"));
        else if (endpoint->hosts.front().port.isEmpty())
            wrong(address, "bad-url", QStringLiteral("it names no port: tcp://HOST:PORT"));
    }

    void socket(const Template &address, const EndpointText &endpoint)
    {
        if (!endpoint.path.startsWith(QLatin1Char('/')) && !endpoint.path.startsWith(unknownPart))
            wrong(address, "bad-url", QStringLiteral("a socket is named by its absolute path: unix:/run/NAME.sock"));
    }

    void credentials(const SourceAccess &access)
    {
        secret(access.token, "token");
        secret(access.bearer, "bearer");
        headers(access.headers);
        if (access.basicAuth)
            secret(access.basicAuth->password, "password");
    }

    void plainPassword(const Template &text, const EndpointText &endpoint)
    {
        QString password = endpoint.password;
        if (password.isEmpty())
            password = endpoint.parameter(QStringLiteral("password"));
        if (!password.isEmpty() && !password.contains(unknownPart))
            plainSecret(text.at, QStringLiteral("password"));
    }

    void plainSecret(Position at, const QString &what)
    {
        m_problems.warn(
            at, "plain-secret",
            QStringLiteral("a secret stands here in plain text (%1): write ${env:NAME} or ${file:PATH} for it")
                .arg(what));
    }

    void weakTls(const Template &text, const EndpointText &endpoint, const QString &setting)
    {
        if (!endpoint.isLoopback())
            m_problems.warn(text.at, "weak-tls",
                            QStringLiteral("%1: what is sent can be read or changed on its way").arg(setting));
    }

    void plainHttp(const Template &url, PlainHttp plain)
    {
        const QString message =
            QStringLiteral("plain http leaves this machine unprotected: use https, or say allow_plain_http: true");
        if (plain == PlainHttp::Refused)
            m_problems.error(url.at, "plain-http", message);
        else if (plain == PlainHttp::Warned)
            m_problems.warn(url.at, "plain-http", message);
    }

    ProblemList &m_problems;
};

void checkLinks(const Workspace &workspace, ConnectionCheck &check)
{
    for (const LinkConfig &link : workspace.links) {
        Template url;
        url.at = link.at;
        url.text = link.url;
        check.http(url, PlainHttp::Warned);
    }
}

void checkStore(const Workspace &workspace, ConnectionCheck &check, ProblemList &problems)
{
    const QString store = workspace.store.text;
    if (isAbsent(workspace.store) || store == QLatin1String("sqlite") || !workspace.store.secrets.empty())
        return store.contains(QLatin1String("://")) ? check.postgres(workspace.store) : void();
    if (store.startsWith(QLatin1String("postgres")) && store.contains(QLatin1String("://")))
        return check.postgres(workspace.store);
    problems.error(workspace.store.at, "bad-store", QStringLiteral("a store is sqlite or postgresql://..."));
}

} // namespace

void checkConnections(const Workspace &workspace, ProblemList &problems)
{
    ConnectionCheck check(problems);
    for (const SourceConfig &source : workspace.sources)
        check.source(source);
    for (const ActionConfig &action : workspace.actions) {
        check.http(action.call.url, action.call.allowPlainHttp ? PlainHttp::Allowed : PlainHttp::Refused);
        check.headers(action.call.headers);
        check.secret(action.call.token, "token");
        check.secret(action.call.bearer, "bearer");
    }
    for (const ApproverConfig &approver : workspace.traffic.approvers)
        check.secret(approver.secret, "secret");
    for (const NotifyConfig &notify : workspace.notify) {
        check.webhook(notify.url);
        check.secret(notify.routingKey, "routing_key");
        check.secret(notify.token, "token");
    }
    checkLinks(workspace, check);
    checkStore(workspace, check, problems);
}

} // namespace surgedeck
