// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace surgedeck {

/// In the order in which an incident usually goes through them; it may go back. The words are part of documents.
enum class IncidentState
{
    Declared,
    Investigating,
    Identified,
    Mitigating,
    Watching,
    Resolved,
    InReview,
    Closed
};

QString toWord(IncidentState state);
std::optional<IncidentState> incidentStateOf(const QString &word);

/// What an incident is measured by.
enum class Milestone
{
    Started,  ///< the impact began
    Detected, ///< an alarm or a person saw it
    Acknowledged,
    Declared,
    Identified,
    Mitigated, ///< the impact was over, or nearly
    Resolved,
    Closed
};

QString toWord(Milestone milestone);
std::optional<Milestone> milestoneOf(const QString &word);

/// The roles that people may hold, as documents name them; one person may hold several.
const std::vector<QString> &incidentRoles();

/// One line of an incident's timeline.
struct IncidentLine
{
    qint64 sequence = 0;        ///< of the entry in its chain
    WallTime at{};              ///< when it happened, by our clock
    WallTime entered{};         ///< when it was written down
    Milliseconds clockAhead{0}; ///< how far the clock was ahead that showed its time
    QString actor;
    QString kind; ///< declared, state, severity, role, milestone, note, hypothesis, ruled_out, decision, pin, update,
                  ///< action_item, closed
    QString text;
    std::optional<WallTime> nextUpdate{}; ///< of an update: when the next one was promised

    bool isLate() const { return entered - at > std::chrono::minutes(1); }
};

struct RoleHolder
{
    QString person;
    WallTime since{};
    QString handedTo; ///< asked to take over, and has not said yes yet
};

/// What is to be done after it.
struct ActionItem
{
    QString text, type, owner, due, ticket; ///< type: prevent, mitigate, detect, process
};

/// Where its closed recording is, and how that ended: the anchor.
struct IncidentFile
{
    QString path;
    qint64 sequence = 0;
    QString hash, digest, signedBy; ///< hexadecimal
};

struct Incident
{
    QString id, title;
    int severity = 2; ///< 1, the worst, to 5
    IncidentState state = IncidentState::Declared;
    std::map<Milestone, WallTime> milestones;
    std::map<QString, RoleHolder> roles;
    std::vector<IncidentLine> timeline; ///< in order of `at`
    std::vector<ActionItem> actionItems;
    std::map<QString, QString> sections; ///< of the post-mortem, as people wrote them
    std::optional<WallTime> nextUpdate;  ///< promised to the stakeholders
    QString update;                      ///< what they were told last
    std::optional<IncidentFile> file;

    bool isOpen() const { return state != IncidentState::Closed && state != IncidentState::InReview; }
    std::optional<WallTime> when(Milestone milestone) const;
    /// Its beginning for whoever looks for it: the first of what is known.
    WallTime began() const;
};

} // namespace surgedeck
