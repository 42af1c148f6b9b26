// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/surroundings.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

struct WorkspaceReading
{
    Workspace workspace; ///< as far as it could be read; use it only without errors
    Problems problems;   ///< all of them, in the order of the file
};

struct WorkspaceOptions
{
    QString file;                               ///< as messages name it
    QString path;                               ///< absolute; relative paths in the workspace start beside it
    QStringList sourceTypes;                    ///< what this build has; empty: do not warn of others
    const Surroundings *surroundings = nullptr; ///< nullptr: files and variables are not looked at
};

/// Text to values. Pure but for what `surroundings` answers; any thread; no input makes it crash or hang.
WorkspaceReading readWorkspace(const QByteArray &text, const WorkspaceOptions &options);

} // namespace surgedeck
