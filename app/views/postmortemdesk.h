// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/incidentwatch.h"
#include "app/replay/replaysession.h"

#include <QObject>

namespace surgedeck {

class PostMortemPage;
class ReplayView;

/// Brings the post-mortem of the incident that a replay shows to its page, and what is written there to where it is
/// kept: the workspace's incidents, or, of a recording that is closed, its review. GUI thread; ends with the view.
class PostMortemDesk final : public QObject
{
    Q_OBJECT
public:
    /// `incidents`: of the workspace; nullptr: the window shows a file.
    PostMortemDesk(ReplayView &view, IncidentWatch *incidents);

private:
    void open();
    void ask();
    void askForReview();
    void keep(const JournalEvent &event);
    void write(const QString &file);

    ReplayView &m_view;
    IncidentWatch *m_incidents;
    ReplaySession *m_asked = nullptr; ///< that the drafts come from
    Worker m_worker;
};

} // namespace surgedeck
