// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/narrowcolumns.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QTableView>

namespace surgedeck {

NarrowColumns::NarrowColumns(QTableView *table, int fullWidth, QList<int> dispensable)
    : QObject(table)
    , m_table(table)
    , m_fullWidth(fullWidth)
    , m_dispensable(std::move(dispensable))
{
    table->installEventFilter(this);
}

bool NarrowColumns::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        // After the table has taken the event itself: it sets all columns anew when its font changes.
        QMetaObject::invokeMethod(this, &NarrowColumns::apply, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return false;
}

void NarrowColumns::apply()
{
    const bool narrow = m_table->width() < theme::scaled(m_fullWidth);
    for (const int column : m_dispensable)
        m_table->setColumnHidden(column, narrow);
}

} // namespace surgedeck
