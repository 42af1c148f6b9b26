// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panels/detailpanel.h"
#include "models/base/clock.h"

namespace surgedeck {

class ChartView;
class Platform;
class TimeAxis;

/// An indicator as a large chart: crosshair, zoom and back, pin, table, export. It stands over both evidence columns,
/// so that the tiles and the runbook stay in sight. GUI thread.
class ChartDetail final : public DetailPanel
{
    Q_OBJECT
public:
    /// `indicator` is its place in the workspace; `axis` is that of all charts of the view and outlives this.
    ChartDetail(const Platform &platform, std::size_t indicator, TimeAxis &axis, QWidget *parent = nullptr);
    void refresh() override;
    Room room() const override { return Room::BothColumns; }
    ChartView *chart() { return m_chart; }

private:
    const Platform &m_platform;
    std::size_t m_indicator;
    TimeAxis &m_axis;
    ChartView *m_chart;
    WallTime m_shown{}; ///< the view's time that the series were made for
};

} // namespace surgedeck
