// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitedatabase.h"

#include <vector>

namespace surgedeck {

/// A notice on its way to one target.
struct OutboxNotice
{
    enum class State
    {
        Waiting,
        Sending, ///< somebody is at it, or died at it
        Sent,
        Failed, ///< given up; the reason says why
        Unclear ///< it may have arrived: it is not sent again, since nothing is told twice
    };
    qint64 id = 0;
    QString target; ///< which of the workspace's notify entries
    QString key;    ///< unique for a target
    QByteArray body;
    WallTime at{}; ///< when it happened
    State state = State::Waiting;
    int attempts = 0;
    WallTime nextTry{};
    QString reason{};
};

QString toWord(OutboxNotice::State state);

/// What is still to be told, and what became of the rest: "outbox.sqlite" beside the journal, shared by all processes
/// of this user, which take turns for moments. Bounded: 200 that wait, 5,000 in all. Blocks; one thread. Errors: those
/// of SqliteDatabase and takeJournalFile().
class Outbox
{
public:
    static Result<std::unique_ptr<Outbox>> open(const QString &directory);

    /// Nothing when the target has that key already, whatever became of it. Error: Full, when too many wait.
    Status add(const OutboxNotice &notice);
    /// The oldest that is due, marked as being sent before it is handed out; nullopt: none is. `repeatable`: of targets
    /// that know a notice again by its key, so that one whose sender died is sent again.
    Result<std::optional<OutboxNotice>> takeDue(WallTime now, const std::vector<QString> &repeatable);
    /// What became of one that was taken.
    Status settle(const OutboxNotice &notice);
    /// The newest first.
    Result<std::vector<OutboxNotice>> all(int limit);

    static constexpr std::chrono::hours longest{24}; ///< what is older is no news

private:
    Outbox(JournalPlace place, std::unique_ptr<SqliteDatabase> database)
        : m_place(std::move(place))
        , m_database(std::move(database))
    {
    }
    Status setUp();
    Status clearUp(WallTime now, const std::vector<QString> &repeatable);
    Result<std::vector<OutboxNotice>> select(const QByteArray &rest);

    JournalPlace m_place;
    std::unique_ptr<SqliteDatabase> m_database;
};

} // namespace surgedeck
