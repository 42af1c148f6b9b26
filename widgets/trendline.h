// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/trenddata.h"

#include <QImage>
#include <QRectF>

class QPainter;

namespace surgedeck {

/// What is out of band is drawn in the colour of the state, as long as the figure is abnormal; `normal` otherwise.
QColor outOfBandInk(Health health, const QColor &normal);

/// Draws one trend without an axis, over whatever is there: the sparkline of a tile. The pixels are kept until data,
/// size or theme change. GUI thread only.
class TrendLine
{
public:
    void setData(TrendData data);
    const TrendData &data() const { return m_data; }
    const ValueRange &range() const { return m_range; }

    /// The curve alone. `ink` draws what is in band; the state's own colour what is out of band.
    void paint(QPainter &painter, const QRectF &rect, const QColor &ink);
    void paintLimit(QPainter &painter, const QRectF &rect, const QColor &ink) const;
    void paintEndDot(QPainter &painter, const QRectF &rect, const QColor &ink) const;

private:
    struct Key
    {
        QSize pixels;
        int generation = -1;
        QRgb ink = 0;
        bool operator==(const Key &) const = default;
    };

    TrendData m_data;
    ValueRange m_range;
    QImage m_image;
    Key m_key;
};

} // namespace surgedeck
