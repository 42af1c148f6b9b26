// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/traffic/shiftdesk.h"

#include <QWidget>

namespace surgedeck {

class FactsTable;
class MainWindow;
class Panel;
class PlanEditor;
class SharePanel;
class ShiftControl;
class TableView;

/// Every route and one of them in full: its plan, the servers of its sides, its guards, what may be done, and what was
/// done. What was set and what flows are two figures everywhere. GUI thread.
class TrafficView final : public QWidget
{
    Q_OBJECT
public:
    explicit TrafficView(MainWindow &window, QWidget *parent = nullptr);

    void refresh();

private:
    struct Table
    {
        FactsTable *rows = nullptr;
        TableView *view = nullptr;
        Panel *panel = nullptr;
    };

    QLayout *makeLeft();
    QLayout *makeMiddle();
    const RouteConfig *route() const;
    void showPlan(const RouteConfig &config, const RouteShift *shift);
    void showControl(const RouteConfig &config, const RouteView &shown, const RouteShift *shift);
    void start(const QString &typed);
    void change(const PlanEdit &plan);
    void connectControl();
    void holdAll();
    void addCommands();

    MainWindow &m_window;
    ShiftDesk m_desk;
    Table m_routes, m_steps, m_servers, m_guards, m_log;
    SharePanel *m_share;
    ShiftControl *m_control;
    PlanEditor *m_editor;
};

} // namespace surgedeck
