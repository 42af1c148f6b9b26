// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/trafficview.h"

#include "app/incidents/incidentwatch.h"
#include "app/mainwindow.h"
#include "app/panels/datastates.h"
#include "app/panels/sharepanel.h"
#include "app/session.h"
#include "app/traffic/shiftparts.h"
#include "app/views/planeditor.h"
#include "app/views/shiftcontrol.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/factstable.h"
#include "models/items/judgedrows.h"
#include "models/items/shiftrows.h"
#include "models/shift/nextsteprisk.h"
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
const QList<Column> guardColumns{{CellKind::State, 140},
                                 {CellKind::Number, 76},
                                 {CellKind::Number, 76},
                                 {CellKind::Number, 76},
                                 {CellKind::Text, 0}};
const QList<Column> logColumns{{CellKind::Text, 80}, {CellKind::Text, 90}, {CellKind::Text, 0}};

constexpr int widestFault = 300;

bool isOfRoute(const std::optional<ShiftRecord> &record)
{
    return record && record->state.phase != traffic::Phase::Idle;
}

/// The plan that is in force, or the one that the workspace has.
PlanEdit planOf(const RouteConfig &config, const RouteShift *shift)
{
    if (shift && shift->record && isUnderWay(shift->record->state))
        return {shift->record->plan.steps, shift->record->plan.bake};
    return {config.steps, config.bake};
}

QString startEffect(const Result<PlanEdit> &plan)
{
    if (!plan || plan->steps.empty())
        return TrafficView::tr("start");
    if (plan->steps.size() == 1)
        return TrafficView::tr("start: %1 %").arg(plan->steps.front());
    return TrafficView::tr("start: %1 %, then on to %2 %").arg(plan->steps.front()).arg(plan->steps.back());
}

/// A second person has to prove who they are before this goes on.
bool waitsForCode(const Workspace &workspace, const std::optional<ShiftRecord> &record)
{
    if (workspace.traffic.approvers.empty() || !record || !record->approval.secondPerson.isEmpty() ||
        !record->approval.alone.isEmpty())
        return false;
    const auto phase = record->state.phase;
    if (phase == traffic::Phase::Planned || phase == traffic::Phase::Approved)
        return stepForTwo(record->plan.steps, record->plan.baseline).has_value();
    const auto next = record->nextStep();
    return isUnderWay(record->state) && next && *next - int(record->state.confirmed) > int(traffic::Rules{}.aloneUpTo);
}

QString openSevOneOf(IncidentWatch *incidents)
{
    const Incident *incident = incidents ? incidents->current() : nullptr;
    return incident && incident->severity == 1 && incident->state != IncidentState::Resolved ? incident->id : QString();
}

template <typename Table>
void makeTable(Table &table, const QString &title, std::vector<ColumnHead> heads, const QList<Column> &columns)
{
    table.panel = new Panel(title);
    table.rows = new FactsTable(std::move(heads), table.panel);
    table.view = new TableView(columns);
    table.view->setModel(table.rows);
    table.view->setAccessibleName(title);
}

} // namespace

TrafficView::TrafficView(MainWindow &window, QWidget *parent)
    : QWidget(parent)
    , m_window(window)
    , m_desk(window.session(), window.credentials())
    , m_share(new SharePanel(window.session().platform(), this))
    , m_control(new ShiftControl(window.session().clock(), this))
    , m_editor(new PlanEditor(window.session().clock(), this))
{
    setObjectName(QStringLiteral("view-traffic"));
    makeTable(m_routes, tr("Routes"), routeHeads(), routeColumns);
    makeTable(m_steps, tr("Plan"), planHeads(), stepColumns);
    m_steps.panel->setObjectName(QStringLiteral("panel-plan"));
    makeTable(m_servers, tr("Servers"), serverHeads(), serverColumns);
    makeTable(m_guards, tr("Guards"), judgedHeads(), guardColumns);
    makeTable(m_log, tr("Log"), shiftLogHeads(), logColumns);
    for (const Table *table : {&m_routes, &m_servers, &m_guards, &m_log})
        table->panel->setBody(table->view);
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
    connectControl();
    addCommands();
    refresh();
}

void TrafficView::connectControl()
{
    const auto tell = [this](const QString &kind) {
        return [this, kind](const Status &status) {
            m_control->showOutcome(kind, status ? QString() : status.error().message);
        };
    };
    connect(m_control, &ShiftControl::wanted, this, [this, tell](const QString &kind, const QString &choice) {
        if (const RouteConfig *chosen = route())
            m_desk.steer(chosen->id, kind, choice, tell(kind));
    });
    connect(m_control, &ShiftControl::approvalWanted, this, [this, tell](const QString &code) {
        if (const RouteConfig *chosen = route())
            m_desk.approve(chosen->id, code, tell(QStringLiteral("approve")));
    });
    connect(m_control, &ShiftControl::startWanted, this, &TrafficView::start);
    connect(m_editor, &PlanEditor::changed, this, &TrafficView::refresh);
    connect(m_editor, &PlanEditor::wanted, this, &TrafficView::change);
}

void TrafficView::start(const QString &typed)
{
    const RouteConfig *chosen = route();
    const auto plan = m_editor->plan();
    if (!chosen || !plan)
        return m_control->showOutcome(QStringLiteral("start"), plan ? QString() : plan.error().message);
    m_desk.start(chosen->id, {*plan, typed, openSevOneOf(m_window.incidents())}, [this](const Status &status) {
        m_control->showOutcome(QStringLiteral("start"), status ? QString() : status.error().message);
    });
}

