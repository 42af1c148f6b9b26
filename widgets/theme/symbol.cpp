// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/symbol.h"

#include <QPainter>
#include <QPainterPath>

namespace surgedeck {

namespace {

void drawClock(QPainter &painter)
{
    painter.drawEllipse(QPointF(8, 8), 6, 6);
    painter.drawPolyline(QPolygonF({{8, 4.6}, {8, 8.2}, {10.4, 9.6}}));
}

void drawPlug(QPainter &painter)
{
    painter.drawLine(QPointF(5.5, 1.8), QPointF(5.5, 5));
    painter.drawLine(QPointF(10.5, 1.8), QPointF(10.5, 5));
    QPainterPath body;
    body.moveTo(3.4, 5);
    body.lineTo(12.6, 5);
    body.lineTo(12.6, 7.4);
    body.arcTo(QRectF(3.4, 2.8, 9.2, 9.2), 0, -180);
    body.closeSubpath();
    painter.drawPath(body);
    painter.drawLine(QPointF(8, 12), QPointF(8, 14.6));
}

void drawNote(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({{3, 2.5}, {13, 2.5}, {13, 9.5}, {9, 13.5}, {3, 13.5}}));
    painter.drawPolyline(QPolygonF({{13, 9.5}, {9, 9.5}, {9, 13.5}}));
}

void drawStepBack(QPainter &painter)
{
    painter.drawPolyline(QPolygonF({{5.5, 2.8}, {2.6, 5.7}, {5.5, 8.6}}));
    QPainterPath path;
    path.moveTo(2.6, 5.7);
    path.lineTo(9.4, 5.7);
    path.arcTo(QRectF(5.6, 5.7, 7.6, 7.6), 90, -180);
    path.lineTo(6.5, 13.3);
    painter.drawPath(path);
}

void drawPlay(QPainter &painter, const QColor &ink)
{
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF({{4.5, 3}, {12.5, 8}, {4.5, 13}}));
}

void drawPause(QPainter &painter, const QColor &ink)
{
    painter.fillRect(QRectF(4, 3, 2.8, 10), ink);
    painter.fillRect(QRectF(9.2, 3, 2.8, 10), ink);
}

void drawCheck(QPainter &painter, const QColor &ink)
{
    painter.setPen(QPen(ink, 2.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({{2.5, 8.6}, {6.4, 12.3}, {13.5, 4.2}}));
}

void drawSearch(QPainter &painter)
{
    painter.drawEllipse(QPointF(7, 7), 4.4, 4.4);
    painter.drawLine(QPointF(10.3, 10.3), QPointF(14, 14));
}

void drawHand(QPainter &painter)
{
    QPainterPath path; // four fingers up, the thumb to the left
    path.moveTo(5, 9.6);
    path.lineTo(5, 4.2);
    path.arcTo(QRectF(5, 3.2, 2, 2), 180, -180);
    path.lineTo(7, 7.4);
    path.moveTo(7, 4);
    path.lineTo(7, 2.8);
    path.arcTo(QRectF(7, 1.8, 2, 2), 180, -180);
    path.lineTo(9, 7.4);
    path.moveTo(9, 4);
    path.arcTo(QRectF(9, 2.6, 2, 2), 180, -180);
    path.lineTo(11, 7.6);
    path.moveTo(11, 5.4);
    path.arcTo(QRectF(11, 4.2, 2, 2), 180, -180);
    path.lineTo(13, 9.8);
    path.cubicTo(13, 12.8, 11.4, 14.4, 8.9, 14.4);
    path.cubicTo(6.8, 14.4, 5.8, 13.4, 4.9, 11.9);
    path.lineTo(3, 8.9);
    path.cubicTo(2.5, 8, 3.8, 7.1, 4.5, 8);
    path.lineTo(5, 8.7);
    painter.drawPath(path);
}

void drawEye(QPainter &painter, const QColor &ink)
{
    QPainterPath lids;
    lids.moveTo(1.6, 8);
    lids.cubicTo(4, 3.6, 12, 3.6, 14.4, 8);
    lids.cubicTo(12, 12.4, 4, 12.4, 1.6, 8);
    painter.drawPath(lids);
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(8, 8), 1.7, 1.7);
}

