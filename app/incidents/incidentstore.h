// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/incidentlog.h"
#include "models/incident/incidentbook.h"
#include "models/incident/incidentevents.h"

namespace surgedeck {

/// The incidents of one workspace as this machine has them. Blocks for moments; any thread. Errors: those of
/// IncidentLog; Config when there is no such incident.
class IncidentStore
{
public:
    explicit IncidentStore(const QString &workspaceName);

    Result<IncidentBook> read() const;
    /// The id of the new incident.
    Result<QString> declare(const Clock &clock, const QString &by, const Declaration &declaration) const;
    using Make = std::function<Result<JournalEvent>(const Incident &incident)>;
    /// Appends what `make` says to an incident that is not closed; an empty id means the one that is open. Its id.
    Result<QString> add(const Clock &clock, const QString &id, const Make &make) const;

    const QString &directory() const { return m_directory; }
    const IncidentLog &log() const { return m_log; }

private:
    QString m_directory;
    IncidentLog m_log;
};

/// The incident of that id, or, without one, the only open one. Error: Config, naming the ones to choose from.
Result<const Incident *> chosenIncident(const IncidentBook &book, const QString &id);

} // namespace surgedeck
