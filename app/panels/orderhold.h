// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAbstractItemView;

namespace surgedeck {

class FactsTable;

/// Keeps the rows of a table where they are while the pointer rests on it or the keyboard is in it: nobody presses what
/// moved there a moment ago. Leaving, or Esc, brings them into order. Owned by the view. GUI thread.
class OrderHold final : public QObject
{
    Q_OBJECT
public:
    OrderHold(QAbstractItemView *view, FactsTable *rows);

Q_SIGNALS:
    /// The order was taken up again, or is held from now on.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void decide();

    QAbstractItemView *m_view;
    FactsTable *m_rows;
    bool m_pointer = false;
    bool m_keyboard = false;
};

} // namespace surgedeck
