// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/cockpitview.h"

#include "app/metricquestions.h"
#include "app/panels/alarmspanel.h"
#include "app/panels/breakdownpanel.h"
#include "app/panels/changespanel.h"
#include "app/panels/chartdetail.h"
#include "app/panels/healthpanel.h"
#include "app/panels/queriespanel.h"
#include "app/panels/runbookpanel.h"
#include "app/panels/tilesrow.h"
#include "app/panels/timelinepanel.h"
#include "app/panels/trafficpanel.h"
#include "app/panels/trenddetail.h"
#include "app/panels/trendspanel.h"
#include "app/person.h"
#include "app/session.h"
#include "app/views/pagebuttons.h"
#include "widgets/agelabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/sizes.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>

namespace surgedeck {

namespace {
constexpr int belowPercent = 45; ///< of the place of the runbook
}

CockpitView::CockpitView(WatchSession &session, RunbookDesk &runbooks, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_questions(std::make_unique<MetricQuestions>(MetricQuestions::readersOf(session)))
    , m_tiles(new TilesRow(session.platform(), this))
    , m_alarms(new AlarmsPanel(session.platform(), this))
    , m_health(new HealthPanel(session.platform(), this))
    , m_trends(new TrendsPanel(session.platform(), this))
    , m_queries(new QueriesPanel(session.platform(), this))
    , m_traffic(new TrafficPanel(session.platform(), this))
    , m_runbook(new RunbookPanel(session.platform(), runbooks, this))
    , m_timeline(new TimelinePanel(session.platform(), this))
    , m_pages(new PageButtons(this))
{
    setObjectName(QStringLiteral("view-cockpit"));
    connectPanels();
    if (session.mode() == WatchSession::Mode::Replay) {
        m_runbook->setRecorded();
        m_timeline->setLive(false);
        m_traffic->setRecorded();
    }
    place();
}

CockpitView::~CockpitView() = default;

void CockpitView::connectPanels()
{
    connect(m_alarms, &AlarmsPanel::acknowledgeWanted, this,
            [this](const QString &id) { m_session.acknowledge(id, personName()); });
    connect(m_alarms, &AlarmsPanel::silenceWanted, this, [this](const QString &id) {
        const QString silence = m_session.silence(id, personName());
        if (silence.isEmpty())
            return;
        m_lastSilence = silence;
        Q_EMIT done(tr("Silenced for an hour. Ctrl Z takes it back."));
    });
    connect(m_alarms, &AlarmsPanel::runbookWanted, m_runbook, &RunbookPanel::showRunbook);
    connect(m_tiles, &TilesRow::detailWanted, this, &CockpitView::openTrend);
    connect(m_trends, &TrendsPanel::detailWanted, this, &CockpitView::openTrend);
    connect(m_tiles, &TilesRow::breakdownWanted, this, &CockpitView::openIndicatorBreakdown);
    connect(m_health, &HealthPanel::breakdownWanted, this, [this](const QString &id) {
        openBreakdown({BreakdownSubject::Kind::Service, id});
    });
    connect(m_queries, &QueriesPanel::detailWanted, this,
            [this](const QString &what) { Q_EMIT viewWanted(QStringLiteral("queries"), what); });
    connect(m_traffic, &TrafficPanel::detailWanted, this,
            [this](const QString &what) { Q_EMIT viewWanted(QStringLiteral("traffic"), what); });
    connect(m_timeline, &TimelinePanel::positionChosen, this, [this](double position) {
        Q_EMIT viewWanted(QStringLiteral("replay"), QString::number(position));
    });
    connect(m_pages, &PageButtons::pageChosen, this, &CockpitView::showPage);
    connect(m_tiles, &TilesRow::chartWanted, this, &CockpitView::openChart);
    connect(m_tiles, &TilesRow::connectionWanted, this, &CockpitView::leadOn);
}

void CockpitView::setScene(CockpitGeometry::Scene scene)
{
    m_scene = scene;
    place();
}

void CockpitView::setAside(QWidget *aside)
{
    if (m_aside && m_aside != aside)
        m_aside->hide();
    m_aside = aside;
    m_runbook->setVisible(aside == nullptr);
    if (m_below)
        m_below->setVisible(aside == nullptr);
    if (!aside)
        return;
    aside->setParent(this);
    aside->setGeometry(m_placement.runbook);
    aside->show();
}

void CockpitView::setBelowRunbook(QWidget *below)
{
    m_below = below;
    below->setParent(this);
    m_runbook->hideLibrary();
    placeRight();
    below->show();
}

void CockpitView::setMoment(WallTime at)
{
    for (AgeLabel *age : findChildren<AgeLabel *>())
        age->setMoment(at);
    for (ValueTile *tile : findChildren<ValueTile *>())
        tile->setMoment(at);
}

void CockpitView::showRun(const runbook::RecordedRun *run)
{
    m_runbook->showRun(run);
}

void CockpitView::placeRight()
{
    QRect runbook = m_placement.runbook;
    if (m_below) {
        const int below = (runbook.height() - size::gap) * belowPercent / 100;
        m_below->setGeometry(runbook.left(), runbook.bottom() + 1 - below, runbook.width(), below);
        runbook.setHeight(runbook.height() - below - size::gap);
    }
    m_runbook->setGeometry(runbook);
    if (m_aside)
        m_aside->setGeometry(m_placement.runbook);
}

void CockpitView::compareWith(const Platform *other)
{
    m_tiles->compareWith(other);
}

void CockpitView::changeAlarmList() { m_alarms->changeList(); }

void CockpitView::resizeEvent(QResizeEvent *)
{
    place();
}

void CockpitView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

void CockpitView::place()
{
    m_placement = cockpitGeometry(size(), m_scene);
    const CockpitGeometry &at = m_placement;
    m_tiles->setDensity(at.form == CockpitGeometry::Form::Wide ? ValueTile::Density::Regular : ValueTile::Density::Compact);
    m_tiles->setGeometry(at.tiles);
    m_alarms->setGeometry(at.alarms);
    m_health->setGeometry(at.health);
    m_trends->setGeometry(at.trends);
    m_queries->setGeometry(at.queries);
    m_traffic->setGeometry(at.traffic);
    placeRight();
    m_timeline->setGeometry(at.timeline);
    m_timeline->setVisible(!at.timeline.isEmpty());
    m_pages->setVisible(at.form == CockpitGeometry::Form::Pages);
    m_pages->setGeometry(at.pageButtons);
    if (at.pages.count == 2)
        m_pages->setPages({tr("Alarms and health"), tr("Queries and traffic")});
    else if (at.pages.count > 2)
        m_pages->setPages({tr("Alarms"), tr("Trends"), tr("Queries"), tr("Traffic")});
    if (m_detail)
        m_detail->setGeometry(roomOf(*m_detail));
    showPage(std::min(m_page, at.pages.count - 1));
}

void CockpitView::showPage(int page)
{
    m_page = page;
    m_pages->setCurrent(page);
    const bool paged = m_placement.form == CockpitGeometry::Form::Pages;
    const bool covered = m_detail != nullptr;
    const bool all = covered && (paged || m_detail->room() == DetailPanel::Room::BothColumns);
    const auto show = [&](QWidget *panel, int on) { panel->setVisible(on == page && !all); };
    show(m_alarms, paged ? m_placement.pages.alarms : page);
    show(m_health, paged ? m_placement.pages.health : page);
    show(m_trends, m_placement.trends.isEmpty() ? -1 : paged ? m_placement.pages.trends : page);
    m_queries->setVisible(!covered && (!paged || m_placement.pages.queries == page));
    m_traffic->setVisible(!covered && (!paged || m_placement.pages.traffic == page));
    if (isVisible())
        refresh();
}

void CockpitView::refresh()
{
    m_tiles->refresh();
    m_alarms->refresh();
    m_health->refresh();
    m_trends->refresh();
    m_queries->refresh();
    m_traffic->refresh();
    m_runbook->refresh();
    m_timeline->refresh();
    if (m_detail)
        m_detail->refresh();
}

void CockpitView::uncover(const QString &name)
{
    const CockpitGeometry::Pages &pages = m_placement.pages;
    const std::pair<const Panel *, int> places[] = {
        {m_alarms, pages.alarms}, {m_health, pages.health}, {m_trends, pages.trends}, {m_queries, pages.queries}, {m_traffic, pages.traffic}};
    for (const auto &[panel, page] : places) {
        if (panel->objectName() != name || !panel->isHidden())
            continue;
        goBack();
        showPage(page);
    }
}

void CockpitView::showTimeline()
{
    m_timeline->setFocus(Qt::ShortcutFocusReason);
}

void CockpitView::showWhatChanged()
{
    open(new ChangesPanel(m_session.platform(), this));
}

void CockpitView::breakDown()
{
    if (const auto indicator = m_tiles->focusedIndicator())
        openIndicatorBreakdown(*indicator);
    else if (const QString service = m_health->currentService(); !service.isEmpty() && m_health->isAncestorOf(QApplication::focusWidget()))
        openBreakdown({BreakdownSubject::Kind::Service, service});
}

void CockpitView::acknowledgeAll()
{
    m_alarms->acknowledgeAll();
}

void CockpitView::openTrend(std::size_t indicator)
{
    if (indicator >= m_session.platform().view().indicators.size())
        return;
    auto *detail = new TrendDetail(m_session.platform(), indicator, this);
    connect(detail, &TrendDetail::breakdownWanted, this, &CockpitView::openIndicatorBreakdown);
    connect(detail, &TrendDetail::chartWanted, this, &CockpitView::openChart);
    open(detail);
}

void CockpitView::openChart(std::size_t indicator)
{
    if (indicator < m_session.platform().view().indicators.size())
        open(new ChartDetail(m_session.platform(), indicator, m_axis, this));
}

QRect CockpitView::roomOf(const DetailPanel &detail) const
{
    return detail.room() == DetailPanel::Room::BothColumns ? m_placement.chart : m_placement.detail;
}

void CockpitView::leadOn(const QString &sourceId)
{
    Q_EMIT viewWanted(QStringLiteral("connections"), sourceId);
}

void CockpitView::endLastSilence()
{
    if (m_lastSilence.isEmpty())
        return;
    m_session.endSilence(std::exchange(m_lastSilence, {}), personName());
    Q_EMIT done(tr("The silence is taken back."));
}

void CockpitView::openIndicatorBreakdown(std::size_t indicator)
{
    openBreakdown({BreakdownSubject::Kind::Indicator, m_session.platform().workspace().indicators[indicator].id});
}

void CockpitView::openBreakdown(const BreakdownSubject &subject)
{
    open(new BreakdownPanel({m_session.platform(), *m_questions}, subject, this));
}

void CockpitView::open(DetailPanel *detail)
{
    if (m_detail) {
        discardDetail();
    } else {
        m_openedFrom = QApplication::focusWidget();
    }
    m_detail = detail;
    connect(detail, &DetailPanel::closeWanted, this, &CockpitView::goBack);
    connect(detail, &Panel::actionTriggered, this, [this, detail] { Q_EMIT stateActionWanted(detail->state()); });
    detail->setGeometry(roomOf(*detail));
    showPage(m_page);
    detail->refresh();
    detail->show();
    detail->focusBody();
}

/// It may be in the middle of handling the key that closes it.
void CockpitView::discardDetail()
{
    m_detail->hide();
    m_detail->setObjectName({}); // it is not there any more for whoever looks for it
    m_detail->deleteLater();
    m_detail = nullptr;
}

bool CockpitView::goBack()
{
    if (!m_detail)
        return false;
    discardDetail();
    showPage(m_page);
    if (m_openedFrom && m_openedFrom->isVisible())
        m_openedFrom->setFocus(Qt::OtherFocusReason);
    m_openedFrom.clear();
    return true;
}

void CockpitView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || !goBack())
        QWidget::keyPressEvent(event);
}

} // namespace surgedeck
