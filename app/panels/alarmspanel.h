// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alarmrows.h"
#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class Platform;
class TableView;

/// What is out of bounds, worst first: at most ten rows, the rest counted. Enter or a double click takes an alarm; a click
/// on its runbook leads there. GUI thread.
class AlarmsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit AlarmsPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

    /// The other of short and whole.
    void changeList();
    /// Asks to take every alarm that is shown.
    void acknowledgeAll();
    TableView *table() { return m_table; }

Q_SIGNALS:
    void acknowledgeWanted(const QString &alarmId);
    void runbookWanted(const QString &runbookId);

private:
    QString headline() const;

    const Platform &m_platform;
    FactsTable *m_rows;
    TableView *m_table;
    AlarmList m_list = AlarmList::Short;
};

} // namespace surgedeck
