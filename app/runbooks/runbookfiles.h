// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/runbook/library.h"

namespace surgedeck {

struct Workspace;

/// The runbooks that come with the program, and those in the folders that the workspace names. nullptr: only the first.
runbook::LibraryPtr loadRunbooks(const Workspace *workspace);

/// The library with one more, which takes the place of the one that has its id.
runbook::LibraryPtr withRunbook(const runbook::Library &library, const runbook::RunbookText &text);

/// One file by its path. Error: Config, when it can not be read.
Result<runbook::RunbookText> readRunbookFile(const QString &path);

/// The workspace with the expressions by which its runbooks are suggested, and all of the one that is to be run; empty:
/// none is.
std::shared_ptr<const Workspace> withRunbookExpressions(const Workspace &workspace, const runbook::Library &library,
                                                        const QString &toRun = {});

} // namespace surgedeck
