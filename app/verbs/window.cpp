// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changekeeping.h"
#include "app/journalkeeping.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "connectors/journal/sqlitejournal.h"
#include "app/timezone.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace surgedeck {

namespace {

/// Where the path of the workspace that was opened last is kept.
QString lastWorkspaceFile()
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + QStringLiteral("/.local/state"));
    return state + QStringLiteral("/surgedeck/last-workspace");
}

QString lastWorkspace()
{
    QFile file(lastWorkspaceFile());
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(4096)).trimmed() : QString();
}

/// Best effort: a home that can not be written costs a person one argument the next time.
void rememberWorkspace(const QString &path)
{
    QDir().mkpath(QFileInfo(lastWorkspaceFile()).absolutePath());
    QSaveFile file(lastWorkspaceFile());
    if (file.open(QIODevice::WriteOnly) && file.write(path.toUtf8()) >= 0)
        file.commit();
}

QCommandLineOption choice(const char *name, const char *initial)
{
    return QCommandLineOption(QLatin1String(name), {}, QStringLiteral("NAME"), QLatin1String(initial));
}

/// Empty when the call is fine.
QString wrongChoice(const Arguments &arguments)
{
    const auto refuse = [&](const char *option, const QStringList &known) {
        return known.contains(arguments.value(QLatin1String(option)))
            ? QString()
            : QStringLiteral("--%1 takes one of: %2").arg(QLatin1String(option), known.join(QLatin1String(", ")));
    };
    for (const QString &wrong :
         {refuse("theme", {QStringLiteral("dark"), QStringLiteral("light")}),
          refuse("role", {QStringLiteral("viewer"), QStringLiteral("responder"), QStringLiteral("commander")})})
        if (!wrong.isEmpty())
            return wrong;
    return whyNoView(arguments.value(QStringLiteral("view")));
}

} // namespace

int runWindow(VerbCall &call)
{
    const auto arguments = Arguments::read(
        call, "", {{QStringLiteral("WORKSPACE")}, 0, {choice("view", "cockpit"), choice("theme", "dark"), choice("role", "viewer")}});
    if (!arguments)
        return ExitUsage;
    if (const QString wrong = wrongChoice(*arguments); !wrong.isEmpty())
        return usageError(call, "", wrong);
    const QString path = arguments->positional(0).isEmpty() ? lastWorkspace() : arguments->positional(0);
    if (path.isEmpty())
        return usageError(call, "", QStringLiteral("no workspace was opened before; call it with a workspace file"));
    const auto workspace = loadWorkspaceForVerb(call, path);
    if (!workspace)
        return ExitUsage;
    rememberWorkspace(workspace->file);
    useTimeZone(*workspace);
    theme::apply(arguments->value(QStringLiteral("theme")) == QLatin1String("light") ? ThemeName::Light : ThemeName::Dark);
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {}, clock);
    const auto journal = keepJournal(session, clock);
    const auto changes = watchChanges(session, clock);
    MainWindow window(session);
    window.showView(arguments->value(QStringLiteral("view")));
    window.resize(1440, 900);
    window.show();
    session.start();
    return QApplication::exec();
}

} // namespace surgedeck
