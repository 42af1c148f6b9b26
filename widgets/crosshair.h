// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/textpaint.h"

#include <QColor>
#include <QList>
#include <QRectF>

namespace surgedeck {

/// A vertical line through a plot at one moment, the values there, and a plate with their words.
struct Crosshair
{
    struct Dot
    {
        double y = 0;
        QColor ink;
    };

    double x = 0;
    QList<Dot> dots{};
    QList<QList<TextRun>> lines{}; ///< of the plate; empty: no plate
};

/// Everything that drawCrosshair() touches: what has to be painted again when the cursor moves.
QRect crosshairBounds(const QRectF &plot, const Crosshair &crosshair);
void drawCrosshair(QPainter &painter, const QRectF &plot, const Crosshair &crosshair);
/// A range that a person selected, over the line.
void drawSelection(QPainter &painter, const QRectF &part);

} // namespace surgedeck
