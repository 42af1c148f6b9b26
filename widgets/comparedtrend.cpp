// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/comparedtrend.h"

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace surgedeck {

void paintComparedTrend(QPainter &painter, const QRectF &rect, const TrendData &other, const ValueRange &range)
{
    const std::size_t count = other.values.size();
    if (count < 2)
        return;
    painter.setPen(QPen(theme::colour(&Colours::text3), size::hair, Qt::DashLine));
    QPolygonF part;
    const auto flush = [&] {
        if (part.size() > 1)
            painter.drawPolyline(part);
        part.clear();
    };
    // A point a pixel: dashes of shorter pieces would run into each other.
    const std::size_t step = std::max(std::size_t{1}, count / std::size_t(std::max(1.0, rect.width())));
    for (std::size_t i = 0; i < count; i += step) {
        if (std::isnan(other.values[i])) {
            flush();
            continue;
        }
        const double share = std::clamp(range.share(other.values[i]), 0.0, 1.0);
        part << QPointF(rect.left() + rect.width() * double(i) / double(count - 1),
                        rect.bottom() - share * rect.height());
    }
    flush();
}

} // namespace surgedeck
