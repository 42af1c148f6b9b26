// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/surroundings.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

// What is checked of a workspace once its values are read. Each adds to `problems`.

/// References to sources, runbooks and actions, and what one item says of another.
void checkReferences(const Workspace &workspace, const QStringList &runbookIds, ProblemList &problems);

/// URLs and DSNs: form, transport security, secrets in plain text.
void checkConnections(const Workspace &workspace, ProblemList &problems);

/// Files, folders and environment variables that the workspace names.
void checkSurroundings(const Workspace &workspace, const Surroundings &surroundings, ProblemList &problems);

/// The ids of the runbooks that come with the product and of those in the workspace's folders.
QStringList knownRunbooks(const Workspace &workspace, const Surroundings *surroundings);

} // namespace surgedeck
