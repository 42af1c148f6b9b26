// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace surgedeck {

class IncidentBar;
class TopBar;
class WatchSession;

/// The window: top bar, incident bar, and the views. It paints what the session knows four times a second, and only when
/// something came in or a second has passed. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(WatchSession &session);

    /// Ids of the views that this version has, in the order of their digits.
    static QStringList viewIds();
    /// False when there is no such view.
    bool showView(const QString &id);
    /// Brings everything on the screen to now.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct View;
    void addView(const View &view);
    void addShortcuts();
    void refreshTopBar();
    void refreshIncidentBar();
    void focusNextPanel(int direction);

    WatchSession &m_session;
    TopBar *m_topBar;
    IncidentBar *m_incidentBar;
    QStackedWidget *m_views;
    QHash<QString, std::function<void()>> m_refresh;
    QTimer m_frame;
    bool m_dirty = true;
};

} // namespace surgedeck
