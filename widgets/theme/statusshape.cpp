// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/statusshape.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

namespace surgedeck {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("surgedeck::State", source);
}

// All shapes are drawn in a box of 16 units.
constexpr double unitBox = 16;

QPen stroke(const QColor &colour, double width)
{
    return QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void fillPath(QPainter &painter, const QPainterPath &path, const ShapeInk &ink)
{
    painter.setPen(ink.edge.isValid() ? stroke(ink.edge, 1) : QPen(Qt::NoPen));
    painter.setBrush(ink.ink);
    painter.drawPath(path);
    painter.setBrush(Qt::NoBrush);
}

void drawAttention(QPainter &painter, const ShapeInk &ink)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{8, 1.5}, {14.5, 8}, {8, 14.5}, {1.5, 8}}));
    path.closeSubpath();
    fillPath(painter, path, ink);
}

void drawDegraded(QPainter &painter, const ShapeInk &ink)
{
    QPainterPath path;
    path.moveTo(8, 2.2);
    path.lineTo(15, 14);
    path.lineTo(1, 14);
    path.closeSubpath();
    painter.setPen(QPen(ink.edge.isValid() ? ink.edge : ink.ink, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(ink.ink);
    painter.drawPath(path);
    painter.setPen(QPen(ink.paper, 1.7, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(8, 6), QPointF(8, 10.2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.paper);
    painter.drawEllipse(QPointF(8, 12.1), 1, 1);
}

void drawCritical(QPainter &painter, const ShapeInk &ink)
{
    QPainterPath path;
    path.addRoundedRect(QRectF(1.5, 1.5, 13, 13), 1.5, 1.5);
    fillPath(painter, path, ink);
    painter.setPen(QPen(ink.paper, 2.1, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(4.9, 4.9), QPointF(11.1, 11.1));
    painter.drawLine(QPointF(11.1, 4.9), QPointF(4.9, 11.1));
}

void drawCriticalOpen(QPainter &painter, const ShapeInk &ink)
{
    painter.setPen(QPen(ink.ink, 1.6));
    painter.drawRoundedRect(QRectF(2.3, 2.3, 11.4, 11.4), 1.2, 1.2);
    painter.setPen(QPen(ink.ink, 1.8, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(5.2, 5.2), QPointF(10.8, 10.8));
    painter.drawLine(QPointF(10.8, 5.2), QPointF(5.2, 10.8));
}

void drawUnknown(QPainter &painter, const ShapeInk &ink)
{
    QPen pen(ink.ink, 1.4, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({1.9, 1.32}); // ten dashes around the circle, in widths of the pen
    painter.setPen(pen);
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6);
    painter.setPen(stroke(ink.ink, 1.4));
    QPainterPath mark;
    mark.moveTo(6.2, 6.6);
    mark.cubicTo(6.2, 3.9, 9.9, 4.1, 9.8, 6.4);
    mark.cubicTo(9.8, 7.8, 8, 7.7, 8, 9.2);
    painter.drawPath(mark);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.ink);
    painter.drawEllipse(QPointF(8, 11.5), 0.9, 0.9);
}

void drawNoPermission(QPainter &painter, const ShapeInk &ink)
{
    painter.setPen(stroke(ink.ink, 1.5));
    painter.drawRoundedRect(QRectF(2.75, 7, 10.5, 7.25), 1.2, 1.2);
    QPainterPath shackle;
    shackle.moveTo(5.2, 7);
    shackle.lineTo(5.2, 4.6);
    shackle.arcTo(QRectF(5.2, 1.8, 5.6, 5.6), 180, -180);
    shackle.lineTo(10.8, 7);
    painter.drawPath(shackle);
    painter.drawPoint(QPointF(8, 10.6));
}

void drawDone(QPainter &painter, const ShapeInk &ink)
{
    painter.setPen(stroke(ink.ink, 1.4));
    painter.drawEllipse(QPointF(8, 8), 6.4, 6.4);
    painter.drawPolyline(QPolygonF({{5.2, 8.3}, {7.2, 10.2}, {10.9, 6.1}}));
}

void drawUnits(QPainter &painter, Shape shape, const ShapeInk &ink)
{
    switch (shape) {
    case Shape::Normal:
        painter.setPen(stroke(ink.ink, 1.5));
        painter.drawEllipse(QPointF(8, 8), 4.5, 4.5);
        return;
    case Shape::Attention:
        return drawAttention(painter, ink);
    case Shape::Degraded:
        return drawDegraded(painter, ink);
    case Shape::Critical:
        return drawCritical(painter, ink);
    case Shape::CriticalOpen:
        return drawCriticalOpen(painter, ink);
    case Shape::Unknown:
        return drawUnknown(painter, ink);
    case Shape::NoPermission:
        return drawNoPermission(painter, ink);
    case Shape::Done:
        return drawDone(painter, ink);
    }
}

QPixmap renderShape(Shape shape, qreal side, qreal ratio)
{
    const int pixels = qMax(1, qRound(side * ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawShape(painter, QRectF(0, 0, side, side), shape, shapeInk(shape));
    return pixmap;
}

QPixmap renderHatch(qreal ratio)
{
    const int pixels = qMax(2, qRound(size::hatchPitch * ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ink = theme::colour(&Colours::stale);
    ink.setAlphaF(float(hatchOpacity));
    painter.setPen(QPen(ink, 2 * ratio, Qt::SolidLine, Qt::SquareCap));
    for (const int shift : {-pixels, 0, pixels}) // the neighbours' lines reach into the corners of this tile
        painter.drawLine(QPointF(shift, pixels), QPointF(shift + pixels, 0));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

Shape shapeOf(Health health)
{
    switch (health) {
    case Health::Normal:
        return Shape::Normal;
    case Health::Attention:
        return Shape::Attention;
    case Health::Degraded:
        return Shape::Degraded;
    case Health::Critical:
        return Shape::Critical;
    case Health::Unknown:
        break;
    }
    return Shape::Unknown;
}

QString stateWord(Health health)
{
    switch (health) {
    case Health::Normal:
        return text(QT_TRANSLATE_NOOP("surgedeck::State", "Normal"));
    case Health::Attention:
        return text(QT_TRANSLATE_NOOP("surgedeck::State", "Attention"));
    case Health::Degraded:
        return text(QT_TRANSLATE_NOOP("surgedeck::State", "Degraded"));
    case Health::Critical:
        return text(QT_TRANSLATE_NOOP("surgedeck::State", "Critical"));
    case Health::Unknown:
        break;
    }
    return text(QT_TRANSLATE_NOOP("surgedeck::State", "Unknown"));
}

Ink stateInk(Health health, Ink normal)
{
    switch (health) {
    case Health::Normal:
        return normal;
    case Health::Attention:
        return &Colours::attention;
    case Health::Degraded:
        return &Colours::degraded;
    case Health::Critical:
        return &Colours::critical;
    case Health::Unknown:
        break;
    }
    return &Colours::stale;
}

ShapeInk shapeInk(Shape shape)
{
    const Colours &colours = theme::colours();
    const QColor paper(colours.panel);
    switch (shape) {
    case Shape::Attention:
        return {QColor(colours.attention), paper, {}};
    case Shape::Degraded:
        return {QColor(colours.degradedFill), QColor(colours.onDegradedFill), QColor(colours.degraded)};
    case Shape::Critical:
    case Shape::CriticalOpen:
        return {QColor(colours.critical), paper, {}};
    case Shape::Unknown:
        return {QColor(colours.stale), paper, {}};
    case Shape::Done:
        return {QColor(colours.text2), paper, {}};
    case Shape::Normal:
    case Shape::NoPermission:
        break;
    }
    return {QColor(colours.text3), paper, {}};
}

void drawShape(QPainter &painter, const QRectF &box, Shape shape)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QString key =
        QStringLiteral("shape/%1/%2/%3/%4").arg(int(shape)).arg(box.width()).arg(ratio).arg(int(theme::name()));
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = renderShape(shape, box.width(), ratio);
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(QPointF(qRound(box.x()), qRound(box.y())), pixmap);
}

void drawShape(QPainter &painter, const QRectF &box, Shape shape, const ShapeInk &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.translate(box.topLeft());
    painter.scale(box.width() / unitBox, box.height() / unitBox);
    drawUnits(painter, shape, ink);
    painter.restore();
}

void drawHatch(QPainter &painter, const QRectF &rect)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QString key = QStringLiteral("hatch/%1/%2").arg(ratio).arg(int(theme::name()));
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = renderHatch(ratio);
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawTiledPixmap(rect, pixmap);
}

} // namespace surgedeck
