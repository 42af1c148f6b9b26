// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace surgedeck {

class AlarmsPanel;
class HealthPanel;
class Platform;
class QueriesPanel;
class SourcesPanel;
class TilesRow;
class TrafficPanel;

/// The cockpit: tiles above, then three columns. Its geometry never depends on what is shown. GUI thread.
class CockpitView final : public QWidget
{
    Q_OBJECT
public:
    explicit CockpitView(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    TilesRow *m_tiles;
    AlarmsPanel *m_alarms;
    HealthPanel *m_health;
    QueriesPanel *m_queries;
    TrafficPanel *m_traffic;
    SourcesPanel *m_sources;
};

} // namespace surgedeck
