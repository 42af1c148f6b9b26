// SPDX-License-Identifier: GPL-3.0-or-later
// Keys as in Prometheus' documentation, "Configuration" (2.42 and 3.x).
#include "models/importing/foreign.h"
#include "models/importing/imported.h"

#include <QRegularExpression>
#include <QUrl>

namespace surgedeck {

namespace {

const char *const discoveries[] = {"azure",    "consul",    "digitalocean", "docker",   "dockerswarm", "dns",
                                   "ec2",      "openstack", "puppetdb",     "eureka",   "gce",         "hetzner",
                                   "http",     "ionos",     "kubernetes",   "kuma",     "lightsail",   "linode",
                                   "marathon", "nerve",     "nomad",        "ovhcloud", "scaleway",    "serverset",
                                   "stackit",  "triton",    "uyuni",        "vultr"};

/// What all sources of one scrape configuration have in common.
struct Job
{
    QString name, scheme, path, query, interval;
    QStringList access; ///< lines `key: value` that every source of it repeats
    bool honorLabels = false;
    int sampleLimit = 0; ///< 0: none is set
};

bool isLoopback(const QString &target)
{
    const QString host = QUrl(QStringLiteral("http://") + target).host();
    return host == QLatin1String("localhost") || host == QLatin1String("::1") || host.startsWith(QLatin1String("127."));
}

class PrometheusImport
{
public:
    explicit PrometheusImport(const QString &file)
        : m_notes(file)
    {
    }

    Imported read(const QByteArray &text, const QString &file)
    {
        const auto root = readYaml(text, foreignLimits, m_notes);
        if (!root || root->kind != YamlNode::Kind::Map)
            return failed(root.has_value());
        ForeignMap config(*root, QStringLiteral("the file"), m_notes);
        beginWorkspace(m_yaml, QStringLiteral("Imported from Prometheus"), file);
        global(config.map("global"));
        m_yaml.open(0, QStringLiteral("sources"));
        config.each("scrape_configs", [&](const YamlNode &node) { scrapeConfig(node); });
        alerting(config.map("alerting"));
        const QStringList rules = config.texts("rule_files");
        if (!rules.isEmpty()) {
            m_yaml.open(0, QStringLiteral("alerts"));
            m_yaml.raw(1, QStringLiteral("rule_files"), YamlText::flowList(rules));
        }
        for (const char *key : {"remote_write", "remote_read", "storage", "tracing", "otlp", "runtime"})
            config.leaveBehind(key, QStringLiteral("concerns the server only and was left behind"));
        config.leaveBehind("scrape_config_files", QStringLiteral("import these files one by one"));
        config.noteOthers();
        if (m_sources == 0 && rules.isEmpty())
            return failed(true);
        return {m_sources == 0 ? m_yaml.text().replace(QStringLiteral("sources:\n"), QStringLiteral("sources: []\n"))
                               : m_yaml.text(),
                m_notes.sorted()};
    }

private:
    Imported failed(bool isYaml)
    {
        if (isYaml)
            m_notes.error({1, 1}, "nothing-to-import",
                          QStringLiteral("there is neither a scrape_configs nor a rule_files that could be used: is "
                                         "this a prometheus.yml?"));
        return {{}, m_notes.sorted()};
    }

    void global(ForeignMap global)
    {
        m_interval = global.text("scrape_interval");
        global.leaveBehind(
            "external_labels",
            QStringLiteral("are added by a server when it sends on; give a source `labels` where you need them"));
        for (const char *key : {"evaluation_interval", "scrape_timeout", "query_log_file", "scrape_protocols"})
            global.ignore(key);
        global.noteOthers();
    }

