// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/worker.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace surgedeck {

class SampleBlocks;
class WatchSession;

/// The folder of a workspace's samples, beside its journal.
QString sampleDirectory(const QString &workspaceName);

/// Keeps what a session scrapes on disk, once a minute and at its end, so that the next session does not begin with an
/// empty hour. Nothing where nothing is scraped. Thread of its owner, which is that of the session; ends before it
/// does.
class SampleKeeping final : public QObject
{
    Q_OBJECT
public:
    explicit SampleKeeping(WatchSession &session);
    ~SampleKeeping() override;

Q_SIGNALS:
    /// Samples can not be kept any more (told once).
    void failed(const QString &why);

private:
    void keepNow();
    void tell(const Status &kept);

    WatchSession &m_session;
    std::shared_ptr<SampleBlocks> m_blocks; ///< used on the worker, and once more when it has ended
    WallTime m_began;
    bool m_told = false;
    QTimer m_minute;
    std::optional<Worker> m_worker; ///< last: it ends before anything that a task uses
};

} // namespace surgedeck
