// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/session.h"
#include "tests/gui/windowbench.h"
#include "tests/support/hurriedclock.h"
#include "widgets/panel.h"

namespace surgedeck {

/// A real window with the real connectors of a workspace; only time is hurried, so that a minute of silence passes at
/// once.
struct FreshnessBench
{
    FreshnessBench(std::shared_ptr<const Workspace> workspace, std::vector<PreparedSource> sources)
        : session(std::move(workspace), std::move(sources), {}, clock)
        , window(session)
    {
        window.setFixedSize(1440, 900);
        window.show();
        session.start();
    }

    Panel *panel(const char *name) const { return window.findChild<Panel *>(QLatin1String(name)); }
    DataState::Kind kind(const char *name)
    {
        window.refresh();
        return panel(name)->state().kind;
    }
    void keep(const QString &name) { savePicture(window, QStringLiteral("freshness-") + name); }

    HurriedClock clock;
    WatchSession session;
    MainWindow window;
};

} // namespace surgedeck
