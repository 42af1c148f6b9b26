// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tableview.h"

namespace surgedeck {

/// The table of sources and the stages of their tests: two lines of text a row, a mark before each stage. Columns: the
/// source, eight stages, the result, how it is now, what it costs.
class ConnectionsTable : public TableView
{
    Q_OBJECT
public:
    explicit ConnectionsTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyRows();
};

} // namespace surgedeck
