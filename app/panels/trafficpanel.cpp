// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/trafficpanel.h"

#include "app/panels/datastates.h"
#include "models/base/safetext.h"
#include "models/store/platform.h"
#include "widgets/plainlabel.h"
#include "widgets/splitbar.h"
#include "widgets/statechip.h"
#include "widgets/steprail.h"

#include <QVBoxLayout>

namespace surgedeck {

namespace {

Health healthOf(RouteState state)
{
    switch (state) {
    case RouteState::Unknown: return Health::Unknown;
    case RouteState::Conflict:
    case RouteState::Drifted: return Health::Degraded;
    default: return Health::Normal;
    }
}

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

Split splitOf(const RouteView &route, const RouteConfig &config)
{
    Split split;
    split.canary = SafeText::of(config.control.canary.join(QStringLiteral(" + "))).singleLine(60);
    split.stable = SafeText::of(config.control.stable.join(QStringLiteral(" + "))).singleLine(60);
    if (route.observed)
        split.observed = route.observed->canary;
    if (route.desired)
        split.desired = route.desired->canary;
    split.health = healthOf(route.state);
    return split;
}

} // namespace

TrafficPanel::TrafficPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Traffic shift"), parent)
    , m_platform(platform)
    , m_split(new SplitBar)
    , m_steps(new StepRail)
    , m_reason(new PlainLabel)
    , m_chip(new StateChip)
{
    setObjectName(QStringLiteral("panel-traffic"));
    setKeyHint(QStringLiteral("S"));
    header()->addExtra(m_chip);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::gap, size::padding, size::padding);
    column->setSpacing(size::group);
    column->addWidget(m_split);
    column->addWidget(m_steps);
    column->addWidget(m_reason);
    column->addStretch();
    setBody(body);
}

void TrafficPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    if (view.routes.empty()) {
        m_chip->hide();
        setState({.kind = DataState::Kind::Empty, .message = tr("No routes in this workspace"), .detail = tr("List them under traffic: routes:")});
        return;
    }
    const RouteView &route = view.routes.front();
    const RouteConfig &config = m_platform.workspace().traffic.routes.front();
    setSubtitle(SafeText::of(route.name).singleLine(60));
    m_chip->setState(healthOf(route.state), toWord(route.state));
    m_split->setSplit(splitOf(route, config));
    m_steps->setSteps(railOf(route));
    m_reason->setText(SafeText::of(route.reason).singleLine(200));
    setState(dataStateOf(m_platform.sources().view(config.control.source.id, view.now), view.now));
}

} // namespace surgedeck
