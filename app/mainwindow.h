// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandregistry.h"
#include "app/settings.h"
#include "app/views/views.h"
#include "models/domain/authority.h"
#include "models/workspace/secrets.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;
class QVBoxLayout;

namespace surgedeck {

class CommandRoad;
class IncidentBar;
class IncidentWatch;
class Panel;
class ReplaySession;
class TopBar;
class RunbookDesk;
class Unlocking;
class WatchSession;
class WindowSheet;

/// Something on a screen: a row of a panel of a view. What is left empty is not looked for.
struct Place
{
    QString view;
    QString panel; ///< object name
    QString row;   ///< id of the row in the panel's table
};

struct WindowOptions
{
    Settings *settings = nullptr; ///< without: the usual ones, which are not kept
    Credentials credentials = Credentials::Read;
    RunbookDesk *runbooks = nullptr; ///< outlives the window; without: runbooks are ranked and can not be begun
    Role role = Role::Viewer;
    CommandRoad *road = nullptr; ///< outlives the window; without: it changes nothing
    /// This workspace was never opened here before: the window begins with its connections.
    bool settingUp = false;
    ReplaySession *replay = nullptr;    ///< the window shows this recording, and `session` is its
    Unlocking *unlocking = nullptr;     ///< what unlocks `road`; without: it stays as it is
    IncidentWatch *incidents = nullptr; ///< without: incidents are neither shown nor declared
};

/// The window: top bar, incident bar, and the views. It paints what the session knows four times a second, and only when
/// something came in or a second has passed. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(WatchSession &session, const WindowOptions &options = {});
    ~MainWindow() override;

    /// Ids of the views that this version has, in the order of their digits.
    static QStringList viewIds();
    /// False when there is no such view.
    bool showView(const QString &id);
    QString currentView() const;
    /// Shows a place and gives it the keyboard. False when there is no such place now.
    bool reveal(const Place &place);
    /// Brings everything on the screen to now.
    void refresh();
    /// One step back: what is open above, what is open in the view, the selection, the view. Esc.
    void goBack();
    void focusNextPanel(int direction);
    /// "M. Okafor · viewer".
    void setPerson(const QString &person);

    bool isSettingUp() const { return m_settingUp; }
    /// The person went on, or every connection is ready.
    void noteSetUpDone();
    Credentials credentials() const { return m_credentials; }
    CommandRoad *road() { return m_road; }

    CommandRegistry &commands() { return m_commands; }
    Settings &settings() { return m_settings; }
    WatchSession &session() { return m_session; }
    RunbookDesk &runbooks() { return *m_runbooks; }
    ReplaySession *replay() { return m_replay; }
    IncidentWatch *incidents() { return m_incidents; }
    Unlocking *unlocking() { return m_unlocking; }
    TopBar &topBar() { return *m_topBar; }
    WindowSheet &sheet() { return *m_sheet; }
    /// Where a sheet may stand: the middle column below the tiles, so that everything that matters stays visible.
    QRect sheetRoom() const;
    /// The right column, below the bars: the place of a sheet in which something is done to the platform.
    QRect rightRoom() const;

Q_SIGNALS:
    void setUpDone();

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Entry
    {
        const ViewType *type;
        View view; ///< no widget: not built yet
    };

    QLayout *arrange();
    View &built(Entry &entry);
    void buildTheRest();
    void addPanelCommands(const Entry &entry);
    Entry *entryOf(const QString &id);
    void refreshTopBar();
    void refreshIncidentBar();
    void showKeysOfTabs();

    Settings m_ownSettings;
    Settings &m_settings;
    WatchSession &m_session;
    Credentials m_credentials;
    std::unique_ptr<RunbookDesk> m_ownRunbooks;
    RunbookDesk *m_runbooks;
    CommandRoad *m_road;
    bool m_settingUp;
    ReplaySession *m_replay;
    IncidentWatch *m_incidents;
    Unlocking *m_unlocking;
    CommandRegistry m_commands;
    TopBar *m_topBar;
    IncidentBar *m_incidentBar;
    QStackedWidget *m_stack;
    WindowSheet *m_sheet;
    std::vector<Entry> m_entries;
    QString m_current;
    QTimer m_frame;
    bool m_dirty = true;
    bool m_painted = false;
};

} // namespace surgedeck
