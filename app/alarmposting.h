// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/alertmanager/alertposter.h"
#include "connectors/base/worker.h"

#include <QObject>

namespace surgedeck {

class WatchSession;

/// Tells the Alertmanagers that the workspace says so of (`post: true`) about the alarms that fire here: at once when
/// one begins or ends, and again every minute, since an alert that is not repeated is over for them. Alarms that come
/// from an Alertmanager are not sent back. Made by consoles that stay open, not by verbs that look. Thread of its
/// owner, which is that of the session; ends before it.
class AlarmPosting final : public QObject
{
    Q_OBJECT
public:
    explicit AlarmPosting(WatchSession &session);

private:
    void look();

    struct Target
    {
        QString source;
        std::shared_ptr<AlertPoster> poster; ///< used on the worker only
    };

    WatchSession &m_session;
    std::vector<Target> m_targets;
    std::vector<QString> m_told; ///< ids that fired when we last told of them
    std::map<QString, PostedAlert> m_alerts;
    std::optional<WallTime> m_lastPost;
    Worker m_worker; ///< last: it ends before anything that a task uses
};

} // namespace surgedeck
