// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alarmrows.h"
#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class Platform;
class TableView;

/// What is out of bounds, worst first: at most ten rows, the rest counted or grouped under what it follows from. Enter or a
/// double click takes an alarm and its group, Shift Enter silences it; a click on its runbook leads there. GUI thread.
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
    /// Shift Enter.
    void silenceWanted(const QString &alarmId);
    void runbookWanted(const QString &runbookId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString headline() const;
    void acknowledge(const QString &id);

    const Platform &m_platform;
    FactsTable *m_rows;
    TableView *m_table;
    AlarmList m_list = AlarmList::Short;
    std::map<QString, QStringList> m_consequences; ///< ids, by the alarm that they are grouped under
};

} // namespace surgedeck
