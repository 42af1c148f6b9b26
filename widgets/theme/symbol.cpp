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

} // namespace

void drawSymbol(QPainter &painter, const QRectF &box, Symbol symbol, const QColor &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 16, box.height() / 16);
    painter.setPen(QPen(ink, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (symbol) {
    case Symbol::None:
        break;
    case Symbol::Clock:
        drawClock(painter);
        break;
    case Symbol::Plug:
        drawPlug(painter);
        break;
    case Symbol::Note:
        drawNote(painter);
        break;
    case Symbol::Play:
        drawPlay(painter, ink);
        break;
    case Symbol::Pause:
        drawPause(painter, ink);
        break;
    case Symbol::StepBack:
        drawStepBack(painter);
        break;
    case Symbol::Check:
        drawCheck(painter, ink);
        break;
    }
    painter.restore();
}

} // namespace surgedeck
