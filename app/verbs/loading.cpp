// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/loading.h"

#include "app/config.h"

#include <QTextStream>

namespace surgedeck {

std::shared_ptr<const Workspace> loadWorkspaceForVerb(VerbCall &call, const QString &path)
{
    const auto reading = loadWorkspace(path, Examine::File);
    if (!reading) {
        call.err << "surgedeck: " << reading.error().message << '\n';
        return nullptr;
    }
    for (const Problem &problem : reading->problems)
        if (problem.level == Problem::Level::Error)
            call.err << toLine(problem) << '\n';
    return hasErrors(reading->problems) ? nullptr : std::make_shared<const Workspace>(reading->workspace);
}

} // namespace surgedeck
