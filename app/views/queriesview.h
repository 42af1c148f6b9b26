// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/workbenchrows.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QLineEdit;
class QStackedWidget;

namespace surgedeck {

class ActivityChart;
class Button;
class CachePage;
class ChoiceRow;
class DigestTable;
class FactsTable;
class FactsTree;
class MainWindow;
class Panel;
class PlainLabel;
class PlanPanel;
class PlanWatch;
class QueryDetail;
class SessionActions;
class TableView;
class TreeView;
struct DataState;
struct SourceConfig;

/// The query workbench: one database or Redis at a time. Digests by share of time, active sessions by wait class with a
/// range to mark and compare, sessions, the lock tree, what is known of the selected digest, and what can be done to
/// the selected session. GUI thread.
class QueriesView final : public QWidget
{
    Q_OBJECT
public:
    explicit QueriesView(MainWindow &window, QWidget *parent = nullptr);

    void refresh();
    /// Selects a digest or a session, whichever has this id.
    void reveal(const QString &id);
    bool goBack();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeLeft();
    QWidget *makeRight();
    void addCommands();
    void connectParts();
    const SourceConfig *source() const;
    void followTrouble();
    void showDatabase(const SourceConfig &source);
    void giveRoom(const DatabaseView &view);
    void showActivity(const DatabaseStore &database, const DatabaseView &view);
    void showDetail(const DatabaseView &view, const DatabaseStore &database);
    void showCache(const SourceConfig &source);
    void showNothing(const SourceConfig *source);
    DataState stateOf(const SourceConfig &source) const;
    void chooseSession(const QString &id);
    void chooseDigest(const QString &id); ///< empty: whichever is in trouble
    void filterBy(const QModelIndex &difference);
    WorkbenchFilter filter() const;

    MainWindow &m_window;
    QString m_source;      ///< shown; empty: the one that needs it most
    bool m_chosen = false; ///< a person chose it, or something in it
    QString m_digest;
    bool m_digestChosen = false; ///< by a person; until then it is the one that is in trouble
    ChoiceRow *m_sources;
    QLineEdit *m_words;
    QCheckBox *m_onlyChanged;
    PlainLabel *m_counts;
    FactsTable *m_sessionRows;
    FactsTable *m_differenceRows;
    FactsTree *m_lockRows;
    DigestTable *m_digestTable;
    TableView *m_sessionTable;
    TableView *m_differenceTable;
    TreeView *m_lockTree;
    CachePage *m_cache;
    ActivityChart *m_chart;
    Panel *m_digestPanel;
    Panel *m_chartPanel;
    Panel *m_sessionPanel;
    Panel *m_lockPanel;
    QStackedWidget *m_top;    ///< digests, or what a Redis says
    QStackedWidget *m_bottom; ///< sessions, or what differs in the marked range
    QueryDetail *m_detail;
    PlanPanel *m_plan;
    PlanWatch *m_plans;
    SessionActions *m_actions;
};

} // namespace surgedeck
