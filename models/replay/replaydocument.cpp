// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/replaydocument.h"

#include "models/base/timetext.h"
#include "models/replay/commandwords.h"
#include "models/report/jsontext.h"
#include "models/report/queriesdocument.h"
#include "models/report/statusdocument.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

QJsonObject bodyOf(const JournalEntry &entry)
{
    return QJsonDocument::fromJson(entry.body).object();
}

QString areaOf(const QString &type)
{
    return type.section(u'.', 0, 0);
}

/// Incidents and alarms are told by their own folds; the journal's own entries are no events of the platform.
bool tellsItself(const JournalEntry &entry)
{
    const QString area = areaOf(entry.type);
    const bool isOwn = area == u"journal" && entry.type != u"journal.gap";
    return area != u"incident" && !isOwn && !entry.type.startsWith(u"alarm.care");
}

ReplayEvent eventOf(const JournalEntry &entry)
{
    const QJsonObject body = bodyOf(entry);
    const QJsonValue at = body[u"at_ms"];
    QString text = body[u"text"].toString();
    if (text.isEmpty())
        text = commandWords(entry);
    if (text.isEmpty())
        text = entry.type + (entry.source.isEmpty() ? QString() : u" "_s + entry.source);
    return {at.isDouble() ? WallTime(Milliseconds(at.toInteger())) : entry.time, areaOf(entry.type), entry.actor,
            entry.source, text};
}

QJsonObject toJson(const std::optional<Shares> &split)
{
    return {{u"stable"_s, jsonNumber(split ? std::optional(split->stable) : std::nullopt)},
            {u"canary"_s, jsonNumber(split ? std::optional(split->canary) : std::nullopt)}};
}

/// Of a route that nobody moved while it was recorded.
QJsonObject routeDocument(const RouteView &route)
{
    QJsonArray steps, guards;
    for (const int step : route.steps)
        steps.append(step);
    for (const GuardView &guard : route.guards)
        guards.append(
            QJsonObject{{u"id"_s, guard.id},
                        {u"verdict"_s, u"not_measured"_s},
                        {u"value"_s, jsonNumber(guard.canary.value ? guard.canary.value : guard.stable.value)},
                        {u"baseline"_s, jsonNumber(guard.bothSides ? std::nullopt : guard.stable.value)},
                        {u"limit"_s, jsonNumber(guard.pass ? std::optional(guard.pass->limit) : std::nullopt)},
                        {u"held_s"_s, QJsonValue()}});
    QJsonObject document = newDocument();
    document[u"route"_s] = route.id;
    document[u"desired"_s] = toJson(route.desired);
    document[u"observed"_s] = toJson(route.observed);
    document[u"generation"_s] = QJsonValue();
    document[u"state"_s] = toWord(route.state);
    document[u"step"_s] = QJsonValue();
    document[u"steps"_s] = steps;
    document[u"reason"_s] = jsonText(route.reason);
    document[u"guards"_s] = guards;
    return document;
}

QString engineOf(const SourceView &source)
{
    return source.facts && !source.facts->engine.isEmpty() ? source.facts->engine : source.type;
}

QJsonObject toJson(const ReplayEvent &event)
{
    return {{u"time"_s, toRfc3339(event.at)},
            {u"kind"_s, event.kind},
            {u"actor"_s, jsonText(event.actor)},
            {u"source"_s, jsonText(event.source)},
            {u"text"_s, event.text}};
}

} // namespace

std::vector<ReplayEvent> replayEvents(const Replay &replay, const ReplayMoment &moment)
{
    std::vector<ReplayEvent> events;
    for (const JournalEntry &entry : replay.events())
        if (tellsItself(entry))
            events.push_back(eventOf(entry));
    for (const Incident *incident : replay.incidents().incidents())
        for (const IncidentLine &line : incident->timeline)
            events.push_back({line.at, u"incident"_s, line.actor, incident->id, line.kind + u": "_s + line.text});
    for (const AlarmEpisode &episode : moment.platform->alarmHistory().episodes()) {
        events.push_back({episode.raised, u"alarm"_s, {}, episode.id, u"raised: "_s + episode.name});
        if (episode.over)
            events.push_back({*episode.over, u"alarm"_s, {}, episode.id, u"over: "_s + episode.name});
    }
    for (const Change &change : moment.platform->changes().changes(moment.at))
        events.push_back({change.at, u"change"_s, change.by, change.kind, change.title});
    std::erase_if(events, [&](const ReplayEvent &event) { return event.at > moment.at; });
    std::ranges::stable_sort(events, {}, &ReplayEvent::at);
    return events;
}

QJsonObject lastShown(const Replay &replay, const QString &area, const QString &route, WallTime at)
{
    for (auto entry = replay.events().rbegin(); entry != replay.events().rend(); ++entry) {
        if (entry->time > at || areaOf(entry->type) != area)
            continue;
        const QJsonObject body = bodyOf(*entry);
        if (body.contains(u"shown") && (route.isEmpty() || body[u"route"].toString() == route))
            return body[u"shown"].toObject();
    }
    return {};
}

QJsonObject statusOf(const Platform &platform)
{
    std::vector<DatabaseSummary> databases;
    for (const SourceView &source : platform.view().sources)
        if (const DatabaseStore *database = platform.database(source.id))
            databases.push_back(databaseSummary(source.id, database->view()));
    return statusDocument(platform.view(), databases);
}

QJsonObject queriesOf(const Platform &platform)
{
    QJsonObject queries;
    for (const SourceView &source : platform.view().sources) {
        const DatabaseStore *database = platform.database(source.id);
        const CacheStats *cache = platform.cache(source.id);
        if (database == nullptr && cache == nullptr)
            continue;
        QueriesReport report{platform.view().now, source.id, engineOf(source), std::nullopt, std::nullopt};
        if (database != nullptr)
            report.database = database->view();
        if (cache != nullptr)
            report.cache = *cache;
        queries[source.id] = queriesDocument(report);
    }
    return queries;
}

QJsonObject replayDocument(const Replay &replay, const ReplayMoment &moment)
{
    QJsonObject traffic;
    for (const RouteView &route : moment.platform->view().routes) {
        const QJsonObject shown = lastShown(replay, u"traffic"_s, route.id, moment.at);
        traffic[route.id] = shown.isEmpty() ? routeDocument(route) : shown;
    }
    QJsonArray events;
    for (const ReplayEvent &event : replayEvents(replay, moment))
        events.append(toJson(event));
    const QJsonObject run = lastShown(replay, u"runbook"_s, {}, moment.at);
    QJsonObject document = newDocument();
    document[u"at"_s] = toRfc3339(moment.at);
    document[u"recorded"_s] = moment.shownAt.has_value();
    document[u"status"_s] = statusOf(*moment.platform);
    document[u"queries"_s] = queriesOf(*moment.platform);
    document[u"traffic"_s] = traffic;
    document[u"runbook"_s] = run.isEmpty() ? QJsonValue() : QJsonValue(run);
    document[u"events"_s] = events;
    return document;
}

} // namespace surgedeck
