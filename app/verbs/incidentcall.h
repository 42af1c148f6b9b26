// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/incidentstore.h"
#include "app/verbs/arguments.h"
#include "models/workspace/workspace.h"

#include <QJsonObject>

namespace surgedeck {

/// One call of `surgedeck incident`, with what its words after the action stand for.
struct IncidentCall
{
    VerbCall &call;
    const Arguments &arguments;
    std::shared_ptr<const Workspace> workspace; ///< nullptr: none was named
    QString file;                               ///< a recording; empty: none was named
    QString id;                                 ///< of an incident; empty: none was named
    QStringList words;                          ///< whatever else stands there
    SystemClock clock{};

    IncidentStore store() const { return IncidentStore(workspace->name); }
    QString by() const;
    QString text(const char *option) const { return arguments.value(QLatin1String(option)); }
    bool has(const char *option) const { return arguments.isSet(QLatin1String(option)); }
    /// Of an option that is a time. nullopt in the result: the option is not there.
    Result<std::optional<WallTime>> time(const char *option) const;

    int usage(const QString &what) const;
    int fail(const Error &error) const;
    int print(const QJsonObject &document) const;
};

// Each is one action; all of them end with an exit status of the contract.
int declareIncident(IncidentCall &incident);
int noteInIncident(IncidentCall &incident);
int giveRole(IncidentCall &incident);
int changeIncidentState(IncidentCall &incident);
int closeIncident(IncidentCall &incident);
int listIncidents(IncidentCall &incident);
int showIncident(IncidentCall &incident);
int exportIncident(IncidentCall &incident);
int verifyRecording(IncidentCall &incident);
int replayRecording(IncidentCall &incident);
/// Holds a recording against what its console wrote down while it was live (`record --facts`), at up to 200 moments.
int compareWithFacts(IncidentCall &incident);

} // namespace surgedeck
