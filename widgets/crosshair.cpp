// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/crosshair.h"

#include "widgets/frame.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr double dotRadius = 3.5;

QRectF plateOf(const QRectF &plot, const Crosshair &crosshair)
{
    if (crosshair.lines.isEmpty())
        return {};
    double width = 0;
    for (const QList<TextRun> &line : crosshair.lines)
        width = std::max(width, runsWidth(line));
    const double height = double(crosshair.lines.size()) * theme::line(Text::Micro) + 2;
    const double across = std::ceil(width) + 2 * size::gap;
    // On the side with more room, so that the plate never hides the newest values while an older one is read.
    const bool right = crosshair.x - plot.left() < plot.width() / 2;
    const double x = right ? crosshair.x + size::gap : crosshair.x - size::gap - across;
    return QRectF(std::floor(std::clamp(x, plot.left(), std::max(plot.left(), plot.right() - across))), plot.top(),
                  across, height);
}

} // namespace

QRect crosshairBounds(const QRectF &plot, const Crosshair &crosshair)
{
    const double reach = dotRadius + 1;
    const QRectF line(crosshair.x - reach, plot.top() - reach, 2 * reach, plot.height() + 2 * reach);
    return line.united(plateOf(plot, crosshair)).toAlignedRect().adjusted(-1, -1, 1, 1);
}

void drawCrosshair(QPainter &painter, const QRectF &plot, const Crosshair &crosshair)
{
    painter.fillRect(QRectF(std::floor(crosshair.x), plot.top(), size::hair, plot.height()),
                     theme::colour(&Colours::text2));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::colour(&Colours::panel), size::hair));
    for (const Crosshair::Dot &dot : crosshair.dots) {
        painter.setBrush(dot.ink);
        painter.drawEllipse(QPointF(crosshair.x, dot.y), dotRadius, dotRadius);
    }
    painter.restore();
    const QRectF plate = plateOf(plot, crosshair);
    if (plate.isEmpty())
        return;
    drawSurface(painter, plate, &Colours::raised, &Colours::lineStrong, size::chipRadius);
    QRectF row = plate.adjusted(size::gap, 1, 1 - size::gap, 0);
    row.setHeight(theme::line(Text::Micro));
    for (const QList<TextRun> &line : crosshair.lines) {
        drawLine(painter, row, line);
        row.translate(0, row.height());
    }
}

void drawSelection(QPainter &painter, const QRectF &part)
{
    QColor fill = theme::colour(&Colours::text1);
    fill.setAlphaF(float(selectionOpacity));
    painter.fillRect(part, fill);
    const QColor edge = theme::colour(&Colours::text1);
    painter.fillRect(QRectF(std::floor(part.left()), part.top(), size::hair, part.height()), edge);
    painter.fillRect(QRectF(std::floor(part.right()), part.top(), size::hair, part.height()), edge);
}

} // namespace surgedeck
