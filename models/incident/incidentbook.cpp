// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/incident/incidentbook.h"

#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

const QString prefix = u"incident."_s;
constexpr std::size_t mostIncidents = 5'000;
constexpr std::size_t mostLines = 20'000;

std::optional<WallTime> timeIn(const QJsonObject &body, const QString &key)
{
    const QJsonValue value = body[key];
    return value.isDouble() ? std::optional(WallTime(Milliseconds(value.toInteger()))) : std::nullopt;
}

void insert(Incident &incident, IncidentLine line)
{
    if (incident.timeline.size() >= mostLines)
        return;
    const auto before = [](const IncidentLine &a, const IncidentLine &b) { return a.at < b.at; };
    incident.timeline.insert(std::ranges::upper_bound(incident.timeline, line, before), std::move(line));
}

/// A state says by itself that something was reached; what was set by hand stays.
void reach(Incident &incident, Milestone milestone, WallTime at)
{
    incident.milestones.try_emplace(milestone, at);
}

void declare(Incident &incident, const JournalEntry &entry, const QJsonObject &body)
{
    incident.id = entry.source;
    incident.title = body[u"title"].toString();
    incident.severity = std::clamp(body[u"severity"].toInt(2), 1, 5);
    incident.milestones[Milestone::Declared] = entry.time;
    if (const auto started = timeIn(body, u"started_ms"_s))
        incident.milestones[Milestone::Started] = *started;
    if (const auto detected = timeIn(body, u"detected_ms"_s))
        incident.milestones[Milestone::Detected] = *detected;
    insert(incident, {entry.sequence, entry.time, entry.time, Milliseconds{0}, entry.actor, u"declared"_s,
                      u"sev%1: %2"_s.arg(incident.severity).arg(incident.title)});
}

} // namespace

void IncidentBook::fold(const JournalEntry &entry)
{
    if (!entry.type.startsWith(prefix) || entry.source.isEmpty())
        return;
    const QString what = entry.type.mid(prefix.size());
    const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
    const auto known = m_incidents.find(entry.source);
    if (known == m_incidents.end()) {
        if (what == u"declared" && m_incidents.size() < mostIncidents)
            declare(m_incidents[entry.source], entry, body);
        return;
    }
    IncidentLine line{entry.sequence,
                      timeIn(body, u"at_ms"_s).value_or(entry.time),
                      entry.time,
                      Milliseconds(body[u"clock_ahead_ms"].toInteger()),
                      entry.actor,
                      what,
                      {}};
    if (what == u"noted")
        foldNote(known->second, std::move(line), body);
    else if (what == u"role" || what == u"role_accepted")
        foldRole(known->second, std::move(line), body);
    else if (what == u"state")
        foldState(known->second, std::move(line), body);
    else
        foldRest(known->second, what, std::move(line), body);
}

void IncidentBook::foldNote(Incident &incident, IncidentLine line, const QJsonObject &body)
{
    line.kind = body[u"kind"].toString();
    line.text = body[u"text"].toString();
    if (line.kind == u"update") {
        incident.update = line.text;
        incident.nextUpdate = line.nextUpdate = timeIn(body, u"next_update_ms"_s);
    } else if (line.kind == u"action_item") {
        incident.actionItems.push_back({line.text, body[u"item_type"].toString(), body[u"owner"].toString(),
                                        body[u"due"].toString(), body[u"ticket"].toString()});
    }
    insert(incident, std::move(line));
}

