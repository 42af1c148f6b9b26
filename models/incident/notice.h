// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/incident/incident.h"

namespace surgedeck {

/// One thing about an incident that is told to people who are not here. Its key is unlike that of any other, so that
/// nothing is told twice.
struct Notice
{
    enum class Kind
    {
        Declared,
        Acknowledged, ///< somebody took the lead, or went to work
        Update,       ///< for stakeholders, with the time of the next one
        Overdue,      ///< the promised update did not come
        State,
        Severity,
        Resolved,
        Trial ///< nothing happened: somebody tries whether notices arrive
    };
    QString key;
    Kind kind = Kind::State;
    QString incident, title;
    int severity = 2;
    QString state;
    WallTime at{};
    QString by, text;
    std::optional<WallTime> nextUpdate;
    QString workspace, environment;
};

QString toWord(Notice::Kind kind);

/// What an event says to the outside; nullopt: nothing. `after`: the incident with the event in it. Pure.
std::optional<Notice> noticeOf(const JournalEntry &entry, const Incident &after);
/// That an update was promised for a time that is over; nullopt: none was, or it is not over.
std::optional<Notice> overdueNotice(const Incident &incident, WallTime now);

// Bodies of requests. Sources: PagerDuty, "Events API v2" (PagerDuty/api-schema, events-v2); Slack, "Sending messages
// using incoming webhooks" and "Formatting text for app surfaces".

/// nullopt: PagerDuty has no event for it. The routing key is added when it is sent: a queue on disk holds no secret.
std::optional<QJsonObject> pagerDutyEvent(const Notice &notice);
QJsonObject slackMessage(const Notice &notice);
QJsonObject webhookDocument(const Notice &notice);
/// One line for people: "INC-20261129-1 sev1 declared: Checkout fails (Kim)".
QString noticeSentence(const Notice &notice);

} // namespace surgedeck
