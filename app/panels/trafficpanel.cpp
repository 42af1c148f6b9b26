// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/trafficpanel.h"

#include "app/panels/datastates.h"
#include "app/panels/routesplit.h"
#include "models/base/safetext.h"
#include "models/items/factstable.h"
#include "models/items/guardrows.h"
#include "models/items/shiftrows.h"
#include "models/items/statewords.h"
#include "models/store/platform.h"
#include "widgets/plainlabel.h"
#include "widgets/statechip.h"
#include "widgets/steprail.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int withSteps = 250, withGuards = 180, withNote = 140; // high; lower: they would lie on each other
constexpr int withBars = 520;                                    // narrower: figures and bands alone

/// Where the weights stand on the plan: steps up to them are done, and the one they stand on is current.
QList<RailStep> railOf(const RouteView &route)
{
    QList<RailStep> rail;
    for (const int step : route.steps) {
        RailStep::Kind kind = RailStep::Kind::Coming;
        if (!route.desired)
            kind = RailStep::Kind::Unknown;
        else if (step < route.desired->canary - 0.5)
            kind = RailStep::Kind::Done;
        else if (step <= route.desired->canary + 0.5)
            kind = RailStep::Kind::Current;
        rail << RailStep{QStringLiteral("%1 %").arg(step), kind, Health::Normal};
    }
    return rail;
}

} // namespace

TrafficPanel::TrafficPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Traffic shift"), parent)
    , m_platform(platform)
    , m_guards(new FactsTable(guardHeads(), this))
    , m_split(new SplitBar)
    , m_steps(new StepRail)
    , m_table(new TableView({{CellKind::State, 0},
                             {CellKind::Number, 82},
                             {CellKind::Number, 82},
                             {CellKind::Number, 92},
                             {CellKind::Bullet, 190, withBars}}))
    , m_reason(new PlainLabel)
    , m_note(new PlainLabel)
    , m_chip(new StateChip)
{
    setObjectName(QStringLiteral("panel-traffic"));
    setKeyHint(QStringLiteral("S"));
    header()->addExtra(m_chip);
    m_table->setModel(m_guards);
    m_table->setAccessibleName(tr("Guards"));
    m_note->setLook(Text::Small, &Colours::text3);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, size::gap, 0, size::gap);
    column->setSpacing(size::gap);
    const auto padded = [&](std::initializer_list<QWidget *> parts) {
        auto *inner = new QVBoxLayout;
        inner->setContentsMargins(size::padding, 0, size::padding, 0);
        inner->setSpacing(parts.size() > 1 ? size::inner : 0);
        for (QWidget *part : parts)
            inner->addWidget(part);
        column->addLayout(inner);
    };
    padded({m_split});
    padded({m_steps});
    column->addWidget(m_table, 1);
    padded({m_reason, m_note});
    setBody(body);
    body->setFocusProxy(m_table);
    connect(m_table, &TableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT detailWanted(index.data(IdRole).toString()); });
}

/// What says least goes first.
void TrafficPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    m_steps->setVisible(height() >= theme::scaled(withSteps));
    m_table->setVisible(m_guards->rowCount() > 0 && height() >= theme::scaled(withGuards));
    m_note->setVisible(height() >= theme::scaled(withNote));
}

void TrafficPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    if (view.routes.empty()) {
        m_chip->hide();
        setState({.kind = DataState::Kind::Empty,
                  .message = tr("No routes in this workspace"),
                  .detail = tr("List them under traffic: routes:")});
        return;
    }
    const RouteView &route = view.routes.front();
    const RouteConfig &config = m_platform.workspace().traffic.routes.front();
    const QString name = SafeText::of(route.name).singleLine(60);
    setSubtitle(view.routes.size() == 1 ? name : tr("%1 \u00b7 1 of %2 routes").arg(name).arg(view.routes.size()));
    m_chip->setState(healthOf(route.state), stateWords(route.state));
    m_split->setSplit(splitOf(config, route));
    m_steps->setSteps(railOf(route));
    m_guards->setRows(guardRows(route));
    m_table->setVisible(!route.guards.empty() && height() >= theme::scaled(withGuards));
    const QString reason = SafeText::of(route.reason).singleLine(200);
    m_reason->setText(reason.isEmpty() ? reason : reason.front().toUpper() + reason.mid(1));
    m_note->setText(route.guards.empty() ? tr("No guards watch this route.")
                    : m_isRecorded       ? tr("Guards as they measured then. Controls are recorded, not live.")
                                         : tr("Guards as they measure now."));
    setState(
        partly(dataStateOf(m_platform.sources().view(config.control.source.id, view.now), view.now), route.balancers));
}

} // namespace surgedeck
