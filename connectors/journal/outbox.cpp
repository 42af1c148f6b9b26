// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/outbox.h"

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;
using State = OutboxNotice::State;

constexpr Milliseconds patience{5'000};
constexpr int mostWaiting = 200;
constexpr int mostKept = 5'000;
constexpr qint64 version = 1;
constexpr std::chrono::minutes longestSending{2}; ///< whoever takes longer has died

const char *const schema = R"(
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    target TEXT NOT NULL,
    key TEXT NOT NULL,
    body BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_ms INTEGER NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (target, key)
) STRICT;
PRAGMA user_version=1;
)";

constexpr std::array states = {State::Waiting, State::Sending, State::Sent, State::Failed, State::Unclear};

State stateOf(const QByteArray &word)
{
    for (const State state : states)
        if (toWord(state).toLatin1() == word)
            return state;
    return State::Failed;
}

qint64 msOf(WallTime time)
{
    return time.time_since_epoch().count();
}

OutboxNotice noticeIn(const SqliteStatement &row)
{
    return {row.number(0),
            QString::fromUtf8(row.bytes(1)),
            QString::fromUtf8(row.bytes(2)),
            row.bytes(3),
            WallTime(Milliseconds(row.number(4))),
            stateOf(row.bytes(5)),
            static_cast<int>(row.number(6)),
            WallTime(Milliseconds(row.number(7))),
            QString::fromUtf8(row.bytes(8))};
}

} // namespace

QString toWord(State state)
{
    switch (state) {
    case State::Waiting:
        return u"waiting"_s;
    case State::Sending:
        return u"sending"_s;
    case State::Sent:
        return u"sent"_s;
    case State::Failed:
        return u"failed"_s;
    case State::Unclear:
        break;
    }
    return u"unclear"_s;
}

Result<std::unique_ptr<Outbox>> Outbox::open(const QString &directory)
{
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    SURGEDECK_TRY(place, takeJournalFile(directory + u"/outbox.sqlite"_s, patience));
    SURGEDECK_TRY(database, SqliteDatabase::open(place.file, SqliteDatabase::Access::ReadWrite));
    std::unique_ptr<Outbox> outbox(new Outbox(std::move(place), std::move(database)));
    SURGEDECK_CHECK(outbox->setUp());
    return outbox;
}

Status Outbox::setUp()
{
    // A notice that was taken must be known as taken after a power cut.
    SURGEDECK_CHECK(m_database->run("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL"));
    SURGEDECK_TRY(found, m_database->number("PRAGMA user_version"));
    if (found == 0)
        return m_database->run(schema);
    return found == version ? ok()
                            : Status(Error{Error::Kind::Config, u"%1 is of a later version"_s.arg(m_place.file)});
}

Status Outbox::add(const OutboxNotice &notice)
{
    SURGEDECK_TRY(waiting, m_database->number("SELECT count(*) FROM notice WHERE state = 'waiting'"));
    if (waiting >= mostWaiting)
        return Error{Error::Kind::Full, u"%1 notices wait already"_s.arg(waiting)};
    SURGEDECK_TRY(insert, m_database->prepare("INSERT INTO notice VALUES (NULL, ?, ?, ?, ?, 'waiting', 0, ?, '') "
                                              "ON CONFLICT (target, key) DO NOTHING"));
    insert.bindText(1, notice.target.toUtf8());
    insert.bindText(2, notice.key.toUtf8());
    insert.bindBlob(3, notice.body);
    insert.bindNumber(4, msOf(notice.at));
    insert.bindNumber(5, msOf(notice.at));
    SURGEDECK_TRY(row, insert.step());
    static_cast<void>(row);
    return ok();
}

Status Outbox::clearUp(WallTime now, const std::vector<QString> &repeatable)
{
    SURGEDECK_TRY(stuck,
                  select("WHERE state = 'sending' AND next_ms < " + QByteArray::number(msOf(now - longestSending))));
    for (OutboxNotice &notice : stuck) {
        const bool again = std::ranges::find(repeatable, notice.target) != repeatable.end();
        notice.state = again ? State::Waiting : State::Unclear;
        notice.reason = u"the program ended while it was sent"_s;
        notice.nextTry = now;
        SURGEDECK_CHECK(settle(notice));
    }
    const QByteArray oldest = QByteArray::number(msOf(now - longest));
    return m_database->run("UPDATE notice SET state = 'failed', reason = 'it could not be sent for a day' "
                           "WHERE state = 'waiting' AND at_ms < " +
                           oldest +
                           "; DELETE FROM notice WHERE state <> 'waiting' AND id <= (SELECT max(id) FROM notice) - " +
                           QByteArray::number(mostKept));
}

Result<std::optional<OutboxNotice>> Outbox::takeDue(WallTime now, const std::vector<QString> &repeatable)
{
    SURGEDECK_CHECK(clearUp(now, repeatable));
    // In order for each target: a resolution must not overtake what it resolves.
    SURGEDECK_TRY(due, select("WHERE state = 'waiting' AND next_ms <= " + QByteArray::number(msOf(now)) +
                              " AND NOT EXISTS (SELECT 1 FROM notice AS earlier WHERE earlier.target = notice.target "
                              "AND earlier.id < notice.id AND earlier.state IN ('waiting', 'sending')) "
                              "ORDER BY id LIMIT 1"));
    if (due.empty())
        return std::optional<OutboxNotice>();
    OutboxNotice &notice = due.front();
    notice.state = State::Sending;
    notice.nextTry = now; // since when it is being sent
    ++notice.attempts;
    SURGEDECK_CHECK(settle(notice));
    return std::optional(notice);
}

Status Outbox::settle(const OutboxNotice &notice)
{
    SURGEDECK_TRY(
        update, m_database->prepare("UPDATE notice SET state = ?, attempts = ?, next_ms = ?, reason = ? WHERE id = ?"));
    update.bindText(1, toWord(notice.state).toUtf8());
    update.bindNumber(2, notice.attempts);
    update.bindNumber(3, msOf(notice.nextTry));
    update.bindText(4, notice.reason.left(300).toUtf8());
    update.bindNumber(5, notice.id);
    SURGEDECK_TRY(row, update.step());
    static_cast<void>(row);
    return ok();
}

Result<std::vector<OutboxNotice>> Outbox::all(int limit)
{
    return select("ORDER BY id DESC LIMIT " + QByteArray::number(limit));
}

Result<std::vector<OutboxNotice>> Outbox::select(const QByteArray &rest)
{
    SURGEDECK_TRY(rows, m_database->prepare("SELECT id, target, key, body, at_ms, state, attempts, next_ms, reason "
                                            "FROM notice " +
                                            rest));
    std::vector<OutboxNotice> found;
    while (true) {
        SURGEDECK_TRY(row, rows.step());
        if (!row)
            return found;
        found.push_back(noticeIn(rows));
    }
}

} // namespace surgedeck