void TrafficView::change(const PlanEdit &plan)
{
    if (const RouteConfig *chosen = route())
        m_desk.edit(chosen->id, plan, [this](const Status &status) {
            m_editor->showOutcome(status ? QString() : status.error().message);
        });
}

void TrafficView::holdAll()
{
    for (const RouteConfig &one : m_window.session().platform().workspace().traffic.routes) {
        const RouteShift *shift = m_desk.shift(one.id);
        if (!shift || !shift->record || !isUnderWay(shift->record->state) ||
            shift->record->state.phase == traffic::Phase::Held)
            continue;
        const bool recovering = shift->record->state.phase == traffic::Phase::Recovering;
        m_desk.steer(one.id, recovering ? QStringLiteral("recover") : QStringLiteral("hold"),
                     recovering ? QStringLiteral("hold") : QString(), [this](const Status &status) {
                         m_control->showOutcome(QStringLiteral("hold"), status ? QString() : status.error().message);
                     });
    }
}

/// What is one press may be a key; the rest is only led to.
void TrafficView::addCommands()
{
    const auto add = [this](const char *id, const char *key, const QString &title, std::function<void()> run) {
        WindowCommand command;
        command.id = QLatin1String(id);
        command.title = title;
        command.section = tr("Traffic");
        if (key != nullptr)
            command.keys = {QKeySequence(QLatin1String(key))};
        command.guarded = key == nullptr;
        command.run = [this, run = std::move(run)] {
            if (m_window.currentView() == QLatin1String("traffic"))
                return run();
            m_window.showView(QStringLiteral("traffic")); // what is pressed has to be seen first
        };
        m_window.commands().add(command);
    };
    add("shift-hold", "Shift+H", tr("Hold every traffic shift"), [this] { holdAll(); });
    add("shift-back", "Shift+B", tr("Take the traffic shift one step back"), [this] { m_control->pressBack(); });
    add("shift-resume", "Shift+R", tr("Go to the button that resumes the traffic shift"),
        [this] { m_control->leadToResume(); });
    add("shift-start", nullptr, tr("Start a traffic shift"), [this] { m_control->leadToStart(); });
}

QLayout *TrafficView::makeLeft()
{
    auto *plan = new QWidget(this);
    auto *column = new QVBoxLayout(plan);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_steps.view, 1);
    column->addWidget(m_editor);
    plan->setFocusProxy(m_steps.view);
    m_steps.panel->setBody(plan);
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

void TrafficView::showPlan(const RouteConfig &config, const RouteShift *shift)
{
    const std::optional<ShiftRecord> record = shift ? shift->record : std::nullopt;
    const PlanEdit inForce = planOf(config, shift);
    const bool underWay = record && isUnderWay(record->state);
    m_editor->show(config.id, inForce);
    const auto typed = m_editor->plan();
    const bool isTyped = !underWay && typed && (!isOfRoute(record) || !(*typed == inForce));
    const bool ended = isOfRoute(record) && !underWay;
    const PlanEdit known = ended ? PlanEdit{record->plan.steps, record->plan.bake} : inForce;
    const PlanEdit &shown = isTyped ? *typed : known;
    m_steps.rows->setRows(planRows(shown.steps, shown.bake, isTyped ? std::nullopt : record));
    m_steps.panel->setSubtitle(SafeText::of(config.name).singleLine(60));
    const bool stands =
        underWay && (record->state.phase == traffic::Phase::Held || record->state.phase == traffic::Phase::Baking);
    const QString moving = stands ? QString() : tr("a step is being taken");
    m_editor->setLock(underWay ? std::optional(m_desk.obstacle().isEmpty() ? moving : m_desk.obstacle())
                               : std::nullopt);
}

void TrafficView::showControl(const RouteConfig &config, const RouteView &shown, const RouteShift *shift)
{
    const Platform &platform = m_window.session().platform();
    const auto plan = m_editor->plan();
    const std::optional<ShiftRecord> record = shift ? shift->record : std::nullopt;
    const bool underWay = record && isUnderWay(record->state);
    ControlFacts facts{config, shown, shift, m_desk.obstacle(), {}, startEffect(plan), {}, false};
    if (!underWay)
        facts.startFault =
            plan ? m_desk.startFaults(config.id, *plan).join(QStringLiteral("; ")) : plan.error().message;
    facts.startFault = SafeText::of(facts.startFault).singleLine(widestFault);
    const std::optional<int> first = plan && !plan->steps.empty() ? std::optional(plan->steps.front()) : std::nullopt;
    const auto risk = nextStepRisk(config, underWay ? record->nextStep() : first,
                                   measuresOf(platform, config, platform.view().now), platform);
    if (risk)
        facts.risk = riskWords(*risk, platform.workspace().currency);
    facts.asksForCode = waitsForCode(platform.workspace(), record);
    m_control->show(facts);
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
    showPlan(*config, shift);
    m_servers.rows->setRows(serverRows(*config, platform.liveRouter(config->control.source.id, view.now)));
    m_guards.rows->setRows(judgedRows(shown, shift ? shift->guards : std::vector<JudgedGuard>{}));
    m_log.rows->setRows(shiftLogRows(shift ? shift->log : std::vector<ShiftLogEntry>{}));
    m_share->show(*config, shown);
    showControl(*config, shown, shift);
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
