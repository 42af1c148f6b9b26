// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/delegates/celldelegate.h"

namespace surgedeck {

/// A name and, below it and quieter (TrailTextRole), where it is.
class TwoLineDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

/// A stage of a test: a check mark or the shape of its state, then the value. Emphasis::Secondary: nothing was tested,
/// the words alone.
class StageDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

} // namespace surgedeck
