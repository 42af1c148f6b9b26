// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/commands/barbuttons.h"
#include "app/commands/windowcommands.h"
#include "app/acts/actcommands.h"
#include "app/incidents/incidentcommands.h"
#include "app/incidents/incidentwatch.h"
#include "app/panels/datastates.h"
#include "app/panels/incidentheadline.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookfiles.h"
#include "app/replay/replaysession.h"
#include "app/session.h"
#include "app/views/stateactions.h"
#include "app/windowsheet.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/factstable.h"
#include "widgets/incidentbar.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"
#include "widgets/topbar.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDateTime>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int lowestViews = 520; ///< with the bars above them, a window on a small laptop
constexpr std::chrono::milliseconds frameInterval{250};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(120);
}

/// The row of that id in one of the tables of a panel.
QModelIndex findRow(const QWidget &panel, const QString &id, QTableView *&in)
{
    for (QTableView *table : panel.findChildren<QTableView *>()) {
        const auto *facts = qobject_cast<const FactsTable *>(table->model());
        if (facts == nullptr)
            continue;
        const QModelIndex row = facts->indexOf(id);
        if (!row.isValid())
            continue;
        in = table;
        return row;
    }
    return {};
}

bool hasSelection(const QWidget *widget)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(widget);
    return view != nullptr && view->currentIndex().isValid();
}

/// Without a name it is the first that is seen.
Panel *panelOf(const QWidget &view, const QString &name)
{
    if (!name.isEmpty())
        return view.findChild<Panel *>(name);
    const auto all = view.findChildren<Panel *>();
    const auto seen = std::find_if(all.begin(), all.end(), [](const Panel *panel) { return panel->isVisible(); });
    return seen == all.end() ? nullptr : *seen;
}

} // namespace

QStringList MainWindow::viewIds()
{
    QStringList ids;
    for (const ViewType &type : viewTypes())
        ids << type.id;
    return ids;
}

MainWindow::MainWindow(WatchSession &session, const WindowOptions &options)
    : m_settings(options.settings != nullptr ? *options.settings : m_ownSettings)
    , m_session(session)
    , m_credentials(options.credentials)
    , m_ownRunbooks(options.runbooks != nullptr ? nullptr
                                                : std::make_unique<RunbookDesk>(session, loadRunbooks(&session.platform().workspace()), RunbookDesk::Means{}))
    , m_runbooks(options.runbooks != nullptr ? options.runbooks : m_ownRunbooks.get())
    , m_road(options.road)
    , m_settingUp(options.settingUp)
    , m_replay(options.replay)
    , m_incidents(options.incidents)
    , m_unlocking(options.unlocking)
    , m_commands(this, m_settings)
    , m_topBar(new TopBar)
    , m_incidentBar(new IncidentBar)
    , m_stack(new QStackedWidget)
    , m_sheet(new WindowSheet(*this))
{
    const Workspace &workspace = session.platform().workspace();
    setObjectName(QStringLiteral("main-window"));
    setWindowTitle(tr("%1 · %2 · Surgedeck").arg(safe(workspace.name), safe(workspace.environment)));
    auto *centre = new QWidget;
    centre->setLayout(arrange());
    centre->setFocusPolicy(Qt::ClickFocus);
    setCentralWidget(centre);
    m_topBar->setWorkspace(safe(workspace.name), safe(workspace.environment));

    for (const ViewType &type : viewTypes()) {
        if (type.wanted && !type.wanted(workspace))
            continue;
        m_entries.push_back({&type, {}});
        m_topBar->tabs()->addView(type.id, type.title(), type.key);
    }
    addWindowCommands(*this);
    addIncidentCommands(*this);
    addActCommands(*this);
    addBarButtons(*this, *m_incidentBar);
    showKeysOfTabs();
    showView(m_settingUp ? QStringLiteral("connections") : m_entries.front().type->id);

    connect(m_topBar->tabs(), &ViewTabs::viewChosen, this, &MainWindow::showView);
    connect(m_topBar->sources(), &FreshnessStrip::activated, this, [this] { showView(QStringLiteral("connections")); });
    connect(&m_commands, &CommandRegistry::keysChanged, this, &MainWindow::showKeysOfTabs);
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

MainWindow::~MainWindow() = default;

QLayout *MainWindow::arrange()
{
    auto *column = new QVBoxLayout;
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_topBar);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    below->setSpacing(size::gap);
    below->addWidget(m_incidentBar);
    // The fullest of the views does not say how low the window may be: on a laptop it would hang over the screen.
    m_stack->setMinimumHeight(theme::scaled(lowestViews));
    below->addWidget(m_stack, 1);
    column->addLayout(below, 1);
    return column;
}

