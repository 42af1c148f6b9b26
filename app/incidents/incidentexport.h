// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/seal.h"
#include "models/incident/incident.h"
#include "models/replay/replay.h"

namespace surgedeck {

/// What goes into the closed recording of an incident.
struct IncidentExport
{
    const Incident &incident;
    const Workspace &workspace;
    QString directory; ///< of the workspace's journals
    QString recording; ///< a recorder's file to take observations from; empty: the journal that saw most of it
    ReplaySpan span;
    QString file; ///< to be written
};

/// Copies the records of the span out of the journals into one sealed file that needs nothing else: the observations of
/// one console, the events of all, and what people wrote in the incident. Blocks. Errors: Config (nobody recorded that
/// time, the file can not be written), those of the journals.
Result<Seal> writeIncidentFile(const IncidentExport &what);

/// The journal of a workspace that has most entries of a span. Error: Config, when none has any.
Result<QString> bestJournal(const QString &directory, const ReplaySpan &span);

} // namespace surgedeck
