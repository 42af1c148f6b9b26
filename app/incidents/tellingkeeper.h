// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/telling.h"
#include "app/ownalarm.h"
#include "connectors/base/worker.h"

#include <QObject>
#include <QTimer>

namespace surgedeck {

class IncidentWatch;
class WatchSession;

/// Tells the outside about incidents for as long as a console is open: at once when something was written, and every
/// few seconds while something waits. What can not be told is an alarm of the session. Where the workspace says so, the
/// desktop is told, too. GUI thread; ends before the session and the incidents do.
class TellingKeeper final : public QObject
{
    Q_OBJECT
public:
    TellingKeeper(WatchSession &session, IncidentWatch &incidents);
    ~TellingKeeper() override;

private:
    void tell();
    void take(const Result<TellReport> &report);
    void tellDesktop();

    WatchSession &m_session;
    IncidentWatch &m_incidents;
    std::shared_ptr<Telling> m_telling; ///< used on the worker only
    OwnAlarm m_alarm{QStringLiteral("notify")};
    bool m_desktop = false;
    std::map<QString, QString> m_shown; ///< on the desktop: state of each incident
    bool m_busy = false;
    QTimer m_timer;
    Worker m_worker; ///< last: it ends before what its tasks use
};

/// Shows a notification of the desktop (org.freedesktop.Notifications); nothing where there is no desktop. Does not
/// wait.
void notifyDesktop(const QString &title, const QString &text);

} // namespace surgedeck
