// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tableview.h"

#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace surgedeck {

TableView::TableView(const QList<Column> &columns, QWidget *parent)
    : QTableView(parent)
    , m_columns(columns)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerItem);
    setMinimumSize(0, 0);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    configureHeader(*horizontalHeader());
    applySizes();
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    applySizes();
}

void TableView::setColumns(const QList<Column> &columns)
{
    m_columns = columns;
    for (int i = 0; i < horizontalHeader()->count(); ++i) {
        delete itemDelegateForColumn(i);
        setItemDelegateForColumn(i, nullptr);
    }
    applySizes();
}

int TableView::heightForRows(int rows) const
{
    return horizontalHeader()->height() + rows * verticalHeader()->defaultSectionSize();
}

void TableView::applySizes()
{
    verticalHeader()->setMinimumSectionSize(size::target / 2);
    verticalHeader()->setDefaultSectionSize(theme::grown(size::row, {Text::Body}));
    applyColumns(*this, *horizontalHeader(), m_columns);
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applySizes();
}

void TableView::resizeEvent(QResizeEvent *event)
{
    applySizes(); // other columns may have room now
    QTableView::resizeEvent(event);
}

int TableView::roomForRows() const
{
    const int head = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->height();
    return std::max(0, height() - head) / std::max(1, verticalHeader()->defaultSectionSize());
}

/// Half a row would be a figure that is cut: what is left below the last whole row stays empty.
void TableView::paintEvent(QPaintEvent *event)
{
    const int whole = viewport()->height() / verticalHeader()->defaultSectionSize() * verticalHeader()->defaultSectionSize();
    QPaintEvent rows(event->region() & QRect(0, 0, viewport()->width(), whole));
    if (!rows.region().isEmpty())
        QTableView::paintEvent(&rows);
}

void TableView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    const bool keyboard = event->reason() != Qt::MouseFocusReason;
    if (keyboard && !currentIndex().isValid() && model() != nullptr && model()->rowCount() > 0)
        selectRow(0);
    viewport()->update();
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers();
    if (event->key() == Qt::Key_C && modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
        QGuiApplication::clipboard()->setText(tableAsTsv(*this, *horizontalHeader()));
    } else if (event->matches(QKeySequence::Copy)) {
        if (currentIndex().isValid())
            QGuiApplication::clipboard()->setText(rowAsText(currentIndex(), *horizontalHeader()));
    } else if (event->key() == Qt::Key_Home && model() != nullptr && model()->rowCount() > 0) {
        selectRow(0);
    } else if (event->key() == Qt::Key_End && model() != nullptr && model()->rowCount() > 0) {
        selectRow(model()->rowCount() - 1);
    } else {
        QTableView::keyPressEvent(event);
    }
}

} // namespace surgedeck
