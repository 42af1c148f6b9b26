// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"
#include "models/yaml/suggestion.h"

namespace surgedeck {

namespace {

constexpr std::size_t mostProbeSteps = 20;
constexpr Range<Milliseconds> intervalRange{Milliseconds(200), std::chrono::hours(1)};

/// The type word, before its keys can be judged; empty when it is missing or unknown.
QString readType(const YamlNode &node, ProblemList &problems)
{
    const YamlEntry *entry = node.find(QStringLiteral("type"));
    if (entry == nullptr || entry->value.kind != YamlNode::Kind::Text)
        return {};
    const QString type = entry->value.text;
    if (shapes::sourceTypeNames().contains(type))
        return type;
    const QString hint = didYouMean(type, shapes::sourceTypeNames());
    problems.error(
        entry->value.at, "unknown-type",
        QStringLiteral("unknown source type %1%2")
            .arg(inQuotes(type),
                 hint.isEmpty()
                     ? QStringLiteral(" (possible: %1)").arg(shapes::sourceTypeNames().join(QStringLiteral(", ")))
                     : hint));
    return {};
}

TlsFiles readTls(const Fields &source)
{
    TlsFiles files;
    const YamlNode *node = source.find("tls");
    if (node == nullptr)
        return files;
    const Fields fields(*node, shapes::tls, source.problems());
    files.at = node->at;
    files.ca = readPath(fields, "ca");
    files.cert = readPath(fields, "cert");
    files.key = readPath(fields, "key");
    files.serverName = fields.text("server_name");
    if (files.cert.isEmpty() != files.key.isEmpty())
        source.problems().error(node->at, "half-certificate",
                                QStringLiteral("a client certificate needs both cert and key"));
    return files;
}

std::optional<BasicAuth> readBasicAuth(const Fields &source, const char *key)
{
    const YamlNode *node = source.find(key);
    if (node == nullptr)
        return std::nullopt;
    const Fields fields(*node, shapes::basicAuth, source.problems());
    BasicAuth auth;
    auth.at = node->at;
    auth.user = readTemplate(fields, fields.node().find(QStringLiteral("user")) != nullptr ? "user" : "username");
    if (!fields.has("user") && !fields.has("username"))
        source.problems().error(node->at, "missing-key", QStringLiteral("missing key \"username\" in basic_auth"));
    auth.password = readTemplate(fields, "password");
    return auth;
}

void appendTemplates(const Fields &fields, const char *key, std::vector<Template> &templates)
{
    fields.list(key, [&](const YamlNode &item) { templates.push_back(readTemplate(item, fields.problems())); });
}

/// `prefix` is "" for the reading credential and "act_" for the acting one.
SourceAccess readAccess(const Fields &fields, const QByteArray &prefix)
{
    const auto key = [&](const char *name) { return prefix + name; };
    SourceAccess access;
    access.dsn = readTemplate(fields, key("dsn"));
    access.url = readTemplate(fields, key("url"));
    access.token = readTemplate(fields, key("token"));
    access.bearer = readTemplate(fields, key("bearer"));
    access.basicAuth = readBasicAuth(fields, key("basic_auth"));
    if (const Template address = readTemplate(fields, key("address")); !address.isEmpty())
        access.addresses.push_back(address);
    appendTemplates(fields, key("addresses"), access.addresses);
    return access;
}

void readLabels(const Fields &fields, SourceConfig &source)
{
    fields.map("labels", [&](const YamlEntry &entry) {
        if (!isLabelName(entry.key))
            fields.problems().error(entry.at, "bad-label",
                                    QStringLiteral("%1 can not be the name of a label").arg(inQuotes(entry.key)));
        source.labels[entry.key] = readText(entry.value, fields.problems()).value_or(QString());
    });
}

/// The host becomes an argument of ssh: one that begins with a dash would be an option.
QString readSshHost(const Fields &source, const QString &type)
{
    const YamlNode *node = source.find("via");
    if (node == nullptr)
        return {};
    const Fields fields(*node, shapes::via, source.problems());
    const QString host = fields.text("ssh");
    const bool blank = host.contains(QLatin1Char(' ')) || host.contains(QLatin1Char('\n'));
    if (fields.find("ssh") != nullptr && (host.isEmpty() || host.startsWith(QLatin1Char('-')) || blank))
        source.problems().error(fields.at("ssh"), "bad-host",
                                QStringLiteral("%1 is no host of your ssh configuration").arg(inQuotes(host)));
    static const QStringList direct = {QStringLiteral("metrics"), QStringLiteral("probe"),    QStringLiteral("recorder"),
                                       QStringLiteral("health"),  QStringLiteral("gitlab"),   QStringLiteral("github")};
    if (direct.contains(type))
        source.problems().error(fields.at("ssh"), "no-way",
                                QStringLiteral("a source of type %1 can not be reached by ssh").arg(type));
    return host;
}

/// One of two keys is needed; both are no harm.
void needEither(const Fields &fields, const SourceConfig &source, const char *one, const char *other)
{
    if (fields.has(one) || fields.has(other))
        return;
    fields.problems().error(source.at, "missing-key",
                            QStringLiteral("missing key \"%1\" or \"%2\" in %3 source")
                                .arg(QLatin1String(one), QLatin1String(other), source.type));
}

QJsonObject othersOf(const YamlNode &node, const MappingShape &shape)
{
    QJsonObject others;
    const QStringList known = shape.keyNames();
    for (const YamlEntry &entry : node.entries)
        if (!known.contains(entry.key))
            others.insert(entry.key, toJsonValue(entry.value));
    return others;
}

/// Keys of one type alone.
void readOwnKeys(const Fields &fields, SourceConfig &source)
{
    if (source.type == QLatin1String("health"))
        source.healthFile = readPath(fields, "file");
    if (source.type == QLatin1String("alertmanager"))
        source.postAlarms = fields.boolean("post").value_or(false);
    if (source.type != QLatin1String("probe"))
        return;
    readDuration(fields, "deadline", {Milliseconds(100), Milliseconds(3'500)}, source.deadline);
    fields.list("steps", [&](const YamlNode &item) {
        if (source.steps.size() < mostProbeSteps)
            source.steps.push_back(readProbeStep(item, fields.problems()));
        else if (source.steps.size() == mostProbeSteps)
            fields.problems().error(item.at, "too-many", QStringLiteral("a journey has at most %1 steps").arg(mostProbeSteps));
    });
    if (fields.has("steps") && source.steps.empty())
        fields.problems().error(fields.at("steps"), "empty-list", QStringLiteral("a journey has at least one step"));
}

} // namespace

SourceConfig readSource(const YamlNode &node, ProblemList &problems)
{
    SourceConfig source;
    source.at = node.at;
    source.type = readType(node, problems);
    const MappingShape &shape = shapes::source(source.type);
    const Fields fields(node, shape, problems);
    source.id = readId(fields);
    if (const auto interval = fields.duration("interval", intervalRange))
        source.interval = *interval;
    source.group = fields.text("group");
    source.role = fields.text("role");
    source.shard = fields.text("shard");
    source.changes = fields.boolean("changes").value_or(false);
    source.sshHost = readSshHost(fields, source.type);
    readLabels(fields, source);
    if (shape.others == MappingShape::Others::Kept) {
        source.extra = othersOf(node, shape);
        return source;
    }
    readOwnKeys(fields, source);
    source.read = readAccess(fields, "");
    source.act = readAccess(fields, "act_");
    source.read.tls = readTls(fields);
    source.read.headers = readTemplates(fields, "headers");
    appendTemplates(fields, "targets", source.targets);
    source.targetFiles = readPaths(fields, "target_files");
    source.allowPlainHttp = fields.boolean("allow_plain_http").value_or(false);
    source.honorLabels = fields.boolean("honor_labels").value_or(false);
    source.sampleLimit = fields.integer("sample_limit", {1, 1'000'000});
    source.promqlCompat = fields.integer("promql_compat", {2, 3});
    if (source.type == QLatin1String("haproxy"))
        needEither(fields, source, "address", "addresses");
    if (source.type == QLatin1String("metrics"))
        needEither(fields, source, "targets", "target_files");
    if (source.type == QLatin1String("health"))
        needEither(fields, source, "url", "file");
    return source;
}

void UniqueIds::add(const YamlNode &item, const QString &id)
{
    const YamlEntry *entry = item.find(QStringLiteral("id"));
    if (entry == nullptr || id.isEmpty())
        return;
    const auto [first, isNew] = m_seen.try_emplace(id, entry->value.at);
    if (!isNew)
        m_problems.error(entry->value.at, "duplicate-id",
                         QStringLiteral("duplicate %1 id %2: it stands at %3:%4 already")
                             .arg(QLatin1String(m_kind), inQuotes(id), QString::number(first->second.line),
                                  QString::number(first->second.column)));
}

} // namespace surgedeck
