// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panels/detailpanel.h"

namespace surgedeck {

class EventLegend;
class Platform;
class TrendView;

/// The last hour of one indicator, large. GUI thread.
class TrendDetail final : public DetailPanel
{
    Q_OBJECT
public:
    /// `indicator` is its place in the workspace.
    TrendDetail(const Platform &platform, std::size_t indicator, QWidget *parent = nullptr);
    void refresh() override;
    std::size_t indicator() const { return m_indicator; }

Q_SIGNALS:
    void breakdownWanted(std::size_t indicator);
    void chartWanted(std::size_t indicator);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Platform &m_platform;
    std::size_t m_indicator;
    EventLegend *m_legend;
    TrendView *m_trend;
};

} // namespace surgedeck
