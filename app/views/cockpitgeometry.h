// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

namespace surgedeck {

/// Where everything in the cockpit stands. Of the size of the view and of the text alone: what is shown moves nothing.
struct CockpitGeometry
{
    enum class Form
    {
        Wide,   ///< all columns
        Laptop, ///< all columns, narrow: tables drop their least columns, tiles are lower
        Pages   ///< the left and the middle column share one place, a press changes between them
    };

    enum class Scene
    {
        Live,
        Replay ///< above a scrubber: the timeline is not there, nor the trends where they would crush what is beside
               ///< them
    };

    Form form = Form::Wide;
    QRect tiles;
    QRect pageButtons; ///< Pages only
    QRect alarms, health, trends, queries, traffic, runbook;
    QRect detail;   ///< where a detail opens: the middle column, or the page
    QRect chart;    ///< where a large chart opens: the left and the middle column, or the page
    QRect timeline; ///< empty in a replay
    bool operator==(const CockpitGeometry &) const = default;

    /// Which page a panel stands on; all 0 where there are no pages. On a low screen each of the large panels has its
    /// own.
    struct Pages
    {
        int alarms = 0, health = 0, trends = 0, queries = 0, traffic = 0;
        int count = 1;
        bool operator==(const Pages &) const = default;
    };
    Pages pages;
};

/// `view` is the size of the cockpit's view: a window less its edges and bars. Widths are those of the design at 100 %
/// text; larger text makes the same window a smaller one (theme).
CockpitGeometry cockpitGeometry(const QSize &view, CockpitGeometry::Scene scene = CockpitGeometry::Scene::Live);

} // namespace surgedeck
