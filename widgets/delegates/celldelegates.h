// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/delegates/celldelegate.h"

namespace surgedeck {

/// The shape of the row's state, then its name. With Emphasis::StateWord the words take the colour of the state.
class StateCellDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

/// A figure and its small unit, right aligned. Out of band: the colour of its state, and stronger.
class NumberCellDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

/// Name of the measure (LeadTextRole), bar with its limit, figure with unit. Each part only where the model has it.
class BulletCellDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

/// A statement digest: verb quiet, tables in the fixed-width face, predicate quiet.
class DigestCellDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

/// A session in a lock chain: its id, then who it is. A session that waits for another hangs from it by a corner.
class LockTreeDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const override;
};

} // namespace surgedeck