/// The keyboard starts nowhere: a ring around the first control would be the brightest thing on a calm screen.
void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    centralWidget()->setFocus();
}

bool MainWindow::event(QEvent *event)
{
    const bool handled = QMainWindow::event(event);
    // What is not seen is built after what is seen was painted: the first paint does not wait for it, the first switch
    // to another view does not either.
    if (event->type() == QEvent::UpdateRequest && !std::exchange(m_painted, true))
        QTimer::singleShot(0, this, &MainWindow::buildTheRest);
    return handled;
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    // The columns have their new widths only after the layouts have run.
    QTimer::singleShot(0, m_sheet, &WindowSheet::place);
}

View &MainWindow::built(Entry &entry)
{
    if (entry.view.widget == nullptr) {
        entry.view = entry.type->make(*this);
        m_stack->addWidget(entry.view.widget);
        addPanelCommands(entry);
        followStatesOf(*this, *entry.view.widget);
    }
    return entry.view;
}

void MainWindow::buildTheRest()
{
    for (Entry &entry : m_entries)
        built(entry);
}

void MainWindow::addPanelCommands(const Entry &entry)
{
    for (const Panel *panel : entry.view.widget->findChildren<Panel *>()) {
        if (panel->keyHint().isEmpty() || panel->objectName().isEmpty())
            continue;
        WindowCommand command;
        command.id = panel->objectName();
        command.title = tr("Go to %1").arg(panel->header()->title());
        command.section = tr("Panels");
        command.keys = {QKeySequence(panel->keyHint())};
        command.effect = tr("Moves the keyboard into this panel.");
        command.symbol = Symbol::Eye;
        command.run = [this, place = Place{entry.type->id, panel->objectName(), {}}] { reveal(place); };
        m_commands.add(command);
    }
}

