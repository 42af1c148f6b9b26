// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/frame.h"

#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace surgedeck {

namespace {

void drawRounded(QPainter &painter, const QRectF &rect, const QBrush &fill, const QPen &pen, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill);
    const double inset = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

} // namespace

void drawSurface(QPainter &painter, const QRectF &rect, Ink fill, Ink edge, double radius)
{
    drawRounded(painter, rect, theme::colour(fill), QPen(theme::colour(edge), size::hair), radius);
}

void drawDashedFrame(QPainter &painter, const QRectF &rect, Ink edge, double radius)
{
    QPen pen(theme::colour(edge), size::hair, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({double(size::inner), double(size::inner) - 1});
    drawRounded(painter, rect, Qt::NoBrush, pen, radius);
}

void drawTopEdge(QPainter &painter, const QRectF &rect, Ink edge)
{
    QPainterPath surface;
    surface.addRoundedRect(rect, size::radius, size::radius);
    QPainterPath strip;
    strip.addRect(QRectF(rect.left(), rect.top(), rect.width(), size::stateEdge));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(surface.intersected(strip), theme::colour(edge));
    painter.restore();
}

QRectF squareIn(const QRectF &row, double left, int side)
{
    const int scaled = theme::scaled(side);
    return QRectF(std::floor(left), std::floor(row.center().y() - scaled / 2.0), scaled, scaled);
}

void drawSkeleton(QPainter &painter, const QRectF &rect)
{
    drawRounded(painter, rect, theme::colour(&Colours::track), Qt::NoPen, size::chipRadius);
}

double keyCapWidth(const QString &key)
{
    if (key.isEmpty())
        return 0;
    return std::max<double>(theme::scaled(size::keyCap), std::ceil(textWidth(key, Text::Micro)) + 2 * size::inner + 2);
}

void drawKeyCap(QPainter &painter, const QRectF &rect, const QString &key, KeyCapLook look)
{
    const double height = theme::scaled(size::keyCap);
    const QRectF cap(rect.left(), std::floor(rect.center().y() - height / 2), keyCapWidth(key), height);
    const bool inverted = look == KeyCapLook::Inverted;
    drawSurface(painter, cap, inverted ? &Colours::primary : &Colours::raised,
                inverted ? &Colours::lineStrong : &Colours::line, size::chipRadius);
    drawLine(painter, cap, {key, Text::Micro, inverted ? &Colours::onPrimary : &Colours::text3}, Qt::AlignHCenter);
}

} // namespace surgedeck
