// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/replay/replaysession.h"

namespace surgedeck {

/// Opens the journal of a workspace's own console behind the screen, so that the last hours can be looked at while
/// recording goes on. GUI thread.
class OwnRecording final : public QObject
{
    Q_OBJECT
public:
    /// `directory` of the journals.
    explicit OwnRecording(const QString &directory);
    ~OwnRecording() override;

    /// Opens it, or opens it again to reach what was recorded since; told by opened() or failed().
    void open(WallTime now);
    ReplaySession *replay() const { return m_replay.get(); }

Q_SIGNALS:
    void opening(); ///< the one before is given up after this
    void opened();
    void failed(const QString &why);

private:
    void take(OpenRecording recording, const ReplayMoment &first);

    QString m_directory;
    std::unique_ptr<ReplaySession> m_replay;
    bool m_busy = false;
    Worker m_worker;
};

} // namespace surgedeck
