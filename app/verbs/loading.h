// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/verb.h"

#include <memory>

namespace surgedeck {

struct Workspace;

/// Reads the workspace of a verb. nullptr: it can not be used, and call.err says why, problem by problem.
std::shared_ptr<const Workspace> loadWorkspaceForVerb(VerbCall &call, const QString &path);

} // namespace surgedeck