void IncidentBook::foldRole(Incident &incident, IncidentLine line, const QJsonObject &body)
{
    const QString role = body[u"role"].toString();
    RoleHolder &holder = incident.roles[role];
    const bool accepted = line.kind == u"role_accepted";
    line.kind = u"role"_s;
    if (!accepted) {
        const QString person = body[u"person"].toString();
        // Whoever takes a role that nobody holds, or takes it for themselves, has it at once.
        if (holder.person.isEmpty() || person == line.actor) {
            holder = {person, line.at, {}};
            line.text = u"%1 is %2"_s.arg(person, role);
        } else {
            holder.handedTo = person;
            line.text = u"%1 offers the role %2 to %3"_s.arg(line.actor, role, person);
        }
    } else if (!holder.handedTo.isEmpty() && line.actor != holder.handedTo) {
        line.text = u"%1 can not take over as %2: it was offered to %3"_s.arg(line.actor, role, holder.handedTo);
    } else if (!holder.handedTo.isEmpty()) {
        line.text = u"%1 takes over as %2 from %3"_s.arg(holder.handedTo, role, holder.person);
        holder = {holder.handedTo, line.at, {}};
    } else {
        line.text = u"%1 confirms to be %2"_s.arg(holder.person, role);
    }
    if (role == u"commander" && !holder.person.isEmpty())
        reach(incident, Milestone::Acknowledged, line.at);
    insert(incident, std::move(line));
}

void IncidentBook::foldState(Incident &incident, IncidentLine line, const QJsonObject &body)
{
    const auto state = incidentStateOf(body[u"state"].toString());
    if (!state)
        return;
    incident.state = *state;
    if (*state >= IncidentState::Investigating)
        reach(incident, Milestone::Acknowledged, line.at);
    if (*state == IncidentState::Identified || *state == IncidentState::Mitigating)
        reach(incident, Milestone::Identified, line.at);
    if (*state >= IncidentState::Watching)
        reach(incident, Milestone::Mitigated, line.at);
    if (*state >= IncidentState::Resolved)
        reach(incident, Milestone::Resolved, line.at);
    line.text = toWord(*state);
    insert(incident, std::move(line));
}

void IncidentBook::foldRest(Incident &incident, const QString &what, IncidentLine line, const QJsonObject &body)
{
    if (what == u"severity") {
        incident.severity = std::clamp(body[u"severity"].toInt(incident.severity), 1, 5);
        line.text = u"sev%1 %2"_s.arg(incident.severity).arg(body[u"text"].toString()).trimmed();
    } else if (what == u"milestone") {
        const auto milestone = milestoneOf(body[u"milestone"].toString());
        if (!milestone)
            return;
        incident.milestones[*milestone] = line.at;
        line.text = toWord(*milestone);
    } else if (what == u"section") {
        incident.sections[body[u"section"].toString()] = body[u"markdown"].toString();
        return;
    } else if (what == u"closed") {
        incident.state = IncidentState::Closed;
        incident.milestones[Milestone::Closed] = line.at;
        reach(incident, Milestone::Mitigated, line.at);
        reach(incident, Milestone::Resolved, line.at);
        incident.file = IncidentFile{body[u"file"].toString(), body[u"sequence"].toInteger(), body[u"hash"].toString(),
                                     body[u"digest"].toString(), body[u"signed_by"].toString()};
        line.text = u"closed"_s;
    } else {
        return;
    }
    insert(incident, std::move(line));
}

std::vector<const Incident *> IncidentBook::incidents() const
{
    std::vector<const Incident *> all;
    for (const auto &[id, incident] : m_incidents)
        all.push_back(&incident);
    const auto declared = [](const Incident *incident) {
        return incident->when(Milestone::Declared).value_or(WallTime());
    };
    std::ranges::stable_sort(all, [&](const Incident *a, const Incident *b) { return declared(a) > declared(b); });
    return all;
}

const Incident *IncidentBook::find(const QString &id) const
{
    const auto found = m_incidents.find(id);
    return found == m_incidents.end() ? nullptr : &found->second;
}

const Incident *IncidentBook::current() const
{
    const Incident *worst = nullptr;
    for (const Incident *incident : incidents())
        if (incident->isOpen() && (worst == nullptr || incident->severity < worst->severity))
            worst = incident;
    return worst;
}

} // namespace surgedeck