    void scrapeConfig(const YamlNode &node)
    {
        ForeignMap config(node, QStringLiteral("scrape_configs"), m_notes);
        Job job;
        job.name = config.text("job_name");
        job.scheme = config.text("scheme").isEmpty() ? QStringLiteral("http") : config.text("scheme");
        job.path = config.text("metrics_path").isEmpty() ? QStringLiteral("/metrics") : config.text("metrics_path");
        job.interval = config.text("scrape_interval").isEmpty() ? m_interval : config.text("scrape_interval");
        job.honorLabels = config.isTrue("honor_labels");
        job.sampleLimit = config.text("sample_limit").toInt();
        job.query = query(config.map("params"));
        credentials(config, job);
        config.each("static_configs", [&](const YamlNode &group) { staticTargets(group, job); });
        config.each("file_sd_configs", [&](const YamlNode &group) { fileTargets(group, job); });
        for (const char *name : discoveries)
            config.leaveBehind((QByteArray(name) + "_sd_configs").constData(),
                               QStringLiteral("this kind of discovery is not read: list the targets, or write them to "
                                              "a file for `target_files`"));
        for (const char *key : {"relabel_configs", "metric_relabel_configs"})
            config.leaveBehind(
                key, QStringLiteral(
                         "labels are not rewritten here: what the rules drop or rename arrives as the target says it"));
        config.leaveBehind("honor_timestamps", QStringLiteral("timestamps of a page are always honoured"));
        for (const char *key :
             {"scrape_timeout", "scheme", "follow_redirects", "enable_http2", "enable_compression", "scrape_protocols"})
            config.ignore(key);
        config.noteOthers();
    }

    static QString query(ForeignMap params)
    {
        QStringList parts;
        for (const auto &[key, value] : params.pairs())
            parts << QString::fromLatin1(QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value));
        return parts.join(QLatin1Char('&'));
    }

    /// Passwords are not copied: the workspace names where they are.
    void credentials(ForeignMap &config, Job &job)
    {
        ForeignMap basic = config.map("basic_auth");
        if (const QString user = basic.text("username"); !user.isEmpty())
            job.access << QStringLiteral("basic_auth: {username: %1, password: %2}")
                              .arg(yamlScalar(user), secret(basic, "password", job.name));
        ForeignMap authorization = config.map("authorization");
        const QString type = authorization.text("type");
        if (!authorization.isEmpty() && type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0 &&
            !type.isEmpty())
            authorization.note(QStringLiteral("authorization of type %1 is not sent: only Bearer").arg(inQuotes(type)));
        else if (!authorization.isEmpty())
            job.access << QStringLiteral("bearer: ") + secret(authorization, "credentials", job.name);
        if (config.find("bearer_token") != nullptr || config.find("bearer_token_file") != nullptr)
            job.access << QStringLiteral("bearer: ") + secret(config, "bearer_token", job.name);
        tls(config.map("tls_config"), job);
        for (const char *key :
             {"oauth2", "sigv4", "azuread", "google_iam", "proxy_url", "proxy_from_environment", "http_headers"})
            config.leaveBehind(key, QStringLiteral("is not spoken here"));
    }

    /// `key` or `key_file`, as a reference.
    QString secret(ForeignMap &map, const char *key, const QString &job)
    {
        const QString file = map.text((QByteArray(key) + "_file").constData());
        if (!file.isEmpty())
            return yamlScalar(QStringLiteral("${file:%1}").arg(file));
        static const QRegularExpression others(QStringLiteral("[^A-Z0-9_]+"));
        const QString variable = (job + QStringLiteral("_SECRET")).toUpper().replace(others, QStringLiteral("_"));
        if (map.find(key) != nullptr)
            map.note(
                QStringLiteral(
                    "the %1 of %2 was not copied: put it into the environment variable %3, or change the reference")
                    .arg(QLatin1String(key), inQuotes(job), variable));
        return yamlScalar(QStringLiteral("${env:%1}").arg(variable));
    }

    static void tls(ForeignMap tls, Job &job)
    {
        QStringList parts;
        for (const auto &[theirs, ours] : {std::pair("ca_file", "ca"), std::pair("cert_file", "cert"),
                                           std::pair("key_file", "key"), std::pair("server_name", "server_name")})
            if (const QString value = tls.text(theirs); !value.isEmpty())
                parts << QStringLiteral("%1: %2").arg(QLatin1String(ours), yamlScalar(value));
        if (!parts.isEmpty())
            job.access << QStringLiteral("tls: {%1}").arg(parts.join(QStringLiteral(", ")));
        if (tls.isTrue("insecure_skip_verify"))
            tls.note(QStringLiteral(
                "insecure_skip_verify: certificates are always verified; give the authority's certificate as `ca`"));
        for (const char *key : {"ca", "cert", "key", "min_version", "max_version"})
            tls.leaveBehind(key, QStringLiteral("inline certificates and version limits are not read: use files"));
        tls.noteOthers();
    }

