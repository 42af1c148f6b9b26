// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/postmortem/postmortemfacts.h"

#include "models/base/timetext.h"
#include "models/postmortem/impact.h"
#include "models/report/incidentdocument.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

QJsonObject spanOf(const ReplaySpan &span)
{
    return {{u"from"_s, toRfc3339(span.from)},
            {u"until"_s, toRfc3339(span.until)},
            {u"length_s"_s, jsonSeconds(span.until - span.from)}};
}

QJsonValue between(std::optional<WallTime> begin, std::optional<WallTime> end)
{
    return jsonSeconds(begin && end && *end >= *begin ? std::optional<Milliseconds>(*end - *begin) : std::nullopt);
}

QJsonObject durations(const Incident &incident, std::optional<WallTime> began)
{
    return {{u"to_detect"_s, between(incident.when(Milestone::Started), incident.when(Milestone::Detected))},
            {u"to_acknowledge"_s, between(incident.when(Milestone::Detected), incident.when(Milestone::Acknowledged))},
            {u"to_mitigate"_s, between(began, incident.when(Milestone::Mitigated))},
            {u"to_resolve"_s, between(began, incident.when(Milestone::Resolved))}};
}

QJsonArray impactOf(const PostMortemParts &parts, const ReplaySpan &span)
{
    QJsonArray figures;
    for (const ImpactFigure &figure : impactFigures(parts.replay.overview(), parts.last.workspace(), span))
        figures.append(QJsonObject{{u"figure"_s, figure.name},
                                   {u"value"_s, jsonNumber(figure.value)},
                                   {u"unit"_s, jsonText(figure.unit)},
                                   {u"formula"_s, figure.formula},
                                   {u"not_known_s"_s, figure.unknownSeconds}});
    return figures;
}

QJsonArray indicatorsOf(const PostMortemParts &parts, const ReplaySpan &span)
{
    QJsonArray rows;
    for (const ImpactRow &row : impactRows(parts.replay.overview(), parts.last.workspace(), span))
        rows.append(QJsonObject{{u"name"_s, row.name},
                                {u"unit"_s, jsonText(row.unit)},
                                {u"before"_s, jsonNumber(row.before)},
                                {u"worst"_s, jsonNumber(row.worst)},
                                {u"worst_at"_s, jsonTime(row.worstAt)},
                                {u"after"_s, jsonNumber(row.after)}});
    return rows;
}

QJsonArray deviationsOf(const DeviationOrder &order)
{
    QJsonArray first;
    for (const Deviation &deviation : order.first)
        first.append(QJsonObject{{u"at"_s, toRfc3339(deviation.at)},
                                 {u"kind"_s, deviation.kind},
                                 {u"id"_s, deviation.id},
                                 {u"name"_s, deviation.name},
                                 {u"state"_s, toWord(deviation.state)}});
    return first;
}

QJsonValue changeOf(const std::optional<Change> &change)
{
    if (!change)
        return {};
    return QJsonObject{{u"at"_s, toRfc3339(change->at)},
                       {u"kind"_s, change->kind},
                       {u"by"_s, jsonText(change->by)},
                       {u"title"_s, change->title}};
}

QJsonArray alarmsOf(const ReplayOverview &overview)
{
    QJsonArray alarms;
    for (const AlarmEpisode &alarm : overview.alarms)
        alarms.append(QJsonObject{{u"id"_s, alarm.id},
                                  {u"name"_s, alarm.name},
                                  {u"worst"_s, toWord(alarm.worst)},
                                  {u"raised"_s, toRfc3339(alarm.raised)},
                                  {u"over"_s, jsonTime(alarm.over)}});
    return alarms;
}

} // namespace

QJsonObject postMortemFacts(const PostMortemParts &parts, const PostMortemFindings &findings)
{
    QJsonArray gaps;
    for (const ReplaySpan &gap : parts.replay.overview().gaps)
        gaps.append(spanOf(gap));
    const auto said = parts.incident.when(Milestone::Started);
    const QJsonValue saidBy = !findings.began ? QJsonValue() : QJsonValue(said ? u"person"_s : u"first_alarm"_s);
    return {{u"incident"_s, incidentDocument(parts.incident)[u"incident"_s]},
            {u"began"_s, jsonTime(findings.began)},
            {u"began_by"_s, saidBy},
            {u"durations_s"_s, durations(parts.incident, findings.began)},
            {u"counted"_s, spanOf(findings.counted)},
            {u"impact"_s, impactOf(parts, findings.counted)},
            {u"indicators"_s, indicatorsOf(parts, findings.counted)},
            {u"first_deviations"_s, deviationsOf(findings.order)},
            {u"abnormal_before"_s, QJsonArray::fromStringList(QStringList(findings.order.alreadyBad.begin(),
                                                                          findings.order.alreadyBad.end()))},
            {u"change_before"_s, changeOf(findings.order.changeBefore)},
            {u"alarms"_s, alarmsOf(parts.replay.overview())},
            {u"blind_periods"_s, gaps},
            {u"recorded"_s, spanOf({parts.replay.begins(), parts.replay.ends()})}};
}

} // namespace surgedeck
