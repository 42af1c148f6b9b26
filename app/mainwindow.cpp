// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/panels/datastates.h"
#include "app/panels/sourcespanel.h"
#include "app/session.h"
#include "app/views/cockpitview.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "widgets/incidentbar.h"
#include "widgets/theme/tokens.h"
#include "widgets/topbar.h"

#include <QDateTime>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

struct MainWindow::View
{
    QString id;
    QString title;
    QWidget *widget;
    std::function<void()> refresh;
};

namespace {

constexpr std::chrono::milliseconds frameInterval{250};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(120);
}

bool isActive(const Alarm &alarm)
{
    return alarm.state == AlarmState::Firing || alarm.state == AlarmState::Acknowledged || alarm.state == AlarmState::SourceLost;
}

IncidentHeadline headlineOf(const PlatformView &view)
{
    const auto active = std::count_if(view.alarms.begin(), view.alarms.end(), isActive);
    const auto first = std::find_if(view.alarms.begin(), view.alarms.end(), isActive);
    const auto answering = std::count_if(view.sources.begin(), view.sources.end(),
                                         [](const SourceView &source) { return source.state == SourceState::Ok; });
    IncidentHeadline headline;
    headline.health = view.worst;
    headline.chip = toWord(view.worst);
    headline.facts = {{MainWindow::tr("Alarms"), QString::number(active), MainWindow::tr("active")},
                      {MainWindow::tr("Sources"), QString::number(answering),
                       MainWindow::tr("of %1 answer").arg(view.sources.size())}};
    if (first != view.alarms.end()) {
        headline.title = safe(first->name);
        headline.subtitle = active > 1 ? MainWindow::tr("and %n more", nullptr, static_cast<int>(active) - 1) : QString();
        headline.facts.prepend({MainWindow::tr("Elapsed"), durationWords(view.now - first->since)});
    } else if (view.worst == Health::Unknown) {
        headline.title = MainWindow::tr("Not everything can be seen");
        headline.subtitle = MainWindow::tr("What is not known counts as unknown, never as normal");
    } else if (view.worst == Health::Normal) {
        headline.title = MainWindow::tr("No active incident");
    } else {
        headline.title = MainWindow::tr("Out of bounds, not yet for long enough to be an alarm");
    }
    return headline;
}

} // namespace

QStringList MainWindow::viewIds()
{
    return {QStringLiteral("cockpit"), QStringLiteral("connections")};
}

MainWindow::MainWindow(WatchSession &session)
    : m_session(session)
    , m_topBar(new TopBar)
    , m_incidentBar(new IncidentBar)
    , m_views(new QStackedWidget)
{
    const Workspace &workspace = session.platform().workspace();
    setObjectName(QStringLiteral("main-window"));
    setWindowTitle(tr("%1 · %2 · Surgedeck").arg(safe(workspace.name), safe(workspace.environment)));
    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_topBar);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    below->setSpacing(size::gap);
    below->addWidget(m_incidentBar);
    below->addWidget(m_views, 1);
    column->addLayout(below, 1);
    centre->setFocusPolicy(Qt::ClickFocus);
    setCentralWidget(centre);

    m_topBar->setWorkspace(safe(workspace.name), safe(workspace.environment));
    auto *cockpit = new CockpitView(session.platform());
    addView({viewIds()[0], tr("Cockpit"), cockpit, [cockpit] { cockpit->refresh(); }});
    auto *connections = new SourcesPanel(session.platform());
    addView({viewIds()[1], tr("Connections"), connections, [connections] { connections->refresh(); }});
    showView(viewIds()[0]);
    addShortcuts();

    connect(m_topBar->tabs(), &ViewTabs::viewChosen, this, &MainWindow::showView);
    connect(m_topBar->sources(), &FreshnessStrip::activated, this, [this] { showView(viewIds()[1]); });
    connect(&session, &WatchSession::recorded, this, [this] { m_dirty = true; });
    connect(&session, &WatchSession::evaluated, this, [this] { m_dirty = true; });
    m_frame.setInterval(frameInterval);
    connect(&m_frame, &QTimer::timeout, this, [this] {
        if (std::exchange(m_dirty, false))
            refresh();
    });
    m_frame.start();
    refresh();
}

