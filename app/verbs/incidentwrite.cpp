// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmcarefile.h"
#include "app/incidents/incidentclosing.h"
#include "app/incidents/telling.h"
#include "app/team/teamsync.h"
#include "app/verbs/incidentcall.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/health/alarmcare.h"
#include "models/report/incidentdocument.h"

#include <QTextStream>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

/// People who are not here are told at once; what can not be told waits on disk for the next console or script.
void tellOutside(const IncidentCall &incident)
{
    Telling telling(incident.workspace, incident.store());
    const auto report = telling.tell(incident.clock, {});
    const QStringList troubles = report ? report->troubles : QStringList{report.error().message};
    for (const QString &trouble : troubles)
        incident.call.err << "surgedeck incident: somebody was not told: " << SafeText::of(trouble).singleLine(200)
                          << '\n';
}

/// It is written here, whatever the store of the team does.
void shareWithTeam(const IncidentCall &incident)
{
    if (const Status met = meetTeam(*incident.workspace, incident.clock); !met)
        incident.call.err << "surgedeck incident: written here, not yet in the team's store: " << met.error().message
                          << '\n';
}

/// What every writing action says at its end: the incident as it is now.
int tell(IncidentCall &incident, const Result<QString> &id)
{
    if (!id)
        return incident.fail(id.error());
    const auto book = incident.store().read();
    if (!book)
        return incident.fail(book.error());
    const Incident *now = book->find(*id);
    shareWithTeam(incident);
    tellOutside(incident);
    if (incident.arguments.output() == Output::Json)
        return incident.print(incidentDocument(*now));
    incident.call.out << now->id << "  sev" << now->severity << "  " << toWord(now->state) << "  "
                      << SafeText::of(now->title).singleLine(100) << '\n';
    return ExitFine;
}

Result<Declaration> declarationOf(const IncidentCall &incident)
{
    Declaration declaration;
    declaration.title = incident.has("title") ? incident.text("title") : incident.words.join(u' ');
    if (incident.has("severity")) {
        SURGEDECK_TRY(severity, incidentSeverity(incident.text("severity")));
        declaration.severity = severity;
    }
    SURGEDECK_TRY(started, incident.time("started"));
    SURGEDECK_TRY(detected, incident.time("detected"));
    declaration.started = started;
    declaration.detected = detected;
    return declaration;
}

Result<IncidentNote> noteOf(const IncidentCall &incident)
{
    IncidentNote note;
    note.kind = incident.has("kind") ? incident.text("kind") : u"note"_s;
    note.text = incident.has("text") ? incident.text("text") : incident.words.join(u' ');
    SURGEDECK_TRY(at, incident.time("at"));
    SURGEDECK_TRY(next, incident.time("next-update"));
    note.at = at;
    note.nextUpdate = next;
    if (incident.has("clock-ahead")) {
        const QString ahead = incident.text("clock-ahead");
        const bool behind = ahead.startsWith(u'-');
        SURGEDECK_TRY(size, parseDuration(behind ? ahead.mid(1) : ahead));
        note.clockAhead = behind ? -size : size;
    }
    note.item = {{}, incident.text("item-type"), incident.text("owner"), incident.text("due"), incident.text("ticket")};
    return note;
}

/// What is said in an update is what the stakeholders' page shows.
void announce(const IncidentCall &incident, const IncidentNote &note)
{
    const auto event = AlarmCare::announcementEvent({note.text, incident.by(), incident.clock.now(), note.nextUpdate});
    const Status told = event ? AlarmCareFile(incident.workspace->name).append(*event) : Status(event.error());
    if (!told)
        incident.call.err << "surgedeck incident: the stakeholders' page does not show it: " << told.error().message
                          << '\n';
}

