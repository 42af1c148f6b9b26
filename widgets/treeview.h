// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/columns.h"

#include <QTreeView>

namespace surgedeck {

/// A short tree of the design, always open: a lock chain is read, not unfolded. Keys as in TableView.
class TreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit TreeView(const QList<Column> &columns, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Other widths for another width of the window; of the same kinds.
    void setColumns(const QList<Column> &columns);

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void reset() override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {} // LockTreeDelegate does
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyboardSearch(const QString &) override {}

private:
    void applySizes();

    QList<Column> m_columns;
};

} // namespace surgedeck
