// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/sqlitedatabase.h"
#include "models/domain/journalchain.h"
#include "models/domain/shiftstore.h"

#include <functional>
#include <memory>

namespace surgedeck {

/// The shifts of one workspace on this machine: "traffic.sqlite" beside its journal, WAL, synced at every write. The
/// history is one hash chain (models/domain/journalchain.h). The runner of a route is a row with a process id: it is
/// free when that process is gone (kill -9 included) or has not renewed for ShiftStore::lasts.
class SqliteShiftStore final : public ShiftStore
{
public:
    /// `directory` is journalDirectory(); made where it is missing. `person` is who runs shifts by this object.
    static Result<std::unique_ptr<SqliteShiftStore>> open(const QString &directory, const QString &person,
                                                          const Clock &clock);
    /// Lets go of every route that it has.
    ~SqliteShiftStore() override;

    Result<ShiftRunner> claim(const QString &route) override;
    Status renew(const QString &route) override;
    Result<int> nextEpoch(const QString &route) override;
    void release(const QString &route) override;
    Result<std::optional<ShiftRunner>> runner(const QString &route) override;
    Result<std::optional<QJsonObject>> load(const QString &route) override;
    Status save(const StoredShift &shift, const std::vector<ShiftLogEntry> &happened) override;
    Result<std::vector<ShiftLogEntry>> log(const QString &route, int limit) override;
    Result<qint64> ask(const ShiftRequest &request) override;
    Result<std::vector<ShiftRequest>> openRequests(const QString &route) override;
    Status answer(qint64 request, const QString &words) override;
    Result<std::optional<ShiftRequest>> request(qint64 id) override;

    /// Recomputes the chain of the history. Error: Protocol, naming the first line that is wrong or missing.
    Status verify();

private:
    struct Lease
    {
        ShiftRunner runner;
        QString birth; ///< of the process: its start time, since ids are used again
        qint64 untilMs = 0;
    };

    SqliteShiftStore(std::unique_ptr<SqliteDatabase> database, QString person, const Clock &clock);
    Status setUp();
    Result<std::optional<Lease>> lease(const QString &route);
    bool isGone(const Lease &lease) const;
    Status mine(const QString &route);
    Status writeLease(const QString &route, int epoch);
    Status append(const QString &route, const ShiftLogEntry &entry);
    Result<JournalHead> head();
    Result<std::vector<ShiftRequest>> requests(const QByteArray &condition, const QString &route, qint64 id);
    Status inTransaction(const std::function<Status()> &work);

    std::unique_ptr<SqliteDatabase> m_database;
    QString m_person;
    const Clock &m_clock;
    QString m_console; ///< the name of this object
    QString m_birth;
};

} // namespace surgedeck