/// A role is taken over by whom it was offered to, and by nobody else.
Result<JournalEvent> acceptance(const Incident &incident, const IncidentAct &act, const QString &role)
{
    const auto holder = incident.roles.find(role);
    const QString offered = holder == incident.roles.end() ? QString() : holder->second.handedTo;
    if (!offered.isEmpty() && offered != act.by)
        return Error{Error::Kind::Refused, u"the role %1 was offered to %2"_s.arg(role, offered)};
    return roleAcceptedEvent(act, role);
}

std::optional<Milliseconds> spanOption(const IncidentCall &incident, const char *option, Milliseconds usual)
{
    return incident.has(option) ? incident.arguments.duration(incident.call, QLatin1String(option))
                                : std::optional(usual);
}

} // namespace

int declareIncident(IncidentCall &incident)
{
    const auto declaration = declarationOf(incident);
    if (!declaration)
        return incident.fail(declaration.error());
    if (hasTeamStore(*incident.workspace))
        static_cast<void>(TeamSync::open(*incident.workspace, incident.clock)); // names carry the mark of this machine
    return tell(incident, incident.store().declare(incident.clock, incident.by(), *declaration));
}

int noteInIncident(IncidentCall &incident)
{
    if (incident.has("milestone") || incident.has("section")) {
        const auto at = incident.time("at");
        if (!at)
            return incident.fail(at.error());
        return tell(incident, incident.store().add(incident.clock, incident.id, [&](const Incident &chosen) {
            const IncidentAct act{chosen.id, incident.by()};
            return incident.has("section")
                       ? sectionEvent(act, incident.text("section"), incident.text("text"))
                       : milestoneEvent(act, incident.text("milestone"), at->value_or(incident.clock.now()));
        }));
    }
    const auto note = noteOf(incident);
    if (!note)
        return incident.fail(note.error());
    const auto id = incident.store().add(incident.clock, incident.id, [&](const Incident &chosen) {
        return noteEvent({chosen.id, incident.by()}, *note);
    });
    if (id && note->kind == u"update")
        announce(incident, *note);
    return tell(incident, id);
}

int giveRole(IncidentCall &incident)
{
    const QString role = incident.has("role") ? incident.text("role") : incident.words.value(0);
    const QString person =
        incident.has("person") ? incident.text("person") : incident.words.value(incident.has("role") ? 0 : 1);
    return tell(incident, incident.store().add(incident.clock, incident.id, [&](const Incident &chosen) {
        const IncidentAct act{chosen.id, incident.by()};
        if (incident.has("accept"))
            return acceptance(chosen, act, role);
        return roleEvent(act, role, person.isEmpty() ? act.by : person);
    }));
}

int changeIncidentState(IncidentCall &incident)
{
    const auto at = incident.time("at");
    if (!at)
        return incident.fail(at.error());
    const QString state = incident.has("state") ? incident.text("state") : incident.words.value(0);
    return tell(incident,
                incident.store().add(incident.clock, incident.id, [&](const Incident &chosen) -> Result<JournalEvent> {
                    const IncidentAct act{chosen.id, incident.by()};
                    if (!incident.has("severity"))
                        return stateEvent(act, state, *at);
                    SURGEDECK_TRY(severity, incidentSeverity(incident.text("severity")));
                    return severityEvent(act, severity, incident.text("reason"));
                }));
}

int closeIncident(IncidentCall &incident)
{
    ClosingOrder order{incident.id, incident.by(), incident.text("out"), incident.text("recording")};
    const auto before = spanOption(incident, "before", order.before);
    const auto after = spanOption(incident, "after", order.after);
    if (!before || !after)
        return ExitUsage;
    order.before = *before;
    order.after = *after;
    const auto closed = closeIncident(*incident.workspace, incident.clock, order);
    if (!closed)
        return incident.fail(closed.error());
    if (incident.arguments.output() == Output::Table)
        incident.call.out << closed->file << "  " << closed->seal.head.sequence << " records  anchor "
                          << anchorOf(closed->seal) << '\n';
    return tell(incident, closed->id);
}

} // namespace surgedeck
