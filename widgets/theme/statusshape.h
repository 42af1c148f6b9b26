// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/theme/tokens.h"

#include <QColor>
#include <QRectF>

class QBrush;
class QPainter;
class QString;

// Each state has a shape and a word; colour only repeats them.

namespace surgedeck {

enum class Shape
{
    Normal,       ///< hollow circle
    Attention,    ///< filled diamond
    Degraded,     ///< filled triangle with !
    Critical,     ///< filled square with a cross
    CriticalOpen, ///< the same, hollow: every other second, until somebody has taken it
    Unknown,      ///< dashed circle with ?
    NoPermission, ///< padlock
    Done,         ///< circle with a check mark
};

Shape shapeOf(Health health);
/// "Normal", "Attention", ... translated, as it stands in a table.
QString stateWord(Health health);
/// Colour of a figure, a word or a line in this state; `normal` where nothing is wrong.
Ink stateInk(Health health, Ink normal = &Colours::text1);

/// Colours of a shape: `ink` draws it, `paper` the mark inside it, `edge` a thin outline where the fill is too pale.
struct ShapeInk
{
    QColor ink;
    QColor paper;
    QColor edge;
};
ShapeInk shapeInk(Shape shape);

/// Paints from a pixmap kept per shape, size, pixel ratio and theme. `box` is square.
void drawShape(QPainter &painter, const QRectF &box, Shape shape);
/// The same in given colours, for a shape that stands on a filled chip.
void drawShape(QPainter &painter, const QRectF &box, Shape shape, const ShapeInk &ink);

/// Diagonal lines in the stale colour: what lies under them is not current.
void drawHatch(QPainter &painter, const QRectF &rect);

} // namespace surgedeck
