// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/views.h"

#include "app/commands/commandregistry.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/views/boardsview.h"
#include "app/views/cockpitview.h"
#include "app/views/connectionsview.h"
#include "app/views/exploreview.h"
#include "app/views/runbooksview.h"
#include "app/views/stakeholderview.h"
#include "app/views/stateactions.h"
#include "app/views/makereplay.h"
#include "app/views/trafficview.h"
#include "app/views/queriesview.h"
#include "widgets/topbar.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

struct Views
{
    Q_DECLARE_TR_FUNCTIONS(Views)
};

void addCockpitCommands(CommandRegistry &commands, CockpitView &cockpit)
{
    const auto add = [&](const char *id, const QString &title, const char *key, std::function<void()> run) {
        WindowCommand command;
        command.id = QLatin1String(id);
        command.title = title;
        command.section = Views::tr("Cockpit");
        command.keys = {QKeySequence(QLatin1String(key))};
        command.run = std::move(run);
        commands.add(command);
    };
    add("what-changed", Views::tr("What changed"), "C", [&cockpit] { cockpit.showWhatChanged(); });
    add("timeline", Views::tr("Timeline of the last hour"), "G", [&cockpit] { cockpit.showTimeline(); });
    add("all-alarms", Views::tr("All alarms, or the first ten"), "Shift+A", [&cockpit] { cockpit.changeAlarmList(); });
    add("acknowledge-all", Views::tr("Acknowledge all alarms that are shown"), "Ctrl+Shift+A",
        [&cockpit] { cockpit.acknowledgeAll(); });
    add("end-silence", Views::tr("Take back the last silence"), "Ctrl+Z", [&cockpit] { cockpit.endLastSilence(); });
}

/// A row or a button leads into another view: to what was chosen there.
void connectCockpit(MainWindow &window, const CockpitView &cockpit)
{
    QObject::connect(&cockpit, &CockpitView::viewWanted, &window, [&window](const QString &view, const QString &what) {
        const bool connections = view == QLatin1String("connections");
        window.reveal({view, connections ? QStringLiteral("panel-connections") : QString(), connections ? what : QString()});
        if (auto *queries = window.findChild<QueriesView *>(); queries && view == QLatin1String("queries"))
            queries->reveal(what);
    });
    QObject::connect(&cockpit, &CockpitView::stateActionWanted, &window,
                     [&window](const DataState &state) { followState(window, state); });
    QObject::connect(&cockpit, &CockpitView::done, &window,
                     [&window](const QString &what) { window.topBar().commandField()->showOutcome(what); });
}

View makeCockpit(MainWindow &window)
{
    auto *cockpit = new CockpitView(window.session(), window.runbooks());
    addCockpitCommands(window.commands(), *cockpit);
    connectCockpit(window, *cockpit);
    return {cockpit, [cockpit] { cockpit->refresh(); }, [cockpit] { return cockpit->goBack(); },
            [cockpit](const QString &panel) { cockpit->uncover(panel); }};
}

View makeQueries(MainWindow &window)
{
    auto *queries = new QueriesView(window);
    return {queries, [queries] { queries->refresh(); }, [queries] { return queries->goBack(); }};
}

View makeConnections(MainWindow &window)
{
    auto *connections = new ConnectionsView(window);
    return {connections, [connections] { connections->refresh(); }};
}

View makeRunbooks(MainWindow &window)
{
    auto *runbooks = new RunbooksView(window.runbooks());
    return {runbooks, [runbooks] { runbooks->refresh(); }};
}

View makeTraffic(MainWindow &window)
{
    auto *traffic = new TrafficView(window);
    return {traffic, [traffic] { traffic->refresh(); }};
}

/// The views of the command line's contract, of which this version may have less.
const QStringList &promisedViews()
{
    static const QStringList ids{QStringLiteral("cockpit"),    QStringLiteral("queries"),
                                 QStringLiteral("traffic"),    QStringLiteral("runbooks"),
                                 QStringLiteral("replay"),     QStringLiteral("stakeholders"),
                                 QStringLiteral("connections")};
    return ids;
}

} // namespace

const QList<ViewType> &viewTypes()
{
    static const QList<ViewType> types{
        {QStringLiteral("cockpit"), QStringLiteral("1"), [] { return Views::tr("Cockpit"); }, makeCockpit},
        {QStringLiteral("queries"), QStringLiteral("2"), [] { return Views::tr("Queries"); }, makeQueries},
        {QStringLiteral("traffic"), QStringLiteral("3"), [] { return Views::tr("Traffic"); }, makeTraffic},
        {QStringLiteral("runbooks"), QStringLiteral("4"), [] { return Views::tr("Runbooks"); }, makeRunbooks},
        {QStringLiteral("replay"), QStringLiteral("5"), [] { return Views::tr("Replay"); }, makeReplay},
        {QStringLiteral("stakeholders"), QStringLiteral("6"), [] { return Views::tr("Stakeholders"); }, makeStakeholders},
        {QStringLiteral("connections"), QStringLiteral("7"), [] { return Views::tr("Connections"); }, makeConnections},
        {QStringLiteral("boards"), QStringLiteral("8"), [] { return Views::tr("Boards"); }, makeBoards,
         [](const Workspace &workspace) { return !workspace.boards.empty(); }},
        {QStringLiteral("explore"), QStringLiteral("9"), [] { return Views::tr("Explore"); }, makeExplore,
         [](const Workspace &workspace) { return workspace.defaultMetricSource() != nullptr; }},
    };
    return types;
}

const ViewType *findView(const QString &id)
{
    const auto &types = viewTypes();
    const auto found = std::find_if(types.begin(), types.end(), [&](const ViewType &type) { return type.id == id; });
    return found == types.end() ? nullptr : &*found;
}

QString whyNoView(const QString &id)
{
    if (findView(id) != nullptr)
        return {};
    QStringList here;
    for (const ViewType &type : viewTypes())
        here << type.id;
    const QString which = promisedViews().contains(id) ? QStringLiteral("the view '%1' is not in this version")
                                                       : QStringLiteral("there is no view '%1'");
    return which.arg(id.left(40)) + QStringLiteral("; this version has: ") + here.join(QStringLiteral(", "));
}

} // namespace surgedeck
