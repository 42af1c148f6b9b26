// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/incidentdocument.h"

#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

QJsonObject toJson(const IncidentLine &line)
{
    return {{u"time"_s, toRfc3339(line.at)},
            {u"entered"_s, toRfc3339(line.entered)},
            {u"late"_s, line.isLate()},
            {u"clock_ahead_s"_s, jsonSeconds(line.clockAhead)},
            {u"actor"_s, jsonText(line.actor)},
            {u"kind"_s, line.kind},
            {u"text"_s, line.text},
            {u"next_update"_s, jsonTime(line.nextUpdate)}};
}

QJsonObject toJson(const ActionItem &item)
{
    return {{u"text"_s, item.text},
            {u"type"_s, jsonText(item.type)},
            {u"owner"_s, jsonText(item.owner)},
            {u"due"_s, jsonText(item.due)},
            {u"ticket"_s, jsonText(item.ticket)}};
}

QJsonObject toJson(const IncidentFile &file)
{
    return {{u"path"_s, file.path},
            {u"sequence"_s, file.sequence},
            {u"hash"_s, file.hash},
            {u"digest"_s, file.digest},
            {u"signed_by"_s, file.signedBy}};
}

} // namespace

QJsonObject incidentSummary(const Incident &incident)
{
    QJsonObject roles, offers;
    for (const auto &[role, holder] : incident.roles) {
        roles[role] = jsonText(holder.person);
        if (!holder.handedTo.isEmpty())
            offers[role] = holder.handedTo;
    }
    return {{u"id"_s, incident.id},
            {u"title"_s, incident.title},
            {u"severity"_s, u"sev%1"_s.arg(incident.severity)},
            {u"state"_s, toWord(incident.state)},
            {u"started"_s, jsonTime(incident.when(Milestone::Started))},
            {u"detected"_s, jsonTime(incident.when(Milestone::Detected))},
            {u"acknowledged"_s, jsonTime(incident.when(Milestone::Acknowledged))},
            {u"declared"_s, jsonTime(incident.when(Milestone::Declared))},
            {u"identified"_s, jsonTime(incident.when(Milestone::Identified))},
            {u"mitigated"_s, jsonTime(incident.when(Milestone::Mitigated))},
            {u"resolved"_s, jsonTime(incident.when(Milestone::Resolved))},
            {u"closed"_s, jsonTime(incident.when(Milestone::Closed))},
            {u"next_update"_s, jsonTime(incident.nextUpdate)},
            {u"roles"_s, roles},
            {u"handovers"_s, offers},
            {u"file"_s, incident.file ? QJsonValue(toJson(*incident.file)) : QJsonValue()}};
}

QJsonObject incidentsDocument(const std::vector<const Incident *> &incidents)
{
    QJsonArray rows;
    for (const Incident *incident : incidents)
        rows.append(incidentSummary(*incident));
    QJsonObject document = newDocument();
    document[u"incidents"_s] = rows;
    return document;
}

QJsonObject incidentDocument(const Incident &incident)
{
    QJsonArray lines, items;
    for (const IncidentLine &line : incident.timeline)
        lines.append(toJson(line));
    for (const ActionItem &item : incident.actionItems)
        items.append(toJson(item));
    QJsonObject summary = incidentSummary(incident);
    summary[u"timeline"_s] = lines;
    summary[u"action_items"_s] = items;
    summary[u"update"_s] = jsonText(incident.update);
    QJsonObject document = newDocument();
    document[u"incident"_s] = summary;
    return document;
}

} // namespace surgedeck