void drawBell(QPainter &painter)
{
    QPainterPath bell;
    bell.moveTo(3, 11.5);
    bell.cubicTo(4.6, 10, 4.4, 8.6, 4.4, 7.2);
    bell.cubicTo(4.4, 1.6, 11.6, 1.6, 11.6, 7.2);
    bell.cubicTo(11.6, 8.6, 11.4, 10, 13, 11.5);
    bell.closeSubpath();
    painter.drawPath(bell);
    painter.drawLine(QPointF(7, 13.9), QPointF(9, 13.9));
}

void drawCopy(QPainter &painter)
{
    painter.drawRoundedRect(QRectF(5.6, 5.6, 8, 8), 1.2, 1.2);
    painter.drawPolyline(QPolygonF({{10.4, 3}, {3, 3}, {3, 10.4}}));
}

void drawLink(QPainter &painter)
{
    painter.drawPolyline(QPolygonF({{7, 3.4}, {3, 3.4}, {3, 13}, {12.6, 13}, {12.6, 9}}));
    painter.drawLine(QPointF(7.4, 8.6), QPointF(13, 3));
    painter.drawPolyline(QPolygonF({{9.4, 3}, {13, 3}, {13, 6.6}}));
}

void drawGear(QPainter &painter)
{
    painter.drawEllipse(QPointF(8, 8), 2.2, 2.2);
    painter.drawEllipse(QPointF(8, 8), 4.8, 4.8);
    for (int tooth = 0; tooth < 8; ++tooth) {
        painter.save();
        painter.translate(8, 8);
        painter.rotate(tooth * 45);
        painter.drawLine(QPointF(0, -4.8), QPointF(0, -6.6));
        painter.restore();
    }
}

void drawKeyboard(QPainter &painter)
{
    painter.drawRoundedRect(QRectF(1.6, 4, 12.8, 8.4), 1.2, 1.2);
    for (const double x : {4.4, 8.0, 11.6})
        painter.drawPoint(QPointF(x, 6.8));
    painter.drawLine(QPointF(5, 9.8), QPointF(11, 9.8));
}

void drawArrow(QPainter &painter, double towards)
{
    painter.drawLine(QPointF(8, 8 - 4.5), QPointF(8, 8 + 4.5));
    painter.drawPolyline(QPolygonF({{5, 8 + towards * 1.5}, {8, 8 + towards * 4.5}, {11, 8 + towards * 1.5}}));
}

void drawEnter(QPainter &painter)
{
    painter.drawPolyline(QPolygonF({{13, 4}, {13, 9}, {3.4, 9}}));
    painter.drawPolyline(QPolygonF({{6.4, 6}, {3.4, 9}, {6.4, 12}}));
}

void drawStrokes(QPainter &painter, Symbol symbol, const QColor &ink)
{
    switch (symbol) {
    case Symbol::None:
        return;
    case Symbol::Clock:
        return drawClock(painter);
    case Symbol::Plug:
        return drawPlug(painter);
    case Symbol::Note:
        return drawNote(painter);
    case Symbol::Play:
        return drawPlay(painter, ink);
    case Symbol::Pause:
        return drawPause(painter, ink);
    case Symbol::StepBack:
        return drawStepBack(painter);
    case Symbol::Check:
        return drawCheck(painter, ink);
    case Symbol::Search:
        return drawSearch(painter);
    case Symbol::Hand:
        return drawHand(painter);
    case Symbol::Eye:
        return drawEye(painter, ink);
    case Symbol::Bell:
        return drawBell(painter);
    case Symbol::Copy:
        return drawCopy(painter);
    case Symbol::Link:
        return drawLink(painter);
    case Symbol::Gear:
        return drawGear(painter);
    case Symbol::Keyboard:
        return drawKeyboard(painter);
    case Symbol::ArrowUp:
        return drawArrow(painter, -1);
    case Symbol::ArrowDown:
        return drawArrow(painter, 1);
    case Symbol::Enter:
        return drawEnter(painter);
    }
}

} // namespace

void drawSymbol(QPainter &painter, const QRectF &box, Symbol symbol, const QColor &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 16, box.height() / 16);
    painter.setPen(QPen(ink, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    drawStrokes(painter, symbol, ink);
    painter.restore();
}

} // namespace surgedeck
