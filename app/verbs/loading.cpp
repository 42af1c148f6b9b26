// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/loading.h"

#include "models/workspace/workspacereader.h"

#include <QFile>
#include <QFileInfo>
#include <QTextStream>

namespace surgedeck {

std::shared_ptr<const Workspace> loadWorkspaceForVerb(VerbCall &call, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        call.err << path << ": " << file.errorString() << '\n';
        return nullptr;
    }
    const WorkspaceReading reading = readWorkspace(file.read(300 * 1024), {path, QFileInfo(path).absoluteFilePath(), {}, nullptr});
    for (const Problem &problem : reading.problems)
        if (problem.level == Problem::Level::Error)
            call.err << toLine(problem) << '\n';
    return hasErrors(reading.problems) ? nullptr : std::make_shared<const Workspace>(reading.workspace);
}

} // namespace surgedeck
