// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/arguments.h"
#include "app/verbs/recordingwindow.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>

namespace surgedeck {

namespace {

/// SQLite reads files, not resources: the recording that is part of the program lies in a private folder while it is
/// shown.
QString shippedRecording(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("demo.surge"));
    return folder.isValid() && QFile::copy(QStringLiteral(":/demo/demo.surge"), path) ? path : QString();
}

} // namespace

int runDemo(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "demo",
                        {{},
                         0,
                         {{QStringLiteral("theme"), {}, QStringLiteral("NAME"), QStringLiteral("dark")},
                          {QStringLiteral("view"), {}, QStringLiteral("NAME"), QStringLiteral("replay")},
                          {QStringLiteral("at"), {}, QStringLiteral("TIME")}}});
    if (!arguments)
        return ExitUsage;
    const QTemporaryDir folder;
    const QString path = shippedRecording(folder);
    if (path.isEmpty()) {
        call.err << "surgedeck demo: the recording can not be unpacked into " << QDir::tempPath() << '\n';
        return ExitProblem;
    }
    return showRecording(call, *arguments, path);
}

} // namespace surgedeck
