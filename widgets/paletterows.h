// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/commandpalette.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace surgedeck {

/// The entries of a palette with a heading above each group. A heading can not be chosen.
class PaletteRows : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry> &entries);
    /// nullptr for a heading.
    const PaletteEntry *entry(const QModelIndex &index) const;
    /// The next entry from a row on, towards the end or the beginning; invalid where there is none.
    QModelIndex entryFrom(int row, int direction) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        QString heading;
        PaletteEntry entry;
    };

    QList<Row> m_rows;
};

class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// Stripes that say: what stands beside them is guarded.
void drawStripes(QPainter &painter, const QRectF &rect);

} // namespace surgedeck
