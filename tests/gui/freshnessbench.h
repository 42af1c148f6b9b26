// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/session.h"
#include "tests/support/hurriedclock.h"
#include "widgets/panel.h"
#include "widgets/theme/tokens.h"
#include "widgets/valuetile.h"

#include <QStringList>

namespace surgedeck {

/// A window on real sources: connector, poller, store and panel as in the program. Only time may be hurried.
class FreshnessBench
{
public:
    /// Settings of the sources to watch. A prometheus source evaluates the rates of the services and the indicators of
    /// `workspace`.
    FreshnessBench(std::shared_ptr<Workspace> workspace, std::vector<SourceSettings> sources);

    static SourceSettings source(const char *id, const char *type, const QString &endpoint);
    /// A workspace of these sources.
    static std::shared_ptr<Workspace> workspace(const std::vector<SourceSettings> &sources);

    /// Brings the window to now.
    void refresh();
    Panel *panel(const char *objectName);
    ValueTile *tile(const char *indicator);
    DataState::Kind kind(const char *panel);
    DataState::Kind tileKind(const char *indicator);
    /// Kept where a person can look at it.
    QImage picture(const QString &name);

    HurriedClock clock;
    WatchSession session;
    MainWindow window;
};

/// Pixels of a widget in exactly this colour of the theme.
int pixelsOf(QWidget &widget, Ink ink);

} // namespace surgedeck
