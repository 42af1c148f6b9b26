// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/trenddata.h"

#include <QImage>
#include <QRectF>
#include <QString>

#include <vector>

namespace surgedeck {

/// One unit of a chart: series of different units stand above each other on one time axis, never on two scales in one
/// plot, where a crossing would mean nothing.
struct ChartPane
{
    struct Limit
    {
        double value = 0;
        QString label{};
        bool operator==(const Limit &) const = default;
    };

    QString unit;
    ValueScale scale{};
    std::vector<Limit> limits{};
    bool operator==(const ChartPane &) const = default;
};

/// Plot areas of the panes in a chart of this size, from the top; below the last one is room for the times.
std::vector<QRectF> paneAreas(const QSizeF &size, std::size_t panes);

/// What of a chart does not move with time: Qt Charts paints frame, value axes and grid once into pixels, and the
/// limits stand on them. Painting a QChart takes milliseconds, so it happens only when size, scale or theme change. GUI
/// thread.
QImage renderChrome(const std::vector<ChartPane> &panes, const QSize &size, qreal ratio);

} // namespace surgedeck
