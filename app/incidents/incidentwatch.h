// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/incidentclosing.h"
#include "connectors/base/worker.h"

#include <QObject>
#include <QTimer>

namespace surgedeck {

/// The incidents of a workspace for its window: read whenever their file is another, written without the GUI thread
/// waiting for the disk. GUI thread.
class IncidentWatch final : public QObject
{
    Q_OBJECT
public:
    explicit IncidentWatch(const QString &workspaceName);
    ~IncidentWatch() override;

    const IncidentBook &book() const { return m_book; }
    const Incident *current() const { return m_book.current(); }

    void declare(const QString &by, const Declaration &declaration);
    /// To the incident of that id; empty: the one that is open.
    void add(const QString &id, IncidentStore::Make make);
    /// Seals its file and closes it: closeEnded() says how that went. Takes as long as the copy of the record.
    void close(std::shared_ptr<const Workspace> workspace, const ClosingOrder &order);

Q_SIGNALS:
    void changed();
    /// What became of a wish of ours, in words for the person.
    void told(const QString &sentence);
    void closeEnded(const Result<ClosedIncident> &outcome);

private:
    void look();
    void take(const Result<IncidentBook> &book);

    std::shared_ptr<const IncidentStore> m_store;
    IncidentBook m_book;
    std::pair<qint64, qint64> m_seen; ///< size and time of the file and what is beside it
    QTimer m_timer;
    Worker m_worker;
};

} // namespace surgedeck