/// The keyboard starts nowhere: a ring around the first control would be the brightest thing on a calm screen.
void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    centralWidget()->setFocus();
}

void MainWindow::addView(const View &view)
{
    m_views->addWidget(view.widget);
    view.widget->setProperty("viewId", view.id);
    m_refresh.insert(view.id, view.refresh);
    m_topBar->tabs()->addView(view.id, view.title, QString::number(m_views->count()));
}

void MainWindow::addShortcuts()
{
    for (int i = 0; i < m_views->count(); ++i) {
        const QString id = m_views->widget(i)->property("viewId").toString();
        for (const QString &keys : {QStringLiteral("%1").arg(i + 1), QStringLiteral("Ctrl+%1").arg(i + 1)}) {
            auto *shortcut = new QShortcut(QKeySequence(keys), this);
            connect(shortcut, &QShortcut::activated, this, [this, id] { showView(id); });
        }
    }
    const QList<std::pair<QString, QString>> panels = {
        {QStringLiteral("A"), QStringLiteral("panel-alarms")},  {QStringLiteral("H"), QStringLiteral("panel-health")},
        {QStringLiteral("Q"), QStringLiteral("panel-queries")}, {QStringLiteral("S"), QStringLiteral("panel-traffic")},
        {QStringLiteral("F"), QStringLiteral("panel-sources")}};
    for (const auto &[key, name] : panels) {
        auto *shortcut = new QShortcut(QKeySequence(key), this);
        connect(shortcut, &QShortcut::activated, this, [this, panel = name] {
            if (auto *found = m_views->currentWidget()->findChild<Panel *>(panel))
                found->focusBody();
        });
    }
    connect(new QShortcut(QKeySequence(Qt::Key_F6), this), &QShortcut::activated, this, [this] { focusNextPanel(1); });
    connect(new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F6), this), &QShortcut::activated, this, [this] { focusNextPanel(-1); });
}

void MainWindow::focusNextPanel(int direction)
{
    const auto panels = m_views->currentWidget()->findChildren<Panel *>();
    if (panels.isEmpty())
        return;
    const auto current = std::find_if(panels.begin(), panels.end(), [](const Panel *panel) {
        return panel->isAncestorOf(QApplication::focusWidget());
    });
    const auto count = panels.size();
    const auto at = current == panels.end() ? (direction > 0 ? -1 : count) : current - panels.begin();
    panels[(at + direction + count) % count]->focusBody();
}

bool MainWindow::showView(const QString &id)
{
    for (int i = 0; i < m_views->count(); ++i) {
        if (m_views->widget(i)->property("viewId").toString() != id)
            continue;
        m_views->setCurrentIndex(i);
        m_topBar->tabs()->setCurrent(id);
        refresh();
        return true;
    }
    return false;
}

void MainWindow::refresh()
{
    (void)m_session.evaluate();
    refreshTopBar();
    refreshIncidentBar();
    if (const QWidget *current = m_views->currentWidget())
        m_refresh.value(current->property("viewId").toString())();
}

void MainWindow::refreshTopBar()
{
    const PlatformView &view = m_session.platform().view();
    QList<SourceFreshness> sources;
    for (const SourceView &source : view.sources)
        sources << SourceFreshness{safe(source.id), dataStateOf(source, view.now)};
    m_topBar->sources()->setSources(sources);
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(view.now.time_since_epoch().count(), Qt::UTC);
    m_topBar->setClock(utc.toLocalTime().toString(QStringLiteral("HH:mm:ss")), tr("%1 UTC").arg(utc.toString(QStringLiteral("HH:mm"))));
}

void MainWindow::refreshIncidentBar()
{
    m_incidentBar->setHeadline(headlineOf(m_session.platform().view()));
}

} // namespace surgedeck
