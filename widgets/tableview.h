// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/columns.h"

#include <QTableView>

namespace surgedeck {

/// A table of the design: rows of one height, one row selected at a time, the keyboard moves by rows and leaves by Tab.
/// Ctrl C copies the row as text with units, Ctrl Shift C the table as tab-separated values. `activated` is Enter or a
/// double click. Needs an accessible name from its owner.
class TableView : public QTableView
{
    Q_OBJECT
public:
    explicit TableView(const QList<Column> &columns, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Other columns for another width of the window.
    void setColumns(const QList<Column> &columns);
    /// Height that shows so many rows and the head.
    int heightForRows(int rows) const;
    /// How many whole rows there is room for. A row is shown whole or not at all.
    int roomForRows() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyboardSearch(const QString &) override {} // single keys are the window's shortcuts

private:
    void applySizes();

    QList<Column> m_columns;
};

} // namespace surgedeck
