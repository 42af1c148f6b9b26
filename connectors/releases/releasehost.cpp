// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/releases/releasehost.h"

#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace surgedeck {

namespace {

constexpr int mostOfAPage = 100;

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

Error badUrl(const char *form)
{
    return {Error::Kind::Config, QStringLiteral("the url has to be that of the project: %1").arg(QLatin1String(form))};
}

/// Scheme and place of a project's url, and its path without what people leave behind it.
struct ProjectUrl
{
    QString origin, host, path;
};

ProjectUrl taken(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    QString path = parsed.path(QUrl::FullyDecoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    if (path.endsWith(QLatin1String(".git")))
        path.chop(4);
    return {parsed.isValid() ? parsed.scheme() + QStringLiteral("://") + parsed.authority() : QString(), parsed.host(),
            path.mid(1)};
}

Result<QString> gitlabApi(const QString &url)
{
    const ProjectUrl project = taken(url);
    if (project.origin.isEmpty() || !project.path.contains(QLatin1Char('/')))
        return badUrl("https://gitlab.example/GROUP/PROJECT");
    return project.origin + QStringLiteral("/api/v4/projects/") +
           QString::fromLatin1(QUrl::toPercentEncoding(project.path));
}

Result<QString> githubApi(const QString &url)
{
    const ProjectUrl project = taken(url);
    if (project.origin.isEmpty() || project.path.count(QLatin1Char('/')) != 1)
        return badUrl("https://github.com/OWNER/REPOSITORY");
    const bool isPublic =
        project.host == QLatin1String("github.com") || project.host == QLatin1String("www.github.com");
    return (isPublic ? QStringLiteral("https://api.github.com") : project.origin + QStringLiteral("/api/v3")) +
           QStringLiteral("/repos/") + project.path;
}

/// The first of these that holds a time.
std::optional<WallTime> timeIn(const QJsonObject &item, std::initializer_list<const char *> fields)
{
    for (const char *field : fields)
        if (const auto time = parseRfc3339(item[key(field)].toString()))
            return *time;
    return std::nullopt;
}

QString idOf(const QJsonObject &item)
{
    return QString::number(item[key("id")].toInteger());
}

std::optional<Change> gitlabChange(const QJsonObject &item)
{
    if (item.contains(key("tag_name"))) { // a release
        const auto at = timeIn(item, {"released_at", "created_at"});
        if (!at || item[key("upcoming_release")].toBool())
            return std::nullopt;
        const QString tag = item[key("tag_name")].toString();
        return Change{QStringLiteral("gitlab/release/") + tag, *at, QStringLiteral("deploy"),
                      QStringLiteral("release %1").arg(tag), item[key("author")].toObject()[key("name")].toString()};
    }
    const auto at = timeIn(item, {"updated_at", "created_at"});
    const QString status = item[key("status")].toString();
    if (!at || status.isEmpty() || status == QLatin1String("created") || status == QLatin1String("blocked"))
        return std::nullopt; // nothing was changed by it yet
    return Change{
        QStringLiteral("gitlab/deployment/") + idOf(item), *at, QStringLiteral("deploy"),
        QStringLiteral("%1 to %2 (%3)")
            .arg(item[key("ref")].toString(), item[key("environment")].toObject()[key("name")].toString(), status),
        item[key("user")].toObject()[key("name")].toString()};
}

std::optional<Change> githubChange(const QJsonObject &item)
{
    if (item.contains(key("tag_name"))) {
        const auto at = timeIn(item, {"published_at"});
        if (!at || item[key("draft")].toBool())
            return std::nullopt;
        return Change{QStringLiteral("github/release/") + idOf(item), *at, QStringLiteral("deploy"),
                      QStringLiteral("release %1").arg(item[key("tag_name")].toString()),
                      item[key("author")].toObject()[key("login")].toString()};
    }
    const auto at = timeIn(item, {"created_at"});
    if (!at)
        return std::nullopt;
    return Change{QStringLiteral("github/deployment/") + idOf(item), *at, QStringLiteral("deploy"),
                  QStringLiteral("%1 to %2").arg(item[key("ref")].toString(), item[key("environment")].toString()),
                  item[key("creator")].toObject()[key("login")].toString()};
}

template <std::optional<Change> (*changeOf)(const QJsonObject &)>
Result<std::vector<Change>> readPage(const QByteArray &page)
{
    const QJsonDocument document = QJsonDocument::fromJson(page);
    if (!document.isArray())
        return Error{Error::Kind::Protocol, QStringLiteral("the answer is no list")};
    std::vector<Change> changes;
    for (const QJsonValue item : document.array()) {
        if (changes.size() >= mostOfAPage)
            break;
        if (auto change = changeOf(item.toObject()))
            changes.push_back(std::move(*change));
    }
    return changes;
}

} // namespace

const ReleaseHost &gitlabHost()
{
    static const ReleaseHost host{QStringLiteral("GitLab"),
                                  gitlabApi,
                                  {QStringLiteral("/deployments?order_by=updated_at&sort=desc&per_page=20"),
                                   QStringLiteral("/releases?per_page=20")},
                                  {},
                                  readPage<gitlabChange>,
                                  {}};
    return host;
}

const ReleaseHost &githubHost()
{
    static const ReleaseHost host{QStringLiteral("GitHub"),
                                  githubApi,
                                  {QStringLiteral("/deployments?per_page=20"), QStringLiteral("/releases?per_page=20")},
                                  {{QStringLiteral("X-GitHub-Api-Version"), QStringLiteral("2022-11-28")}},
                                  readPage<githubChange>,
                                  "application/vnd.github+json",
                                  Milliseconds(150'000)};
    return host;
}

} // namespace surgedeck
