// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/scrapetargets.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostTargets = 10'000;
constexpr qint64 mostFileBytes = 4 * 1024 * 1024;
constexpr int mostFiles = 1'000;

using TextMap = std::map<QString, QString>;

QString taken(TextMap &labels, const char *name, const QString &otherwise)
{
    const auto found = labels.find(QLatin1String(name));
    return found == labels.end() ? otherwise : found->second;
}

/// "app1:9100", with what the labels __scheme__, __metrics_path__ and __param_x say, as a whole url.
QString urlOf(const QString &target, TextMap labels)
{
    if (target.contains(QLatin1String("://")))
        return target;
    QStringList parameters;
    for (const auto &[name, value] : labels)
        if (name.startsWith(QLatin1String("__param_")))
            parameters << QString::fromLatin1(QUrl::toPercentEncoding(name.mid(8)) + '=' +
                                              QUrl::toPercentEncoding(value));
    const QString path = taken(labels, "__metrics_path__", QStringLiteral("/metrics"));
    return QStringLiteral("%1://%2%3%4")
        .arg(taken(labels, "__scheme__", QStringLiteral("http")), target, path,
             parameters.isEmpty() ? QString() : QLatin1Char('?') + parameters.join(QLatin1Char('&')));
}

Result<QJsonValue> valuesOf(const QByteArray &text, const SourceSettings &settings)
{
    const QJsonDocument json = QJsonDocument::fromJson(text);
    if (json.isArray())
        return QJsonValue(json.array());
    if (!settings.readYaml)
        return Error{Error::Kind::Config, QStringLiteral("it is no JSON list")};
    return settings.readYaml(text);
}

} // namespace

ScrapeAddress TargetList::address(const QString &target, const std::map<QString, QString> &labels) const
{
    ScrapeAddress address;
    address.url = urlOf(target, labels);
    const QUrl url(address.url);
    const int port = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    QString host = url.host();
    if (host.contains(QLatin1Char(':')))
        host = QLatin1Char('[') + host + QLatin1Char(']');
    const auto set = [&](const QString &name, const QString &value) {
        address.labels.set(name.toStdString(), value.toStdString());
    };
    set(QStringLiteral("job"), m_settings.id);
    set(QStringLiteral("instance"), QStringLiteral("%1:%2").arg(host).arg(port));
    for (const auto &[name, value] : m_settings.labels)
        set(name, value);
    for (const auto &[name, value] : labels)
        if (!name.startsWith(QLatin1String("__")))
            set(name, value);
    return address;
}

void TargetList::readFile(const QString &path, File &file) const
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly)) {
        file.problem = QStringLiteral("%1: %2").arg(path, source.errorString());
        return;
    }
    const auto values = valuesOf(source.read(mostFileBytes), m_settings);
    if (!values || !values->isArray()) {
        file.problem =
            QStringLiteral("%1: %2; what it said before stays in force")
                .arg(path, values ? QStringLiteral("it is no list of {targets, labels}") : values.error().message);
        return;
    }
    file.problem.clear();
    file.targets.clear();
    for (const QJsonValue group : values->toArray()) {
        std::map<QString, QString> labels;
        const QJsonObject given = group.toObject().value(QLatin1String("labels")).toObject();
        for (auto label = given.begin(); label != given.end(); ++label)
            labels[label.key()] = label.value().toVariant().toString();
        for (const QJsonValue target : group.toObject().value(QLatin1String("targets")).toArray())
            if (file.targets.size() < mostTargets)
                file.targets.push_back(address(target.toString(), labels));
    }
}

QStringList TargetList::paths() const
{
    QStringList all;
    for (const QString &pattern : m_settings.targetFiles) {
        const QFileInfo info(pattern);
        const QStringList names = info.dir().entryList({info.fileName()}, QDir::Files | QDir::Readable, QDir::Name);
        for (const QString &name : names)
            all << info.dir().filePath(name);
        if (names.isEmpty() && !pattern.contains(QLatin1Char('*')))
            all << pattern;
    }
    all.removeDuplicates();
    return all.mid(0, mostFiles);
}

std::vector<ScrapeAddress> TargetList::current()
{
    std::vector<ScrapeAddress> all;
    for (const QString &url : m_settings.endpoints)
        all.push_back(address(url, {}));
    m_problems.clear();
    const QStringList files = paths();
    std::erase_if(m_files, [&](const auto &entry) { return !files.contains(entry.first); });
    for (const QString &path : files) {
        File &file = m_files[path];
        const QFileInfo info(path);
        const qint64 modified = info.lastModified().toMSecsSinceEpoch();
        if (info.size() != file.size || modified != file.modifiedMs) {
            file.size = info.size();
            file.modifiedMs = modified;
            readFile(path, file);
        }
        if (!file.problem.isEmpty())
            m_problems << file.problem;
        all.insert(all.end(), file.targets.begin(), file.targets.end());
    }
    if (all.size() > mostTargets)
        m_problems << QStringLiteral("there are %1 targets: the first %2 are read").arg(all.size()).arg(mostTargets);
    all.resize(std::min(all.size(), mostTargets));
    return all;
}

} // namespace surgedeck
