// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/incidentstore.h"
#include "connectors/journal/seal.h"

namespace surgedeck {

struct Workspace;

/// How an incident is to be closed.
struct ClosingOrder
{
    QString id; ///< empty: the one that is open
    QString by;
    QString file;      ///< of the sealed recording; empty: named after the incident, beside the workspace's journals
    QString recording; ///< a recorder's file to take observations from; empty: the journal that saw most of it
    Milliseconds before = std::chrono::minutes(10); ///< its beginning
    Milliseconds after = std::chrono::minutes(5);   ///< it was resolved, if so much has passed
};

struct ClosedIncident
{
    QString id, file;
    Seal seal;
};

/// "SEQUENCE:HASH", as `incident verify --anchor` takes it.
QString anchorOf(const Seal &seal);

/// Seals what was seen and written of an incident into one file, then writes into its record that it is closed, with
/// where the file is and how it ends. Blocks for as long as the copy takes; any thread. Errors: Refused (it is closed
/// already), those of writeIncidentFile and IncidentStore; nothing is closed then.
Result<ClosedIncident> closeIncident(const Workspace &workspace, const Clock &clock, const ClosingOrder &order);

} // namespace surgedeck
