// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"
#include "models/runbook/runbook.h"
#include "models/workspace/workspace.h"

namespace surgedeck::runbook {

/// What the names of a runbook stand for in one workspace: the name of a bind to the id of a source, service, route or
/// action. A bind that nothing fits is missing from it.
using Binding = std::map<QString, QString>;

/// The ids that a bind could stand for, in the order of the workspace.
QStringList candidates(const Bind &bind, const Workspace &workspace);

/// All ways to bind a runbook: one for each candidate of its first bind, which is what the runbook is about. The other
/// binds take what is in the same group, else the first that fits. One empty binding for a runbook without binds.
std::vector<Binding> bindings(const Runbook &runbook, const Workspace &workspace);

/// What the runbook needs and the workspace lacks, at the lines of the runbook: errors for what it can not do without,
/// warnings for what it would do less well without.
Problems missingIn(const Workspace &workspace, const Runbook &runbook);

/// "orders-db", or "nothing" for a runbook without binds: what a run is about, and what it locks.
QString subjectOf(const Runbook &runbook, const Binding &binding);

} // namespace surgedeck::runbook
