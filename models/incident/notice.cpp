// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/incident/notice.h"

#include "models/base/timetext.h"

#include <QJsonDocument>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;
using Kind = Notice::Kind;

constexpr qsizetype longestSummary = 1'024; // PagerDuty cuts there
constexpr qsizetype longestText = 3'000;    // Slack cuts a block there

std::optional<Kind> kindOfState(const QString &state)
{
    if (state == u"investigating")
        return Kind::Acknowledged;
    if (state == u"resolved")
        return Kind::Resolved;
    return state == u"in_review" ? std::nullopt : std::optional(Kind::State);
}

std::optional<Kind> kindOf(const QString &type, const QJsonObject &body)
{
    if (type == u"incident.declared")
        return Kind::Declared;
    if (type == u"incident.severity")
        return Kind::Severity;
    if (type == u"incident.state")
        return kindOfState(body[u"state"].toString());
    if (type == u"incident.role" && body[u"role"].toString() == u"commander")
        return Kind::Acknowledged;
    if (type == u"incident.noted" && body[u"kind"].toString() == u"update")
        return Kind::Update;
    if (type == u"incident.closed")
        return Kind::Resolved;
    return std::nullopt;
}

QString wordsOf(const JournalEntry &entry, const QJsonObject &body)
{
    if (entry.type == u"incident.role")
        return u"%1 leads"_s.arg(body[u"person"].toString());
    return body[u"text"].toString();
}

Notice about(const Incident &incident, Kind kind)
{
    Notice notice;
    notice.kind = kind;
    notice.incident = incident.id;
    notice.title = incident.title;
    notice.severity = incident.severity;
    notice.state = toWord(incident.state);
    return notice;
}

/// PagerDuty's four words. Source: Events API v2, payload.severity.
QString pagerDutySeverity(int severity)
{
    return severity <= 1 ? u"critical"_s : severity == 2 ? u"error"_s : severity == 3 ? u"warning"_s : u"info"_s;
}

QString pagerDutyAction(Kind kind)
{
    switch (kind) {
    case Kind::Declared:
    case Kind::Severity:
    case Kind::Trial:
        return u"trigger"_s;
    case Kind::Acknowledged:
        return u"acknowledge"_s;
    case Kind::Resolved:
        return u"resolve"_s;
    case Kind::Update:
    case Kind::Overdue:
    case Kind::State:
        break;
    }
    return {};
}

/// Slack's three control characters. Source: "Formatting text for app surfaces", Escaping text.
QString forSlack(const QString &text)
{
    return QString(text.left(longestText)).replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s);
}

} // namespace

QString toWord(Kind kind)
{
    switch (kind) {
    case Kind::Declared:
        return u"declared"_s;
    case Kind::Acknowledged:
        return u"acknowledged"_s;
    case Kind::Update:
        return u"update"_s;
    case Kind::Overdue:
        return u"update_overdue"_s;
    case Kind::State:
        return u"state"_s;
    case Kind::Severity:
        return u"severity"_s;
    case Kind::Resolved:
        return u"resolved"_s;
    case Kind::Trial:
        break;
    }
    return u"trial"_s;
}

std::optional<Notice> noticeOf(const JournalEntry &entry, const Incident &after)
{
    const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
    const auto kind = kindOf(entry.type, body);
    if (!kind)
        return std::nullopt;
    Notice notice = about(after, *kind);
    notice.key = u"%1/%2"_s.arg(after.id).arg(entry.sequence);
    notice.at = entry.time;
    notice.by = entry.actor;
    notice.text = wordsOf(entry, body);
    if (*kind == Kind::Update)
        notice.nextUpdate = after.nextUpdate;
    return notice;
}

std::optional<Notice> overdueNotice(const Incident &incident, WallTime now)
{
    if (!incident.isOpen() || !incident.nextUpdate || *incident.nextUpdate > now)
        return std::nullopt;
    Notice notice = about(incident, Kind::Overdue);
    notice.key = u"%1/overdue/%2"_s.arg(incident.id).arg(incident.nextUpdate->time_since_epoch().count());
    notice.at = *incident.nextUpdate;
    notice.text = u"An update was promised for %1 and has not come."_s.arg(toRfc3339(*incident.nextUpdate));
    return notice;
}

QString noticeSentence(const Notice &notice)
{
    QString words =
        u"%1 sev%2 %3: %4"_s.arg(notice.incident).arg(notice.severity).arg(toWord(notice.kind), notice.title);
    if (notice.kind == Kind::State)
        words = u"%1 sev%2 is %3: %4"_s.arg(notice.incident).arg(notice.severity).arg(notice.state, notice.title);
    if (!notice.text.isEmpty())
        words += u". "_s + notice.text;
    if (notice.nextUpdate)
        words += u" Next update by %1."_s.arg(toRfc3339(*notice.nextUpdate));
    return notice.by.isEmpty() ? words : words + u" (%1)"_s.arg(notice.by);
}

std::optional<QJsonObject> pagerDutyEvent(const Notice &notice)
{
    const QString action = pagerDutyAction(notice.kind);
    if (action.isEmpty())
        return std::nullopt;
    QJsonObject event{{u"event_action"_s, action},
                      {u"dedup_key"_s, u"surgedeck/%1/%2"_s.arg(notice.workspace, notice.incident)}};
    if (action != u"trigger")
        return event;
    event[u"client"_s] = u"Surgedeck"_s;
    event[u"payload"_s] = QJsonObject{{u"summary"_s, noticeSentence(notice).left(longestSummary)},
                                      {u"source"_s, notice.workspace},
                                      {u"severity"_s, pagerDutySeverity(notice.severity)},
                                      {u"timestamp"_s, toRfc3339(notice.at)},
                                      {u"component"_s, notice.environment},
                                      {u"custom_details"_s, webhookDocument(notice)}};
    return event;
}

QJsonObject slackMessage(const Notice &notice)
{
    const QString place =
        notice.environment.isEmpty() ? notice.workspace : notice.workspace + u", "_s + notice.environment;
    return {{u"text"_s, forSlack(u"[%1] %2"_s.arg(place, noticeSentence(notice)))}};
}

QJsonObject webhookDocument(const Notice &notice)
{
    return {{u"schema"_s, u"surgedeck/v1"_s},
            {u"event"_s, toWord(notice.kind)},
            {u"key"_s, notice.key},
            {u"time"_s, toRfc3339(notice.at)},
            {u"workspace"_s, notice.workspace},
            {u"environment"_s, notice.environment},
            {u"incident"_s, notice.incident},
            {u"title"_s, notice.title},
            {u"severity"_s, u"sev%1"_s.arg(notice.severity)},
            {u"state"_s, notice.state},
            {u"by"_s, notice.by.isEmpty() ? QJsonValue() : QJsonValue(notice.by)},
            {u"text"_s, notice.text.isEmpty() ? QJsonValue() : QJsonValue(notice.text)},
            {u"next_update"_s, notice.nextUpdate ? QJsonValue(toRfc3339(*notice.nextUpdate)) : QJsonValue()}};
}

} // namespace surgedeck
