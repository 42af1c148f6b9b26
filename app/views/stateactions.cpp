// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/stateactions.h"

#include "app/mainwindow.h"
#include "app/panels/datastates.h"
#include "widgets/panel.h"
#include "widgets/topbar.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace surgedeck {

namespace {

struct StateActions
{
    Q_DECLARE_TR_FUNCTIONS(StateActions)
};

} // namespace

void followState(MainWindow &window, const DataState &state)
{
    const QString grant = grantOf(state);
    if (grant.isEmpty()) {
        window.reveal({QStringLiteral("connections"), QStringLiteral("panel-connections"), state.source});
        return;
    }
    QGuiApplication::clipboard()->setText(grant);
    window.topBar().commandField()->showOutcome(StateActions::tr("Copied for the administrator"));
}

void followStatesOf(MainWindow &window, const QWidget &view)
{
    for (const Panel *panel : view.findChildren<Panel *>())
        QObject::connect(panel, &Panel::actionTriggered, &window,
                         [&window, panel] { followState(window, panel->state()); });
}

} // namespace surgedeck
