// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/cockpitgeometry.h"
#include "widgets/datastate.h"
#include "widgets/timeaxis.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace surgedeck {

class AlarmsPanel;
class DetailPanel;
class HealthPanel;
class MetricQuestions;
class PageButtons;
class Panel;
class Platform;
class QueriesPanel;
class RunbookDesk;
class RunbookPanel;
class TilesRow;
class TimelinePanel;
class TrafficPanel;
class TrendsPanel;
class WatchSession;
struct BreakdownSubject;
namespace runbook {
struct RecordedRun;
}

/// The cockpit: tiles, three columns, the timeline. Its geometry never depends on what is shown. A tile or a row opens
/// more of itself in place over the middle column. GUI thread.
class CockpitView final : public QWidget
{
    Q_OBJECT
public:
    CockpitView(WatchSession &session, RunbookDesk &runbooks, QWidget *parent = nullptr);
    ~CockpitView() override;

    void refresh();
    const CockpitGeometry &placement() const { return m_placement; }
    void setScene(CockpitGeometry::Scene scene);
    /// Stands where the runbook stands until it goes away or nullptr is given. Becomes a child.
    void setAside(QWidget *aside);
    /// Of a replay: panels say when their samples were taken, and what was offered then can not be begun.
    void setMoment(WallTime at);
    /// Of a recording: the run that was under way then; nullptr: none.
    void showRun(const runbook::RecordedRun *run);
    /// Below the runbook, in the place of its library. Becomes a child.
    void setBelowRunbook(QWidget *below);
    /// Figures are held against those of this moment; nullptr: no more. It outlives that.
    void compareWith(const Platform *other);

public Q_SLOTS:
    /// Makes a panel visible by its object name: takes away what covers it, shows the page that it stands on.
    void uncover(const QString &name);
    void showTimeline();
    void showWhatChanged();
    /// Of the tile or the row that has the keyboard.
    void breakDown();
    void acknowledgeAll();
    /// Takes back what was silenced last in this window.
    void endLastSilence();
    /// All alarms, or the first ten.
    void changeAlarmList();
    /// Takes back what was opened last; false when nothing was.
    bool goBack();

Q_SIGNALS:
    /// A row leads into another view: its id, and what was chosen.
    void viewWanted(const QString &viewId, const QString &what);
    /// The button of the state of a panel that was opened later (DataState::action).
    void stateActionWanted(const DataState &state);
    /// What was done, for whoever shows outcomes.
    void done(const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectPanels();
    void place();
    void placeRight();
    void showPage(int page);
    void discardDetail();
    void openTrend(std::size_t indicator);
    void openChart(std::size_t indicator);
    void leadOn(const QString &sourceId);
    QRect roomOf(const DetailPanel &detail) const;
    void openIndicatorBreakdown(std::size_t indicator);
    void openBreakdown(const BreakdownSubject &subject);
    void open(DetailPanel *detail);

    WatchSession &m_session;
    std::unique_ptr<MetricQuestions> m_questions;
    CockpitGeometry m_placement;
    CockpitGeometry::Scene m_scene = CockpitGeometry::Scene::Live;
    QPointer<QWidget> m_aside;
    QPointer<QWidget> m_below; ///< shares the place of the runbook
    int m_page = 0;
    TilesRow *m_tiles;
    AlarmsPanel *m_alarms;
    HealthPanel *m_health;
    TrendsPanel *m_trends;
    QueriesPanel *m_queries;
    TrafficPanel *m_traffic;
    RunbookPanel *m_runbook;
    TimelinePanel *m_timeline;
    PageButtons *m_pages;
    TimeAxis m_axis; ///< of the charts that are opened large
    DetailPanel *m_detail = nullptr;
    QString m_lastSilence;          ///< its id; empty: none to take back
    QPointer<QWidget> m_openedFrom; ///< had the keyboard before the detail
};

} // namespace surgedeck
