// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

#include <vector>

namespace surgedeck {

class EventLegend;
class Platform;
class TrendView;
struct TrendMarks;

/// Three figures over the last hour on one time axis: the indicators that matter now, and the sessions that wait for locks
/// while several do, or did a moment ago. GUI thread.
class TrendsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit TrendsPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    /// A trend was chosen: the place of its indicator in the workspace.
    void detailWanted(std::size_t indicator);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    static constexpr std::size_t most = 3;

    void showLocks(TrendView &view, const TrendMarks &marks);
    std::size_t indicatorsShown() const;

    const Platform &m_platform;
    EventLegend *m_legend;
    std::vector<TrendView *> m_views;
    std::vector<std::size_t> m_chosen;
    QString m_lockedSource; ///< whose lock waits are shown; empty: none
};

} // namespace surgedeck
