// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/withoutsecrets.h"

#include <QJsonArray>
#include <QStringList>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

/// Only what is named here is kept: a key that comes later is secret until somebody says that it is not.
QJsonObject only(const QJsonObject &object, const QStringList &keys)
{
    QJsonObject kept;
    for (const QString &key : keys)
        if (const auto found = object.constFind(key); found != object.constEnd())
            kept.insert(key, *found);
    return kept;
}

/// A source needs an address to be read again; this one leads nowhere.
QJsonObject source(const QJsonObject &given)
{
    QJsonObject kept = only(given, {u"id"_s, u"type"_s, u"interval"_s, u"group"_s, u"role"_s, u"shard"_s});
    const QString type = given[u"type"].toString();
    if (type == u"postgresql")
        kept[u"dsn"] = u"postgresql://recorded.invalid/"_s;
    else if (type == u"mysql")
        kept[u"dsn"] = u"mysql://recorded.invalid/"_s;
    else if (type == u"redis")
        kept[u"url"] = u"rediss://recorded.invalid/"_s;
    else if (type == u"haproxy")
        kept[u"address"] = u"unix:/recorded"_s;
    else if (type == u"metrics")
        kept[u"targets"] = QJsonArray{u"https://recorded.invalid/metrics"_s};
    else if (type == u"prometheus" || type == u"deployment")
        kept[u"url"] = u"https://recorded.invalid/"_s;
    return kept;
}

template <typename Change>
QJsonArray each(const QJsonValue &list, Change change)
{
    QJsonArray changed;
    for (const QJsonValue &item : list.toArray())
        changed.append(change(item.toObject()));
    return changed;
}

} // namespace

QJsonObject withoutSecrets(const QJsonObject &workspace)
{
    // Expressions, names and limits are what the panels show anyway.
    QJsonObject kept = only(workspace, {u"version"_s, u"name"_s, u"environment"_s, u"timezone"_s, u"currency"_s,
                                        u"promql_compat"_s, u"indicators"_s, u"services"_s, u"slos"_s, u"traffic"_s,
                                        u"boards"_s, u"dimensions"_s, u"events"_s});
    if (QJsonObject traffic = kept[u"traffic"].toObject(); traffic.contains(u"approvers")) {
        traffic.remove(u"approvers"); // the secrets of their codes
        kept[u"traffic"] = traffic;
    }
    if (workspace.contains(u"sources"))
        kept[u"sources"] = each(workspace[u"sources"], source);
    return kept;
}

} // namespace surgedeck
