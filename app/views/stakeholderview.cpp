// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/stakeholderview.h"

#include "app/commands/commandregistry.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/wallcontent.h"
#include "widgets/wall/wallpage.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

namespace surgedeck {

namespace {
constexpr Milliseconds valuesEach{5'000};
constexpr std::chrono::milliseconds hideAfter{3'000};
constexpr QSize firstSize{1600, 900};
} // namespace

struct StakeholderView::Shown
{
    std::optional<HealthFacts> facts;
};

StakeholderView::StakeholderView(WatchSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_page(new WallPage)
    , m_shown(std::make_shared<Shown>())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_page);
    setMouseTracking(true);
    m_page->setMouseTracking(true);
    m_page->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void StakeholderView::refresh()
{
    const Platform &platform = m_session.platform();
    const WallTime now = platform.view().now;
    HealthFacts fresh = healthFacts(platform);
    std::optional<HealthFacts> &shown = m_shown->facts;
    // A figure that moves each second can not be read aloud; a state can not wait.
    const bool due = !shown || now - shown->time >= valuesEach || now < shown->time || fresh.state != shown->state ||
                     fresh.headline != shown->headline || fresh.blind;
    if (due)
        shown = std::move(fresh);
    m_page->setFacts(wallFacts(due ? *shown : agedTo(*shown, now, valuesEach * 2), now));
}

QString StakeholderView::sentence() const
{
    return m_page->facts().hero.sentence;
}

StakeholderWindow::StakeholderWindow(WatchSession &session)
    : m_view(new StakeholderView(session))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    resize(firstSize);
    setMouseTracking(true);
    m_view->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_still.setSingleShot(true);
    m_still.setInterval(hideAfter);
    connect(&m_still, &QTimer::timeout, this, [this] { setCursor(Qt::BlankCursor); });
    m_still.start();
    connect(&session, &WatchSession::evaluated, this, &StakeholderWindow::refresh);
    refresh();
}

void StakeholderWindow::refresh()
{
    m_view->refresh();
    setWindowTitle(m_view->sentence());
}

void StakeholderWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F11)
        setWindowState(windowState() ^ Qt::WindowFullScreen);
    else if (event->key() == Qt::Key_Escape && isFullScreen())
        setWindowState(windowState() & ~Qt::WindowFullScreen);
    else
        QWidget::keyPressEvent(event);
}

void StakeholderWindow::mouseMoveEvent(QMouseEvent *event)
{
    unsetCursor();
    m_still.start();
    QWidget::mouseMoveEvent(event);
}

View makeStakeholders(MainWindow &window)
{
    auto *view = new StakeholderView(window.session());
    WindowCommand command;
    command.id = QStringLiteral("stakeholder-window");
    command.title = MainWindow::tr("Stakeholders in a window of their own");
    command.section = MainWindow::tr("Views");
    command.keys = {QKeySequence(QStringLiteral("Shift+6"))};
    command.effect = MainWindow::tr("Opens the page for a second screen: F11 fills it, nothing on it can be pressed.");
    command.run = [&window] {
        auto *own = new StakeholderWindow(window.session());
        own->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(&window, &QObject::destroyed, own, &QObject::deleteLater);
        own->show();
    };
    window.commands().add(command);
    return {view, [view] { view->refresh(); }};
}

} // namespace surgedeck
