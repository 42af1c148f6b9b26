// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "models/domain/roles.h"
#include "widgets/textpaint.h"

#include <QStyledItemDelegate>

namespace surgedeck {

/// What a model says about one cell, read once per paint (models/domain/roles.h).
struct Cell
{
    explicit Cell(const QModelIndex &index);

    QString text;
    QString unit;
    QString lead;
    QString trail;
    Health health = Health::Normal;
    Emphasis emphasis = Emphasis::Primary;
    bool stale = false;    ///< this row alone is not current
    bool allStale = false; ///< nothing in the panel is: no colour of a state, the panel says the rest
    bool rightAligned = false;
    bool outlined = false;  ///< the shape of the state is hollow this time
    bool shapeless = false; ///< words only

    /// Colour of the words: that of the state where there is one, else by emphasis.
    Ink ink() const;
    Text style() const;
};

/// Paints the row under every cell (selection, edge, hatch) and plain text in it. The other delegates paint only
/// content.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    virtual void paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &index) const;
};

} // namespace surgedeck
