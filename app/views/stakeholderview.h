// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/views.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace surgedeck {

class WallPage;
class WatchSession;

/// The stakeholders' page as a view of the window, and as the whole of a window of its own. Values change every 5 s,
/// the clock and ages every second; what changes for the worse is shown at once.
class StakeholderView : public QWidget
{
    Q_OBJECT
public:
    explicit StakeholderView(WatchSession &session, QWidget *parent = nullptr);

    void refresh();
    QString sentence() const;

private:
    struct Shown;
    WatchSession &m_session;
    WallPage *m_page;
    std::shared_ptr<Shown> m_shown;
};

/// A window for a screen on the wall: the page and nothing else, to be read and never to be pressed. F11 fills the
/// screen, and again leaves it; the mouse hides after 3 s. Its title is the sentence.
class StakeholderWindow : public QWidget
{
    Q_OBJECT
public:
    explicit StakeholderWindow(WatchSession &session);

    /// Shows what the session knows now; by itself once a second.
    void refresh();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    StakeholderView *m_view;
    QTimer m_still;
};

View makeStakeholders(MainWindow &window);

} // namespace surgedeck
