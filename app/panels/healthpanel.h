// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class PlainLabel;
class Platform;
class TableView;

/// The services of the workspace, one row each. Where not all find room, those that are not normal come first, and a line
/// says how many normal ones are hidden; while the keyboard is in the table all are there. GUI thread.
class HealthPanel final : public Panel
{
    Q_OBJECT
public:
    explicit HealthPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();
    TableView *table() { return m_table; }
    /// Id of the service whose row is current; empty: none.
    QString currentService() const;

Q_SIGNALS:
    void breakdownWanted(const QString &serviceId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showRows();

    const Platform &m_platform;
    FactsTable *m_rows;
    TableView *m_table;
    PlainLabel *m_hidden;
    bool m_all = false;
};

} // namespace surgedeck