MainWindow::Entry *MainWindow::entryOf(const QString &id)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) { return entry.type->id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

QString MainWindow::currentView() const
{
    return m_current;
}

bool MainWindow::showView(const QString &id)
{
    Entry *entry = entryOf(id);
    if (entry == nullptr)
        return false;
    m_sheet->close();
    m_current = id;
    m_stack->setCurrentWidget(built(*entry).widget);
    m_topBar->tabs()->setCurrent(id);
    refresh();
    return true;
}

bool MainWindow::reveal(const Place &place)
{
    if (!showView(place.view))
        return false;
    const QWidget *view = m_stack->currentWidget();
    if (const Entry *entry = entryOf(place.view); entry->view.uncover)
        entry->view.uncover(place.panel);
    Panel *panel = panelOf(*view, place.panel);
    if (panel == nullptr)
        panel = qobject_cast<Panel *>(m_stack->currentWidget());
    if (panel == nullptr)
        return place.panel.isEmpty();
    QTableView *table = nullptr;
    const QModelIndex row = place.row.isEmpty() ? QModelIndex() : findRow(*panel, place.row, table);
    if (table == nullptr) {
        panel->focusBody();
        return place.row.isEmpty();
    }
    table->setCurrentIndex(row);
    table->scrollTo(row);
    table->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void MainWindow::focusNextPanel(int direction)
{
    QList<Panel *> panels = m_stack->currentWidget()->findChildren<Panel *>();
    panels.removeIf([](const Panel *panel) { return !panel->isVisible(); });
    if (panels.isEmpty())
        return;
    // The innermost panel around the keyboard: sections are panels in a panel.
    const auto current = std::find_if(panels.rbegin(), panels.rend(), [](const Panel *panel) {
        return panel->isAncestorOf(QApplication::focusWidget());
    });
    const auto count = panels.size();
    const auto at = current == panels.rend() ? (direction > 0 ? -1 : count) : count - 1 - (current - panels.rbegin());
    panels[(at + direction + count) % count]->focusBody();
}

void MainWindow::goBack()
{
    Entry *entry = entryOf(m_current);
    QWidget *focused = QApplication::focusWidget();
    const bool inView = focused != nullptr && m_stack->isAncestorOf(focused);
    if (m_sheet->close() || (entry->view.goBack && entry->view.goBack()))
        return;
    if (inView && hasSelection(focused)) {
        auto *view = qobject_cast<QAbstractItemView *>(focused);
        view->clearSelection();
        view->setCurrentIndex({});
    } else if (inView) {
        centralWidget()->setFocus();
    } else {
        showView(m_entries.front().type->id);
    }
}

void MainWindow::setPerson(const QString &person)
{
    m_topBar->setPerson(safe(person));
}

QRect MainWindow::sheetRoom() const
{
    const QRect views(m_stack->mapTo(centralWidget(), QPoint()), m_stack->size());
    const auto *middle = m_stack->currentWidget()->findChild<Panel *>(QStringLiteral("panel-queries"));
    if (middle != nullptr && middle->isVisible()) {
        const QPoint at = middle->mapTo(centralWidget(), QPoint());
        return QRect(at.x(), at.y(), middle->width(), views.bottom() - at.y() + 1);
    }
    const int width = std::min(theme::scaled(size::paletteWidth), views.width());
    const int top = views.top() + theme::grown(size::tileCompact, {Text::Hero}) + size::gap;
    return QRect(views.left() + (views.width() - width) / 2, top, width, views.bottom() - top + 1);
}

QRect MainWindow::rightRoom() const
{
    const QRect views(m_stack->mapTo(centralWidget(), QPoint()), m_stack->size());
    const int width = std::min(theme::scaled(size::paletteWidth), views.width());
    return QRect(views.right() - width + 1, views.top(), width, views.height());
}

void MainWindow::showKeysOfTabs()
{
    for (const Entry &entry : m_entries)
        m_topBar->tabs()->setKey(entry.type->id, m_commands.keyText(QStringLiteral("view-") + entry.type->id));
    m_topBar->commandField()->setKey(m_commands.keyText(QStringLiteral("palette")));
}

void MainWindow::refresh()
{
    (void)m_session.evaluate();
    refreshTopBar();
    refreshIncidentBar();
    if (const Entry *entry = entryOf(m_current); entry != nullptr && entry->view.refresh)
        entry->view.refresh();
}

void MainWindow::noteSetUpDone()
{
    if (!std::exchange(m_settingUp, false))
        return;
    Q_EMIT setUpDone();
    refresh();
}

/// Before the first test there is nothing that it could say.
void MainWindow::refreshIncidentBar()
{
    const bool inTheWay = (m_settingUp && m_current == QLatin1String("connections")) ||
                          m_current == QLatin1String("replay");
    m_incidentBar->setVisible(!inTheWay);
    IncidentHeadline headline = incidentHeadline(m_session.platform());
    if (m_replay != nullptr)
        headline.subtitle = tr("REPLAY of %1, not live").arg(momentText(m_replay->at()));
    else if (m_incidents != nullptr && m_incidents->current() != nullptr)
        headline = declaredHeadline(headline, *m_incidents->current());
    m_incidentBar->setHeadline(headline);
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

} // namespace surgedeck
