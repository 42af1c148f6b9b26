// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowsheet.h"

#include "app/mainwindow.h"

#include <QApplication>
#include <QEvent>

namespace surgedeck {

WindowSheet::WindowSheet(MainWindow &window)
    : QObject(&window)
    , m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { focusMoved(now); });
}

void WindowSheet::open(QWidget *content, Stays stays, Room room)
{
    const QPointer<QWidget> cameFrom = m_content ? m_cameFrom : QPointer<QWidget>(QApplication::focusWidget());
    if (m_content)
        m_content->deleteLater();
    m_content = content;
    m_cameFrom = cameFrom;
    m_stays = stays;
    m_room = room;
    content->setParent(m_window.centralWidget());
    content->installEventFilter(this);
    place();
    content->show();
    content->raise();
    content->setFocus(Qt::ShortcutFocusReason);
}

bool WindowSheet::close()
{
    if (!m_content)
        return false;
    QWidget *content = m_content;
    m_content.clear();
    const bool hadKeyboard = content->isAncestorOf(QApplication::focusWidget());
    content->hide();
    content->deleteLater();
    if (hadKeyboard) {
        QWidget *back = m_cameFrom && m_cameFrom->isVisible() ? m_cameFrom.data() : m_window.centralWidget();
        back->setFocus(Qt::OtherFocusReason);
    }
    return true;
}

void WindowSheet::place()
{
    if (!m_content)
        return;
    if (m_room == Room::Right)
        return m_content->setGeometry(m_window.rightRoom());
    const QRect room = m_window.sheetRoom();
    const int wanted =
        m_content->hasHeightForWidth() ? m_content->heightForWidth(room.width()) : m_content->sizeHint().height();
    const int height = std::min(room.height(), wanted);
    m_content->setGeometry(room.left(), room.top(), room.width(), height);
}

/// What is said on it while it is open may need more lines.
bool WindowSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::LayoutRequest)
        place();
    return QObject::eventFilter(watched, event);
}

void WindowSheet::focusMoved(QWidget *to)
{
    const bool inside = m_content && (to == m_content || m_content->isAncestorOf(to));
    // Another window of the desktop takes the keyboard for a moment: that is no wish to close anything.
    if (m_content && m_stays == Stays::WhileFocused && to != nullptr && !inside)
        close();
}

} // namespace surgedeck
