// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionstable.h"

#include "widgets/delegates/connectiondelegates.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>

namespace surgedeck {

namespace {

constexpr int resultColumn = 9;

/// What is left out first where there is little room is what a person can do without longest: the whole log stands
/// below the table.
const QList<Column> &columns()
{
    static const QList<Column> all{
        {CellKind::Text, 252, 0}, {CellKind::Text, 84, 1300},  {CellKind::Text, 112, 0},
        {CellKind::Text, 130, 0}, {CellKind::Text, 150, 1000}, {CellKind::Text, 170, 0},
        {CellKind::Text, 140, 0}, {CellKind::Text, 104, 1200}, {CellKind::Text, 92, 1100},
        {CellKind::Text, 0, 0},   {CellKind::Text, 150, 1640}, {CellKind::Number, 96, 1500},
    };
    return all;
}

} // namespace

ConnectionsTable::ConnectionsTable(QWidget *parent)
    : TableView(columns(), parent)
{
    setObjectName(QStringLiteral("connections-table"));
}

void ConnectionsTable::setModel(QAbstractItemModel *model)
{
    TableView::setModel(model);
    delete itemDelegateForColumn(0);
    setItemDelegateForColumn(0, new TwoLineDelegate(this));
    for (int column = 1; column <= resultColumn; ++column) {
        delete itemDelegateForColumn(column);
        setItemDelegateForColumn(column, new StageDelegate(this));
    }
    applyRows();
}

void ConnectionsTable::applyRows()
{
    verticalHeader()->setDefaultSectionSize(theme::grown(size::connectionRow, {Text::Body, Text::Micro}));
}

void ConnectionsTable::changeEvent(QEvent *event)
{
    TableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyRows();
}

void ConnectionsTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    applyRows();
}

/// Rows of two lines need a line between them to be told apart.
void ConnectionsTable::paintEvent(QPaintEvent *event)
{
    TableView::paintEvent(event);
    QPainter painter(viewport());
    for (int row = 0; model() != nullptr && row < model()->rowCount(); ++row)
        painter.fillRect(0, rowViewportPosition(row) + rowHeight(row) - size::hair, viewport()->width(), size::hair,
                         theme::colour(&Colours::line));
}

} // namespace surgedeck
