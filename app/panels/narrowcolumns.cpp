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
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange)
        for (const int column : m_dispensable)
            m_table->setColumnHidden(column, m_table->width() < theme::scaled(m_fullWidth));
    return false;
}

} // namespace surgedeck
