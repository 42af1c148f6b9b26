// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectiontests.h"
#include <QWidget>

namespace surgedeck {

class Button;
class ConnectionDetail;
class ConnectionsTable;
class FactsTable;
class MainWindow;
class Panel;
class PlainLabel;
class SetUpRail;
struct SetUpStep;

/// Every source with the stages of its last test, how it is now and what watching it costs; below, the one that is
/// selected. With a workspace that was never opened before it is also the page on which setting up begins: then it says
/// what has been read from the file, and how to go on. GUI thread; tests run on workers.
class ConnectionsView final : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionsView(MainWindow &window, QWidget *parent = nullptr);

    void refresh();
    /// Who asks the sources for the team; empty: there is none.
    void setTeamNote(const QString &note);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTablePanel();
    QWidget *makeFooter();
    void addCommands();
    void showTests();
    void showDetail();
    void testSelected();
    void goOn();
    QString selected() const;
    QList<SetUpStep> steps() const;

    MainWindow &m_window;
    ConnectionTests m_tests;
    FactsTable *m_rows;
    ConnectionsTable *m_table;
    Panel *m_panel;
    PlainLabel *m_hint;
    Button *m_testAll;
    Button *m_cancel;
    ConnectionDetail *m_detail;
    SetUpRail *m_rail;
    QWidget *m_footer;
    Button *m_continue;
    QString m_teamNote;
    bool m_shownBefore = false;
};

} // namespace surgedeck
