// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/worker.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <memory>

namespace surgedeck {

class WatchSession;

/// Keeps what outlives a session beside its journal, on a worker: error budgets (SloFile), what is usual for a digest
/// (DigestFile) and what people did with alarms (AlarmCareFile), which the command line and other windows write too. Thread of its owner, which is that of
/// the session; ends before the session does.
class Keeping final : public QObject
{
    Q_OBJECT
public:
    enum class Access
    {
        Read,        ///< a verb that looks
        ReadAndWrite ///< a window or a recorder, which stays
    };

    Keeping(WatchSession &session, Access access);

Q_SIGNALS:
    /// Something that was done with an alarm here could not be written: nobody else knows of it.
    void failed(const QString &why);

private:
    void readBudgets();
    void readCareWhenNew();
    void writeBudgets();
    void writeCare(const QJsonObject &event);
    void readDigests();
    void writeDigests();

    struct Files;
    WatchSession &m_session;
    std::shared_ptr<Files> m_files; ///< used on the worker only
    QTimer m_look;
    QTimer m_digests;
    QTimer m_budgets;
    Worker m_worker; ///< last: it ends before anything that a task uses
};

} // namespace surgedeck
