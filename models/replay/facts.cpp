// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/facts.h"

#include "models/replay/replaydocument.h"
#include "models/report/healthfacts.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostShown = 200;

QString shownValue(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return value.isUndefined() ? u"nothing"_s : QString::fromUtf8(text.mid(1).chopped(1).left(mostShown));
}

QString difference(const QJsonValue &live, const QJsonValue &replayed, const QString &path);

QString differenceOf(const QJsonObject &live, const QJsonObject &replayed, const QString &path)
{
    for (auto field = live.begin(); field != live.end(); ++field)
        if (const QString found = difference(*field, replayed[field.key()], path + u'/' + field.key());
            !found.isEmpty())
            return found;
    for (auto field = replayed.begin(); field != replayed.end(); ++field)
        if (!live.contains(field.key()))
            return path.mid(1) + u'/' + field.key() + u": nothing and "_s + shownValue(*field);
    return {};
}

QString difference(const QJsonValue &live, const QJsonValue &replayed, const QString &path)
{
    if (live == replayed)
        return {};
    if (live.isObject() && replayed.isObject())
        return differenceOf(live.toObject(), replayed.toObject(), path);
    if (live.isArray() && replayed.isArray() && live.toArray().size() == replayed.toArray().size()) {
        for (qsizetype i = 0; i < live.toArray().size(); ++i)
            if (const QString found = difference(live[i], replayed[i], path + u'/' + QString::number(i));
                !found.isEmpty())
                return found;
        return {};
    }
    return u"%1: %2 and %3"_s.arg(path.mid(1), shownValue(live), shownValue(replayed));
}

} // namespace

QJsonObject factsOf(const Platform &platform)
{
    return {{u"at_ms"_s, qint64(platform.view().now.time_since_epoch().count())},
            {u"status"_s, statusOf(platform)},
            {u"queries"_s, queriesOf(platform)},
            {u"health"_s, healthDocument(healthFacts(platform))}};
}

WallTime timeOfFacts(const QJsonObject &facts)
{
    return WallTime(Milliseconds(facts[u"at_ms"].toInteger()));
}

QString firstDifference(const QJsonObject &live, const QJsonObject &replayed)
{
    return difference(live, replayed, {});
}

} // namespace surgedeck
