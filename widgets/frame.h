// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QString>

class QPainter;
class QRectF;

namespace surgedeck {

/// A filled rectangle with rounded corners and a hair line around it.
void drawSurface(QPainter &painter, const QRectF &rect, Ink fill, Ink edge, double radius = size::radius);
/// A dashed line around something that is not current.
void drawDashedFrame(QPainter &painter, const QRectF &rect, Ink edge, double radius = size::radius);
/// A coloured bar along the top of a surface, within its round corners.
void drawTopEdge(QPainter &painter, const QRectF &rect, Ink edge);
/// Where a shape or a symbol of `side` pixels at 100 % stands in a row of text: from `left`, half way up, on whole
/// pixels.
QRectF squareIn(const QRectF &row, double left, int side);

/// The block that stands where content will come.
void drawSkeleton(QPainter &painter, const QRectF &rect);

/// A key on the keyboard, as a hint beside what it reaches. Inverted: on the primary button.
enum class KeyCapLook
{
    Plain,
    Inverted
};
double keyCapWidth(const QString &key);
void drawKeyCap(QPainter &painter, const QRectF &rect, const QString &key, KeyCapLook look = KeyCapLook::Plain);

} // namespace surgedeck
