// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/treeview.h"

#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace surgedeck {

TreeView::TreeView(const QList<Column> &columns, QWidget *parent)
    : QTreeView(parent)
    , m_columns(columns)
{
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(0, 0);
    configureHeader(*header());
    header()->hide();
    applySizes();
}

void TreeView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    applySizes();
    expandAll();
}

void TreeView::setColumns(const QList<Column> &columns)
{
    m_columns = columns;
    applySizes();
}

void TreeView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    expandAll();
}

void TreeView::reset()
{
    QTreeView::reset();
    expandAll();
}

void TreeView::applySizes()
{
    setIndentation(size::group + size::inner);
    applyColumns(*this, *header(), m_columns);
}

void TreeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    // The room left of an indented cell belongs to no cell, so that no delegate paints it.
    if (selectionModel() != nullptr && selectionModel()->isRowSelected(index.row(), index.parent())) {
        painter->fillRect(option.rect, theme::colour(&Colours::selection));
        painter->fillRect(QRect(0, option.rect.top(), size::stateEdge, option.rect.height()),
                          theme::colour(hasFocus() ? &Colours::focus : &Colours::lineStrong));
    }
    QTreeView::drawRow(painter, option, index);
}

void TreeView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applySizes();
}

void TreeView::resizeEvent(QResizeEvent *event)
{
    applySizes();
    QTreeView::resizeEvent(event);
}

void TreeView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    const bool keyboard = event->reason() != Qt::MouseFocusReason;
    if (keyboard && !currentIndex().isValid() && model() != nullptr && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
    viewport()->update();
}

void TreeView::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers();
    if (event->key() == Qt::Key_C && modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
        QGuiApplication::clipboard()->setText(tableAsTsv(*this, *header()));
    } else if (event->matches(QKeySequence::Copy)) {
        if (currentIndex().isValid())
            QGuiApplication::clipboard()->setText(rowAsText(currentIndex(), *header()));
    } else {
        QTreeView::keyPressEvent(event);
    }
}

} // namespace surgedeck
