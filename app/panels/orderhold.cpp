// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/orderhold.h"

#include "models/items/factstable.h"

#include <QAbstractItemView>
#include <QKeyEvent>

namespace surgedeck {

OrderHold::OrderHold(QAbstractItemView *view, FactsTable *rows)
    : QObject(view)
    , m_view(view)
    , m_rows(rows)
{
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
}

bool OrderHold::eventFilter(QObject *watched, QEvent *event)
{
    const bool ofView = watched == m_view;
    if (event->type() == QEvent::Enter && !ofView)
        m_pointer = true;
    else if (event->type() == QEvent::Leave && !ofView)
        m_pointer = false;
    else if (event->type() == QEvent::FocusIn && ofView)
        m_keyboard = true;
    else if (event->type() == QEvent::FocusOut && ofView)
        m_keyboard = false;
    else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && m_rows->movedRows() > 0)
        m_pointer = m_keyboard = false;
    else
        return false;
    decide();
    // Esc that brought the rows into order is used up; the next one goes further back.
    return event->type() == QEvent::KeyPress;
}

void OrderHold::decide()
{
    m_rows->setOrderHeld(m_pointer || m_keyboard);
    Q_EMIT changed();
}

} // namespace surgedeck
