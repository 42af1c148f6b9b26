// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/connectionplan.h"

#include "models/domain/sourcesettings.h"

#include <libpq-fe.h>

#include <QDir>
#include <QFile>

#include <algorithm>
#include <memory>

namespace surgedeck::postgres {

namespace {

using Parameters = std::map<QByteArray, QByteArray>;
using OptionList = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

constexpr const char *systemAuthorities = "/etc/ssl/certs/ca-certificates.crt";
constexpr qsizetype longestDsn = 8192;
constexpr std::size_t mostTargets = 16;

constexpr std::pair<const char *, const char *> ourOptions[] = {
    {"lock_timeout", "200"},
    {"idle_in_transaction_session_timeout", "5000"},
    {"default_transaction_read_only", "on"},
    {"search_path", "pg_catalog"},
    {"jit", "off"},
    {"max_parallel_workers_per_gather", "0"},
    {"work_mem", "8MB"},
};

Parameters valuesOf(const PQconninfoOption *option)
{
    Parameters values;
    for (; option && option->keyword; ++option)
        if (option->val && *option->val)
            values[option->keyword] = option->val;
    return values;
}

bool looksLikeKnownKeyword(const QByteArray &word)
{
    const OptionList known(PQconndefaults(), PQconninfoFree);
    for (const PQconninfoOption *option = known.get(); option && option->keyword; ++option)
        if (word.size() >= 3 && QByteArray(option->keyword).startsWith(word.left(3)))
            return true;
    return false;
}

/// libpq repeats parts of the DSN in its messages, and a mistyped DSN may show the password there.
Error parseError(const QByteArray &message)
{
    const qsizetype begin = message.indexOf('"') + 1;
    const QByteArray quoted = message.mid(begin, message.indexOf('"', begin) - begin);
    if ((message.contains("parameter") || message.contains("option")) && looksLikeKnownKeyword(quoted)) {
        return {
            Error::Kind::Config,
            QStringLiteral("dsn: PostgreSQL has no connection parameter '%1'").arg(QString::fromUtf8(quoted.left(40)))};
    }
    if (message.contains("percent-encoded"))
        return {Error::Kind::Config, QStringLiteral("dsn: write a % that is part of a name or password as %25")};
    return {Error::Kind::Config,
            QStringLiteral("dsn: neither postgresql://user@host:port/database nor key=value pairs")};
}

Result<Parameters> parse(const QByteArray &dsn)
{
    if (dsn.isEmpty() || dsn.size() > longestDsn)
        return Error{Error::Kind::Config, QStringLiteral("dsn: empty, or longer than %1 bytes").arg(longestDsn)};
    char *message = nullptr;
    const OptionList options(PQconninfoParse(dsn.constData(), &message), PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(message, PQfreemem);
    if (!options)
        return parseError(message ? message : "");
    return valuesOf(options.get());
}

/// Adds what the service file says. libpq reads that file only while it opens a connection: an impossible gssencmode
/// makes it stop after reading, before it reaches for the network.
Result<Parameters> withService(Parameters explicitly, const QByteArray &dsn)
{
    if (!explicitly.contains("service") && !qEnvironmentVariableIsSet("PGSERVICE"))
        return explicitly;
    const char *const keywords[] = {"dbname", "gssencmode", nullptr};
    const char *const values[] = {dsn.constData(), "stop-here", nullptr};
    const std::unique_ptr<PGconn, decltype(&PQfinish)> probe(PQconnectStartParams(keywords, values, 1), PQfinish);
    if (QByteArray(PQerrorMessage(probe.get())).contains("service"))
        return Error{Error::Kind::Config, QStringLiteral("dsn: the service is not defined in ~/.pg_service.conf "
                                                         "or the system's pg_service.conf")};
    const OptionList expanded(PQconninfo(probe.get()), PQconninfoFree);
    const OptionList defaults(PQconndefaults(), PQconninfoFree);
    const Parameters usual = valuesOf(defaults.get());
    for (const auto &[keyword, value] : valuesOf(expanded.get())) {
        const auto standard = usual.find(keyword);
        if (keyword != "gssencmode" && (standard == usual.end() || standard->second != value))
            explicitly.emplace(keyword, value);
    }
    return explicitly;
}

/// libpq looks for PGSSLROOTCERT and ~/.postgresql/root.crt by itself.
bool libpqFindsAuthorities()
{
    return qEnvironmentVariableIsSet("PGSSLROOTCERT") ||
           QFile::exists(QDir::homePath() + QStringLiteral("/.postgresql/root.crt"));
}

void addTls(Parameters &parameters, const TlsSettings &tls)
{
    const auto set = [&](const char *keyword, const QString &file) {
        if (!file.isEmpty())
            parameters.emplace(keyword, QFile::encodeName(file));
    };
    parameters.emplace("sslmode", "verify-full");
    set("sslrootcert", tls.caFile);
    set("sslcert", tls.certificateFile);
    set("sslkey", tls.keyFile);
    if (!libpqFindsAuthorities())
        parameters.emplace("sslrootcert", systemAuthorities);
    parameters.emplace("ssl_min_protocol_version", "TLSv1.2");
    parameters.emplace("gssencmode", "disable");
}

void addDefaults(Parameters &parameters, const SourceSettings &settings)
{
    if (!parameters.contains("hostaddr") && qEnvironmentVariableIsSet("PGHOST"))
        parameters.emplace("host", qgetenv("PGHOST"));
    addTls(parameters, settings.tls);
    parameters.emplace("application_name", settings.clientName.toUtf8());
    parameters.emplace("tcp_user_timeout", "4000");
    parameters.emplace("keepalives_idle", "5");
    parameters.emplace("keepalives_interval", "2");
    parameters.emplace("keepalives_count", "3");
    parameters["client_encoding"] = "UTF8";
    // The last one of equal options wins: the DSN's.
    parameters["options"] = sessionOptions() + ' ' + parameters["options"];
}

QStringList attentionTo(const Parameters &explicitly, bool local)
{
    QStringList words;
    const auto value = [&](const char *keyword) {
        const auto found = explicitly.find(keyword);
        return found == explicitly.end() ? QString() : QString::fromUtf8(found->second);
    };
    const QString mode = value("sslmode");
    if (!local &&
        (mode == QLatin1String("disable") || mode == QLatin1String("allow") || mode == QLatin1String("prefer")))
        words << QStringLiteral("plain text: sslmode=%1 in the DSN").arg(mode);
    else if (!local && (mode == QLatin1String("require") || mode == QLatin1String("verify-ca")))
        words << QStringLiteral("the server is not proven to be the one named: sslmode=%1 in the DSN").arg(mode);
    const QString name = value("application_name");
    if (!name.isEmpty() && !name.startsWith(QLatin1String("surgedeck")))
        words
            << QStringLiteral("our own sessions look like the application's: application_name=%1 in the DSN").arg(name);
    return words;
}

QString part(const QStringList &list, qsizetype index)
{
    return index < list.size() ? list.at(index) : list.size() == 1 ? list.front() : QString();
}

QStringList takeList(Parameters &parameters, const char *keyword)
{
    const QString value = QString::fromUtf8(parameters[keyword]);
    parameters.erase(keyword);
    return value.split(QLatin1Char(','));
}

Result<std::vector<Target>> takeTargets(Parameters &parameters, const TlsSettings &tls)
{
    const QStringList hosts = takeList(parameters, "host");
    const QStringList addresses = takeList(parameters, "hostaddr");
    const QStringList ports = takeList(parameters, "port");
    const qsizetype count = std::max(hosts.size(), addresses.size());
    if (static_cast<std::size_t>(count) > mostTargets)
        return Error{Error::Kind::Config, QStringLiteral("dsn: more than %1 hosts").arg(mostTargets)};
    std::vector<Target> targets;
    for (qsizetype i = 0; i < count; ++i) {
        Target target{part(hosts, i), part(addresses, i), part(ports, i)};
        if (!tls.serverName.isEmpty() && !target.isLocalSocket() && !target.host.isEmpty()) {
            target.address = target.address.isEmpty() ? target.host : target.address;
            target.host = tls.serverName;
        }
        targets.push_back(target);
    }
    return targets;
}

} // namespace

bool Target::isLocalSocket() const
{
    return address.isEmpty() && (host.startsWith(QLatin1Char('/')) || host.startsWith(QLatin1Char('@')));
}

QByteArray ConnectionPlan::valueOf(const char *keyword) const
{
    const auto found = parameters.find(keyword);
    return found == parameters.end() ? QByteArray() : found->second;
}

Result<ConnectionPlan> planConnection(const QString &dsn, const SourceSettings &settings)
{
    const QByteArray text = dsn.toUtf8();
    SURGEDECK_TRY(parsed, parse(text));
    SURGEDECK_TRY(explicitly, withService(parsed, text));
    if (explicitly.contains("replication"))
        return Error{Error::Kind::Config, QStringLiteral("dsn: a replication connection answers no questions")};
    ConnectionPlan plan;
    plan.parameters = explicitly;
    addDefaults(plan.parameters, settings);
    SURGEDECK_TRY(targets, takeTargets(plan.parameters, settings.tls));
    plan.targets = targets;
    const bool local = std::all_of(targets.begin(), targets.end(), [](const Target &t) { return t.isLocalSocket(); });
    plan.attention = attentionTo(explicitly, local);
    return plan;
}

QByteArray sessionOptions()
{
    QByteArray text = "-c statement_timeout=" + QByteArray::number(statementTimeoutMs);
    for (const auto &[name, value] : ourOptions)
        text += QByteArray(" -c ") + name + '=' + value;
    return text + " -c " + optionsMark + "=on";
}

QByteArray sessionOptionsForTransaction()
{
    QByteArray text = "/* surgedeck */ set local statement_timeout = " + QByteArray::number(statementTimeoutMs);
    for (const auto &[name, value] : ourOptions)
        text += QByteArray("; /* surgedeck */ set local ") + name + " = '" + value + '\'';
    return text;
}

} // namespace surgedeck::postgres
