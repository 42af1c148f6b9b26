// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/incident/incident.h"

namespace surgedeck {

// What people do with incidents, as events of a journal: the source of each is the incident's id. Errors: Config, in
// words, when a person has to say it otherwise. Pure.

/// Who does it, in which incident.
struct IncidentAct
{
    QString incident;
    QString by;
};

struct Declaration
{
    QString title;
    int severity = 2;
    std::optional<WallTime> started, detected; ///< when the impact began and was seen; nullopt: nobody knows yet
};

/// Something that was said or seen. `at`: when it happened, if not now, as a clock showed it that was `clockAhead`.
struct IncidentNote
{
    QString kind; ///< note, hypothesis, ruled_out, decision, pin, update, action_item
    QString text;
    std::optional<WallTime> at{};
    Milliseconds clockAhead{0};
    std::optional<WallTime> nextUpdate{}; ///< of an update
    ActionItem item{};                    ///< of an action item; its text is `text`
};

Result<JournalEvent> declareEvent(const IncidentAct &act, const Declaration &declaration);
Result<JournalEvent> noteEvent(const IncidentAct &act, const IncidentNote &note);
/// Gives a role to a person, or offers it while somebody else holds it: it changes hands when they accept.
Result<JournalEvent> roleEvent(const IncidentAct &act, const QString &role, const QString &person);
Result<JournalEvent> roleAcceptedEvent(const IncidentAct &act, const QString &role);
Result<JournalEvent> stateEvent(const IncidentAct &act, const QString &state, std::optional<WallTime> at);
Result<JournalEvent> severityEvent(const IncidentAct &act, int severity, const QString &reason);
Result<JournalEvent> milestoneEvent(const IncidentAct &act, const QString &milestone, WallTime at);
/// A part of the post-mortem, as Markdown.
Result<JournalEvent> sectionEvent(const IncidentAct &act, const QString &section, const QString &text);
JournalEvent closedEvent(const IncidentAct &act, const IncidentFile &file);

/// "sev1" to "sev5", also without the letters.
Result<int> incidentSeverity(const QString &word);
/// The next free id: "INC-20261129-2".
QString nextIncidentId(const std::vector<JournalEntry> &soFar, WallTime now);

} // namespace surgedeck
