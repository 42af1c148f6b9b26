// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/cockpitview.h"

#include "app/panels/alarmspanel.h"
#include "app/panels/healthpanel.h"
#include "app/panels/queriespanel.h"
#include "app/panels/sourcespanel.h"
#include "app/panels/tilesrow.h"
#include "app/panels/trafficpanel.h"
#include "widgets/theme/tokens.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

/// Children share the height by these parts alone; what they hold never moves them.
QWidget *columnOf(const QList<std::pair<QWidget *, int>> &parts)
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});
    layout->setSpacing(size::gap);
    for (const auto &[widget, stretch] : parts) {
        widget->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
        layout->addWidget(widget, stretch);
    }
    return column;
}

} // namespace

CockpitView::CockpitView(const Platform &platform, QWidget *parent)
    : QWidget(parent)
    , m_tiles(new TilesRow(platform))
    , m_alarms(new AlarmsPanel(platform))
    , m_health(new HealthPanel(platform))
    , m_queries(new QueriesPanel(platform))
    , m_traffic(new TrafficPanel(platform))
    , m_sources(new SourcesPanel(platform))
{
    setObjectName(QStringLiteral("view-cockpit"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    rows->addWidget(m_tiles);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(size::gap);
    for (QWidget *column : {columnOf({{m_alarms, 2}, {m_health, 3}}), columnOf({{m_queries, 1}}),
                            columnOf({{m_traffic, 2}, {m_sources, 3}})}) {
        column->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
        columns->addWidget(column, 1);
    }
    rows->addLayout(columns, 1);
}

void CockpitView::refresh()
{
    m_tiles->refresh();
    m_alarms->refresh();
    m_health->refresh();
    m_queries->refresh();
    m_traffic->refresh();
    m_sources->refresh();
}

} // namespace surgedeck
