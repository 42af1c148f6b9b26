// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace surgedeck {

/// Small drawings beside words. They carry no state: states are shapes (statusshape.h).
enum class Symbol
{
    None,
    Clock,
    Plug,
    Note,
    Play,
    Pause,
    StepBack,
    Check,
    Search,
    Hand,
    Eye,
    Bell,
    Copy,
    Link,
    Gear,
    Keyboard,
    ArrowUp,
    ArrowDown,
    Enter,
};

/// Strokes in a square box, in the colour given.
void drawSymbol(QPainter &painter, const QRectF &box, Symbol symbol, const QColor &ink);

} // namespace surgedeck
