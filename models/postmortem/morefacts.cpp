// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/postmortem/morefacts.h"

#include "models/base/timetext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::hours recurs{24 * 90};
constexpr int daysForSev1 = 3, workingDays = 5;

QJsonObject bodyOf(const JournalEntry &entry)
{
    return QJsonDocument::fromJson(entry.body).object();
}

QDateTime utc(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

QDateTime afterWorkingDays(QDateTime from, int days)
{
    while (days > 0) {
        from = from.addDays(1);
        days -= from.date().dayOfWeek() <= Qt::Friday ? 1 : 0;
    }
    return from;
}

} // namespace

QString tableTime(WallTime time)
{
    return utc(time).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

PostMortemSection messagesSection(const Incident &incident)
{
    PostMortemSection section{u"messages"_s,
                              u"Messages"_s,
                              {},
                              false,
                              {u"Time"_s, u"Who"_s, u"What stakeholders were told"_s, u"Next one promised for"_s},
                              {}};
    for (const IncidentLine &line : incident.timeline)
        if (line.kind == u"update")
            section.rows.push_back({line.at,
                                    {tableTime(line.at), line.actor, line.text,
                                     line.nextUpdate ? tableTime(*line.nextUpdate) : u"none"_s}});
    if (section.rows.empty())
        section.text = u"Stakeholders were told nothing."_s;
    return section;
}

PostMortemSection silencesSection(const Replay &replay)
{
    PostMortemSection section{u"silences"_s, u"Silences and acknowledgements"_s,         {},
                              false,         {u"Time"_s, u"What"_s, u"Who"_s, u"Why"_s}, {}};
    for (const JournalEntry &entry : replay.events()) {
        if (entry.type != u"alarm.care_given")
            continue;
        const QJsonObject body = bodyOf(entry);
        const QString what = body[u"type"].toString().section(u'.', 1) + u' ' +
                             body[body.contains(u"match") ? u"match" : u"alarm"].toString();
        section.rows.push_back({entry.time,
                                {tableTime(entry.time), what.trimmed(), body[u"by"].toString(),
                                 body[body.contains(u"reason") ? u"reason" : u"note"].toString()}});
    }
    if (section.rows.empty())
        section.text = u"Nothing was silenced or acknowledged in the recorded window."_s;
    return section;
}

PostMortemSection runbookSection(const Replay &replay)
{
    PostMortemSection section{
        u"runbooks"_s, u"Deviations from runbooks"_s, {}, false, {u"Time"_s, u"Step"_s, u"Came to"_s, u"Why"_s}, {}};
    QString last;
    bool any = false;
    for (const JournalEntry &entry : replay.events()) {
        if (!entry.type.startsWith(u"runbook."))
            continue;
        any = true;
        const QJsonObject shown = bodyOf(entry)[u"shown"].toObject();
        for (const QJsonValue &step : shown[u"steps"].toArray()) {
            const QString state = step[u"state"].toString();
            const bool deviates =
                state == u"skipped" || state == u"failed" || state == u"timed_out" || state == u"undo_failed";
            const QString name = shown[u"runbook"].toString() + u' ' + step[u"id"].toString();
            if (!deviates || last.contains(u'|' + name + state + u'|'))
                continue;
            last += u'|' + name + state + u'|';
            const QJsonObject evidence = step[u"evidence"].toObject();
            section.rows.push_back(
                {entry.time,
                 {tableTime(entry.time), name, state, evidence[u"reason"].toString(evidence[u"error"].toString())}});
        }
    }
    if (section.rows.empty())
        section.text = any ? u"None: no step of a runbook was skipped, failed or ran out of time."_s
                           : u"No runbook was gone through in the recorded window."_s;
    return section;
}

PostMortemSection reviewSection(const Incident &incident)
{
    PostMortemSection section{u"review"_s, u"Review"_s, {}, false, {}, {}};
    const auto over = incident.when(Milestone::Resolved);
    if (!over) {
        section.text = u"The incident is not resolved yet."_s;
        return section;
    }
    const bool urgent = incident.severity <= 1;
    const QDateTime due = urgent ? utc(*over).addDays(daysForSev1) : afterWorkingDays(utc(*over), workingDays);
    section.text = u"To be held by %1: %2 after it was resolved."_s.arg(
        due.toString(u"yyyy-MM-dd"_s), urgent ? u"three calendar days"_s : u"five working days"_s);
    return section;
}

PostMortemSection recurrenceSection(const std::vector<EarlierIncident> &earlier, const QString &firstDeviation,
                                    WallTime began)
{
    PostMortemSection section{
        u"recurrence"_s,
        u"Recurrence"_s,
        u"Rule: incidents of the 90 days before whose closed recording has the same figure as its "
        "first deviation."_s,
        false,
        {u"Incident"_s, u"Closed"_s, u"Title"_s},
        {}};
    for (const EarlierIncident &incident : earlier)
        if (!firstDeviation.isEmpty() && incident.firstDeviation == firstDeviation && incident.closed < began &&
            began - incident.closed <= recurs)
            section.rows.push_back({std::nullopt, {incident.id, tableTime(incident.closed), incident.title}});
    if (section.rows.empty())
        section.text += firstDeviation.isEmpty() ? u"\nNo first deviation is known."_s : u"\nNone is known."_s;
    return section;
}

} // namespace surgedeck
