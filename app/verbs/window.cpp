// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/timezone.h"
#include "widgets/theme/theme.h"

#include <QApplication>

namespace surgedeck {

int runWindow(VerbCall &call)
{
    const auto arguments = Arguments::read(
        call, "", {{QStringLiteral("WORKSPACE")}, 1,
                   {{QStringLiteral("view"), {}, QStringLiteral("NAME"), QStringLiteral("cockpit")},
                    {QStringLiteral("theme"), {}, QStringLiteral("NAME"), QStringLiteral("dark")}}});
    if (!arguments)
        return ExitUsage;
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(0));
    if (!workspace)
        return ExitUsage;
    useTimeZone(*workspace);
    theme::apply(arguments->value(QStringLiteral("theme")) == QLatin1String("light") ? ThemeName::Light : ThemeName::Dark);
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {}, clock);
    MainWindow window(session);
    if (!window.showView(arguments->value(QStringLiteral("view"))))
        return usageError(call, "", QStringLiteral("--view takes one of: %1").arg(MainWindow::viewIds().join(QLatin1String(", "))));
    window.resize(1440, 900);
    window.show();
    session.start();
    return QApplication::exec();
}

} // namespace surgedeck
