// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QTableView;

namespace surgedeck {

/// Hides the columns of a table that say least, while the table is narrower than it needs to be to show all. Owned by
/// the table. GUI thread.
class NarrowColumns final : public QObject
{
    Q_OBJECT
public:
    /// `fullWidth` in pixels at 100 % text.
    NarrowColumns(QTableView *table, int fullWidth, QList<int> dispensable);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QTableView *m_table;
    int m_fullWidth;
    QList<int> m_dispensable;
};

} // namespace surgedeck