    void staticTargets(const YamlNode &node, const Job &job)
    {
        ForeignMap group(node, QStringLiteral("static_configs"), m_notes);
        QStringList urls;
        bool remote = false;
        for (const QString &target : group.texts("targets")) {
            urls << QStringLiteral("%1://%2%3%4")
                        .arg(job.scheme, target, job.path,
                             job.query.isEmpty() ? QString() : QLatin1Char('?') + job.query);
            remote = remote || !isLoopback(target);
        }
        source(job, group.map("labels").pairs());
        m_yaml.raw(2, QStringLiteral("targets"), YamlText::flowList(urls));
        if (remote && job.scheme == QLatin1String("http"))
            m_yaml.raw(2, QStringLiteral("allow_plain_http"), QStringLiteral("true"));
        group.noteOthers();
    }

    void fileTargets(const YamlNode &node, const Job &job)
    {
        ForeignMap group(node, QStringLiteral("file_sd_configs"), m_notes);
        source(job, {});
        m_yaml.raw(2, QStringLiteral("target_files"), YamlText::flowList(group.texts("files")));
        if (job.scheme == QLatin1String("http"))
            m_yaml.raw(2, QStringLiteral("allow_plain_http"), QStringLiteral("true"));
        if (job.path != QLatin1String("/metrics") || !job.query.isEmpty() || job.scheme != QLatin1String("http"))
            group.note(
                QStringLiteral(
                    "the scheme, metrics_path and params of %1 do not reach its target files: write whole URLs there")
                    .arg(inQuotes(job.name)));
        group.ignore("refresh_interval");
        group.noteOthers();
    }

    void source(const Job &job, const std::vector<std::pair<QString, QString>> &labels)
    {
        ++m_sources;
        m_yaml.item();
        m_yaml.entry(2, QStringLiteral("id"), m_slugs.make(job.name));
        m_yaml.entry(2, QStringLiteral("type"), QStringLiteral("metrics"));
        if (!job.interval.isEmpty())
            m_yaml.raw(2, QStringLiteral("interval"), job.interval);
        QStringList all{QStringLiteral("job: ") + yamlScalar(job.name)};
        for (const auto &[name, value] : labels)
            all << yamlScalar(name) + QStringLiteral(": ") + yamlScalar(value);
        m_yaml.raw(2, QStringLiteral("labels"), QStringLiteral("{%1}").arg(all.join(QStringLiteral(", "))));
        if (job.honorLabels)
            m_yaml.raw(2, QStringLiteral("honor_labels"), QStringLiteral("true"));
        if (job.sampleLimit > 0)
            m_yaml.raw(2, QStringLiteral("sample_limit"), QString::number(job.sampleLimit));
        for (const QString &line : job.access)
            m_yaml.raw(2, line.section(QStringLiteral(": "), 0, 0), line.section(QStringLiteral(": "), 1));
    }

    void alerting(ForeignMap alerting)
    {
        alerting.leaveBehind("alert_relabel_configs", QStringLiteral("labels of alerts are not rewritten here"));
        alerting.each("alertmanagers", [&](const YamlNode &node) {
            ForeignMap manager(node, QStringLiteral("alertmanagers"), m_notes);
            const QString scheme = manager.text("scheme").isEmpty() ? QStringLiteral("http") : manager.text("scheme");
            const QString prefix = manager.text("path_prefix");
            manager.each("static_configs", [&](const YamlNode &group) {
                for (const QString &target :
                     ForeignMap(group, QStringLiteral("static_configs"), m_notes).texts("targets"))
                    alertmanager(QStringLiteral("%1://%2%3").arg(scheme, target, prefix));
            });
            for (const char *key : {"timeout", "api_version"})
                manager.ignore(key);
            manager.noteOthers();
        });
        alerting.noteOthers();
    }

    void alertmanager(const QString &url)
    {
        ++m_sources;
        m_yaml.item();
        m_yaml.entry(2, QStringLiteral("id"), m_slugs.make(QStringLiteral("alertmanager")));
        m_yaml.entry(2, QStringLiteral("type"), QStringLiteral("alertmanager"));
        m_yaml.entry(2, QStringLiteral("url"), url);
    }

    ProblemList m_notes;
    YamlText m_yaml;
    UniqueSlugs m_slugs;
    QString m_interval;
    int m_sources = 0;
};

} // namespace

Imported importPrometheus(const QByteArray &text, const QString &file)
{
    return PrometheusImport(file).read(text, file);
}

} // namespace surgedeck
