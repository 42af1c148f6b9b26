// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/trafficview.h"

#include "app/mainwindow.h"
#include "app/panels/datastates.h"
#include "app/panels/sharepanel.h"
#include "app/session.h"
#include "app/traffic/shiftparts.h"
#include "app/views/shiftcontrol.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/factstable.h"
#include "models/items/shiftrows.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

const QList<Column> routeColumns{{CellKind::State, 0}, {CellKind::Number, 84}, {CellKind::Number, 72}};
const QList<Column> stepColumns{{CellKind::State, 0}, {CellKind::Number, 90}, {CellKind::Text, 170}};
const QList<Column> serverColumns{{CellKind::State, 0},   {CellKind::Text, 80},    {CellKind::Text, 190, 600},
                                  {CellKind::Number, 80}, {CellKind::Number, 100}, {CellKind::Number, 100},
                                  {CellKind::Text, 110}};
const QList<Column> guardColumns{{CellKind::State, 0},
                                 {CellKind::Number, 80},
                                 {CellKind::Number, 80},
                                 {CellKind::Number, 80},
                                 {CellKind::Text, 170}};
const QList<Column> logColumns{{CellKind::Text, 80}, {CellKind::Text, 90}, {CellKind::Text, 0}};

template <typename Table>
void makeTable(Table &table, const QString &title, std::vector<ColumnHead> heads, const QList<Column> &columns)
{
    table.panel = new Panel(title);
    table.rows = new FactsTable(std::move(heads), table.panel);
    table.view = new TableView(columns);
    table.view->setModel(table.rows);
    table.view->setAccessibleName(title);
    table.panel->setBody(table.view);
}

} // namespace

TrafficView::TrafficView(MainWindow &window, QWidget *parent)
    : QWidget(parent)
    , m_window(window)
    , m_desk(window.session(), window.credentials())
    , m_share(new SharePanel(window.session().platform(), this))
    , m_control(new ShiftControl(window.session().clock(), this))
{
    setObjectName(QStringLiteral("view-traffic"));
    makeTable(m_routes, tr("Routes"), routeHeads(), routeColumns);
    makeTable(m_steps, tr("Plan"), planHeads(), stepColumns);
    makeTable(m_servers, tr("Servers"), serverHeads(), serverColumns);
    makeTable(m_guards, tr("Guards"), judgedHeads(), guardColumns);
    makeTable(m_log, tr("Log"), shiftLogHeads(), logColumns);
    m_routes.panel->setObjectName(QStringLiteral("panel-routes"));
    m_routes.panel->setKeyHint(QStringLiteral("F"));
    m_servers.panel->setObjectName(QStringLiteral("panel-servers"));
    auto *right = new QVBoxLayout;
    right->setSpacing(size::gap);
    right->addWidget(m_control, 3);
    right->addWidget(m_log.panel, 2);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins({});
    columns->setSpacing(size::gap);
    columns->addLayout(makeLeft(), 4);
    columns->addLayout(makeMiddle(), 7);
    columns->addLayout(right, 5);
    connect(m_routes.view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TrafficView::refresh);
    connect(&m_desk, &ShiftDesk::changed, this, &TrafficView::refresh);
    connect(m_control, &ShiftControl::wanted, this, [this](const QString &kind, const QString &choice) {
        if (const RouteConfig *chosen = route())
            m_desk.steer(chosen->id, kind, choice, [this, kind](const Status &status) {
                m_control->showOutcome(kind, status ? QString() : status.error().message);
            });
    });
    refresh();
}

QLayout *TrafficView::makeLeft()
{
    auto *left = new QVBoxLayout;
    left->setSpacing(size::gap);
    left->addWidget(m_routes.panel, 2);
    left->addWidget(m_steps.panel, 3);
    return left;
}

QLayout *TrafficView::makeMiddle()
{
    auto *middle = new QVBoxLayout;
    middle->setSpacing(size::gap);
    middle->addWidget(m_servers.panel, 3);
    middle->addWidget(m_share, 3);
    middle->addWidget(m_guards.panel, 3);
    return middle;
}

const RouteConfig *TrafficView::route() const
{
    const auto &routes = m_window.session().platform().workspace().traffic.routes;
    if (routes.empty())
        return nullptr;
    const QString id = m_routes.view->currentIndex().data(IdRole).toString();
    const RouteConfig *chosen = routeOf(m_window.session().platform().workspace(), id);
    return chosen ? chosen : &routes.front();
}

void TrafficView::refresh()
{
    const Platform &platform = m_window.session().platform();
    const PlatformView &view = platform.view();
    const RouteConfig *config = route();
    const auto found = config ? std::ranges::find(view.routes, config->id, &RouteView::id) : view.routes.end();
    if (!config || found == view.routes.end()) {
        const DataState none{.kind = DataState::Kind::Empty,
                             .message = tr("No routes in this workspace"),
                             .detail = tr("List them under traffic: routes:")};
        for (Panel *panel : {m_routes.panel, m_steps.panel, m_servers.panel, m_guards.panel, m_log.panel,
                             static_cast<Panel *>(m_share), static_cast<Panel *>(m_control)})
            panel->setState(none);
        return;
    }
    m_desk.judge();
    const RouteShift *shift = m_desk.shift(config->id);
    const RouteView &shown = *found;
    m_routes.rows->setRows(routeRows(view.routes));
    const std::optional<ShiftRecord> record = shift ? shift->record : std::nullopt;
    const bool planned = record && record->state.phase != traffic::Phase::Idle;
    m_steps.rows->setRows(
        planRows(planned ? record->plan.steps : config->steps, planned ? record->plan.bake : config->bake, record));
    m_steps.panel->setSubtitle(SafeText::of(config->name).singleLine(60));
    m_servers.rows->setRows(serverRows(*config, platform.liveRouter(config->control.source.id, view.now)));
    m_guards.rows->setRows(judgedRows(shift ? shift->guards : std::vector<JudgedGuard>{}));
    m_log.rows->setRows(shiftLogRows(shift ? shift->log : std::vector<ShiftLogEntry>{}));
    m_share->show(*config, shown);
    m_control->show(*config, shown, shift, m_desk.obstacle());
    const DataState state =
        partly(dataStateOf(platform.sources().view(config->control.source.id, view.now), view.now), shown.balancers);
    for (Panel *panel : {m_routes.panel, m_servers.panel, m_guards.panel, static_cast<Panel *>(m_share),
                         static_cast<Panel *>(m_control)})
        panel->setState(state);
    m_steps.panel->setState({.kind = DataState::Kind::Live});
    const bool quiet = shift == nullptr || shift->log.empty();
    m_log.panel->setState(quiet ? DataState{.kind = DataState::Kind::Empty, .message = tr("Nothing was done yet")}
                                : DataState{.kind = DataState::Kind::Live});
}

} // namespace surgedeck
