// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/connectiondelegates.h"

#include "widgets/frame.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace surgedeck {

void TwoLineDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &) const
{
    const double first = theme::line(Text::Body);
    const double second = theme::line(Text::Micro);
    const QRectF name(room.left(), std::floor(room.center().y() - (first + second) / 2), room.width(), first);
    drawLine(painter, name, {cell.text, Text::BodyStrong});
    drawLine(painter, QRectF(room.left(), name.bottom(), room.width(), second),
             {cell.trail, Text::Micro, &Colours::text3});
}

void StageDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &) const
{
    if (cell.emphasis == Emphasis::Secondary)
        return drawLine(painter, room, {cell.text, Text::Body, &Colours::text3});
    drawShape(painter, squareIn(room, room.left(), size::symbol),
              cell.health == Health::Normal ? Shape::Done : shapeOf(cell.health));
    const QRectF words = room.adjusted(theme::scaled(size::symbol) + size::gap, 0, 0, 0);
    drawLine(painter, words, {cell.text, cell.style(), cell.ink()});
}

} // namespace surgedeck
