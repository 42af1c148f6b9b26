// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqliteshiftstore.h"

#include "connectors/journal/journalplace.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUuid>

#include <cerrno>
#include <functional>

#include <fcntl.h>
#include <signal.h>

namespace surgedeck {

namespace {

constexpr int applicationId = 0x73757274; // "surt"
constexpr int version = 1;
constexpr qint64 mostEntries = 20'000; // of the history, for one read

const char *const schema = R"(
CREATE TABLE IF NOT EXISTS shift(route TEXT PRIMARY KEY, body TEXT NOT NULL, changed_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS runner(route TEXT PRIMARY KEY, console TEXT NOT NULL, person TEXT NOT NULL, process INTEGER NOT NULL,
  birth TEXT NOT NULL, until_ms INTEGER NOT NULL, epoch INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS history(sequence INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, actor TEXT NOT NULL,
  route TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS history_of_route ON history(route, sequence);
CREATE TABLE IF NOT EXISTS request(id INTEGER PRIMARY KEY AUTOINCREMENT, route TEXT NOT NULL, kind TEXT NOT NULL,
  actor TEXT NOT NULL, argument TEXT NOT NULL, time_ms INTEGER NOT NULL, answered INTEGER NOT NULL, answer TEXT NOT NULL) STRICT;
)";

qint64 ms(WallTime time)
{
    return time.time_since_epoch().count();
}

/// When a process began, as the kernel counts it; empty: there is no such process, or it only waits to be reaped.
QString birthOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.read(4096);
    // "pid (name) state ..." where the name may hold anything; the start is field 22.
    const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (fields.value(0) == "Z" || fields.value(0) == "X")
        return {};
    return QString::fromLatin1(fields.value(19));
}

JournalEntry entryOf(const QString &route, qint64 sequence, const ShiftLogEntry &entry)
{
    JournalEntry chained;
    chained.sequence = sequence;
    chained.time = entry.time;
    chained.actor = entry.actor;
    chained.source = route;
    chained.type = QStringLiteral("traffic.") + entry.event;
    chained.body = QJsonDocument(QJsonObject{{QStringLiteral("detail"), entry.detail},
                                             {QStringLiteral("from"), entry.from},
                                             {QStringLiteral("to"), entry.to}})
                       .toJson(QJsonDocument::Compact);
    return chained;
}

ShiftLogEntry logEntryOf(const SqliteStatement &row)
{
    const QJsonObject body = QJsonDocument::fromJson(row.bytes(3)).object();
    return {WallTime(Milliseconds(row.number(0))),  QString::fromUtf8(row.bytes(1)),
            QString::fromUtf8(row.bytes(2)).mid(8), body[QStringLiteral("from")].toString(),
            body[QStringLiteral("to")].toString(),  body[QStringLiteral("detail")].toString()};
}

} // namespace

SqliteShiftStore::SqliteShiftStore(std::unique_ptr<SqliteDatabase> database, QString person, const Clock &clock)
    : m_database(std::move(database))
    , m_person(std::move(person))
    , m_clock(clock)
    , m_console(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_birth(birthOf(QCoreApplication::applicationPid()))
{
}

SqliteShiftStore::~SqliteShiftStore()
{
    auto statement = m_database->prepare("UPDATE runner SET until_ms = 0 WHERE console = ?1");
    if (!statement)
        return;
    statement->bindText(1, m_console.toUtf8());
    std::ignore = statement->step();
}

Result<std::unique_ptr<SqliteShiftStore>> SqliteShiftStore::open(const QString &directory, const QString &person,
                                                                 const Clock &clock)
{
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    const QString path = QFileInfo(directory).canonicalFilePath() + QStringLiteral("/traffic.sqlite");
    {
        // SQLite locks by fcntl(2), which any close() of the file in this process undoes: a file that is there is not
        // opened by us. Without its lock another process would take itself for the last one and remove our log.
        const Descriptor file(
            ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!file.valid() && errno != EEXIST)
            return Error{Error::Kind::Config, QStringLiteral("%1 cannot be written").arg(path)};
    }
    SURGEDECK_TRY(database, SqliteDatabase::open(path, SqliteDatabase::Access::ReadWrite));
    std::unique_ptr<SqliteShiftStore> store(new SqliteShiftStore(std::move(database), person, clock));
    if (const Status status = store->setUp(); !status)
        return status.error().in(path);
    return store;
}

Status SqliteShiftStore::setUp()
{
    SURGEDECK_CHECK(m_database->run("PRAGMA journal_mode=WAL"));
    SURGEDECK_CHECK(m_database->run("PRAGMA synchronous=FULL"));
    SURGEDECK_TRY(found, m_database->number("PRAGMA user_version"));
    if (found > version)
        return Error{Error::Kind::Config, QStringLiteral("it was written by a later version of surgedeck")};
    if (found == version)
        return ok();
    return inTransaction([this]() -> Status {
        SURGEDECK_CHECK(m_database->run(schema));
        SURGEDECK_CHECK(m_database->run("PRAGMA application_id=" + QByteArray::number(applicationId)));
        return m_database->run("PRAGMA user_version=" + QByteArray::number(version));
    });
}

Status SqliteShiftStore::inTransaction(const std::function<Status()> &work)
{
    SURGEDECK_CHECK(m_database->run("BEGIN IMMEDIATE"));
    Status done = work();
    if (done)
        done = m_database->run("COMMIT");
    if (!done)
        std::ignore = m_database->run("ROLLBACK");
    return done;
}

Result<std::optional<SqliteShiftStore::Lease>> SqliteShiftStore::lease(const QString &route)
{
    SURGEDECK_TRY(row, m_database->prepare(
                           "SELECT console, person, process, birth, until_ms, epoch FROM runner WHERE route = ?1"));
    row.bindText(1, route.toUtf8());
    SURGEDECK_TRY(isThere, row.step());
    if (!isThere)
        return std::optional<Lease>();
    Lease lease;
    lease.runner = {QString::fromUtf8(row.bytes(0)), QString::fromUtf8(row.bytes(1)), row.number(2),
                    static_cast<int>(row.number(5))};
    lease.birth = QString::fromUtf8(row.bytes(3));
    lease.untilMs = row.number(4);
    return std::optional(lease);
}

bool SqliteShiftStore::isGone(const Lease &lease) const
{
    return lease.untilMs <= ms(m_clock.now()) || birthOf(lease.runner.process) != lease.birth;
}

Status SqliteShiftStore::mine(const QString &route)
{
    SURGEDECK_TRY(found, lease(route));
    if (found && found->runner.console == m_console && found->untilMs > ms(m_clock.now()))
        return ok();
    return Error{Error::Kind::Refused, found ? QStringLiteral("%1 has this route now").arg(found->runner.person)
                                             : QStringLiteral("nobody has this route")};
}

Status SqliteShiftStore::writeLease(const QString &route, int epoch)
{
    SURGEDECK_TRY(write, m_database->prepare("INSERT OR REPLACE INTO runner VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    write.bindText(1, route.toUtf8());
    write.bindText(2, m_console.toUtf8());
    write.bindText(3, m_person.toUtf8());
    write.bindNumber(4, QCoreApplication::applicationPid());
    write.bindText(5, m_birth.toUtf8());
    write.bindNumber(6, ms(m_clock.now() + lasts));
    write.bindNumber(7, epoch);
    SURGEDECK_TRY(more, write.step());
    std::ignore = more;
    return ok();
}

Result<ShiftRunner> SqliteShiftStore::claim(const QString &route)
{
    ShiftRunner runner;
    const Status claimed = inTransaction([&]() -> Status {
        SURGEDECK_TRY(found, lease(route));
        if (found && found->runner.console != m_console && !isGone(*found))
            return Error{
                Error::Kind::Refused,
                QStringLiteral("%1 runs this route (process %2)").arg(found->runner.person).arg(found->runner.process)};
        runner = {m_console, m_person, QCoreApplication::applicationPid(), found ? found->runner.epoch : 0};
        return writeLease(route, runner.epoch);
    });
    if (!claimed)
        return claimed.error();
    return runner;
}

Status SqliteShiftStore::renew(const QString &route)
{
    return inTransaction([&]() -> Status {
        SURGEDECK_CHECK(mine(route));
        SURGEDECK_TRY(found, lease(route));
        return writeLease(route, found->runner.epoch);
    });
}

Result<int> SqliteShiftStore::nextEpoch(const QString &route)
{
    int epoch = 0;
    const Status done = inTransaction([&]() -> Status {
        SURGEDECK_CHECK(mine(route));
        SURGEDECK_TRY(found, lease(route));
        epoch = found->runner.epoch + 1;
        return writeLease(route, epoch);
    });
    if (!done)
        return done.error();
    return epoch;
}

void SqliteShiftStore::release(const QString &route)
{
    auto statement = m_database->prepare("UPDATE runner SET until_ms = 0 WHERE route = ?1 AND console = ?2");
    if (!statement)
        return; // it runs out by itself
    statement->bindText(1, route.toUtf8());
    statement->bindText(2, m_console.toUtf8());
    std::ignore = statement->step();
}

Result<std::optional<ShiftRunner>> SqliteShiftStore::runner(const QString &route)
{
    SURGEDECK_TRY(found, lease(route));
    if (!found || isGone(*found))
        return std::optional<ShiftRunner>();
    return std::optional(found->runner);
}

Result<std::optional<QJsonObject>> SqliteShiftStore::load(const QString &route)
{
    SURGEDECK_TRY(row, m_database->prepare("SELECT body FROM shift WHERE route = ?1"));
    row.bindText(1, route.toUtf8());
    SURGEDECK_TRY(isThere, row.step());
    if (!isThere)
        return std::optional<QJsonObject>();
    const QJsonDocument body = QJsonDocument::fromJson(row.bytes(0));
    if (!body.isObject())
        return Error{Error::Kind::Protocol, QStringLiteral("what is stored of route %1 is damaged").arg(route)};
    return std::optional(body.object());
}

Status SqliteShiftStore::save(const StoredShift &shift, const std::vector<ShiftLogEntry> &happened)
{
    return inTransaction([&]() -> Status {
        SURGEDECK_CHECK(mine(shift.route));
        SURGEDECK_TRY(write, m_database->prepare("INSERT OR REPLACE INTO shift VALUES(?1, ?2, ?3)"));
        write.bindText(1, shift.route.toUtf8());
        write.bindText(2, QJsonDocument(shift.body).toJson(QJsonDocument::Compact));
        write.bindNumber(3, ms(m_clock.now()));
        SURGEDECK_TRY(more, write.step());
        std::ignore = more;
        for (const ShiftLogEntry &entry : happened)
            SURGEDECK_CHECK(append(shift.route, entry));
        return ok();
    });
}

Result<JournalHead> SqliteShiftStore::head()
{
    SURGEDECK_TRY(row, m_database->prepare("SELECT sequence, hash FROM history ORDER BY sequence DESC LIMIT 1"));
    SURGEDECK_TRY(isThere, row.step());
    return isThere ? JournalHead{row.number(0), row.bytes(1)} : JournalHead{0, journalGenesis("surgedeck.traffic")};
}

Status SqliteShiftStore::append(const QString &route, const ShiftLogEntry &entry)
{
    SURGEDECK_TRY(before, head());
    const JournalEntry chained = entryOf(route, before.sequence + 1, entry);
    SURGEDECK_TRY(write, m_database->prepare("INSERT INTO history VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    write.bindNumber(1, chained.sequence);
    write.bindNumber(2, ms(chained.time));
    write.bindText(3, chained.actor.toUtf8());
    write.bindText(4, chained.source.toUtf8());
    write.bindText(5, chained.type.toUtf8());
    write.bindText(6, chained.body);
    write.bindBlob(7, journalHash(before.hash, chained));
    SURGEDECK_TRY(more, write.step());
    std::ignore = more;
    return ok();
}

Result<std::vector<ShiftLogEntry>> SqliteShiftStore::log(const QString &route, int limit)
{
    SURGEDECK_TRY(row,
                  m_database->prepare("SELECT time_ms, actor, type, body FROM (SELECT * FROM history WHERE route = ?1 "
                                      "ORDER BY sequence DESC LIMIT ?2) ORDER BY sequence"));
    row.bindText(1, route.toUtf8());
    row.bindNumber(2, std::min<qint64>(limit, mostEntries));
    std::vector<ShiftLogEntry> entries;
    while (true) {
        SURGEDECK_TRY(isThere, row.step());
        if (!isThere)
            return entries;
        entries.push_back(logEntryOf(row));
    }
}

Result<qint64> SqliteShiftStore::ask(const ShiftRequest &request)
{
    qint64 id = 0;
    const Status asked = inTransaction([&]() -> Status {
        SURGEDECK_TRY(
            write, m_database->prepare("INSERT INTO request(route, kind, actor, argument, time_ms, answered, answer) "
                                       "VALUES(?1, ?2, ?3, ?4, ?5, 0, '')"));
        write.bindText(1, request.route.toUtf8());
        write.bindText(2, request.kind.toUtf8());
        write.bindText(3, request.actor.toUtf8());
        write.bindText(4, request.argument.toUtf8());
        write.bindNumber(5, ms(m_clock.now()));
        SURGEDECK_TRY(more, write.step());
        std::ignore = more;
        SURGEDECK_TRY(number, m_database->number("SELECT last_insert_rowid()"));
        id = number;
        return ok();
    });
    if (!asked)
        return asked.error();
    return id;
}

Result<std::vector<ShiftRequest>> SqliteShiftStore::requests(const QByteArray &condition, const QString &route,
                                                             qint64 id)
{
    SURGEDECK_TRY(row, m_database->prepare(
                           "SELECT id, route, kind, actor, argument, time_ms, answered, answer FROM request WHERE " +
                           condition + " ORDER BY id LIMIT 100"));
    if (condition.contains("?1"))
        row.bindText(1, route.toUtf8());
    if (condition.contains("?2"))
        row.bindNumber(2, id);
    std::vector<ShiftRequest> all;
    while (true) {
        SURGEDECK_TRY(isThere, row.step());
        if (!isThere)
            return all;
        ShiftRequest request{row.number(0),
                             QString::fromUtf8(row.bytes(1)),
                             QString::fromUtf8(row.bytes(2)),
                             QString::fromUtf8(row.bytes(3)),
                             QString::fromUtf8(row.bytes(4)),
                             WallTime(Milliseconds(row.number(5))),
                             std::nullopt};
        if (row.number(6) != 0)
            request.answer = QString::fromUtf8(row.bytes(7));
        all.push_back(std::move(request));
    }
}

Result<std::vector<ShiftRequest>> SqliteShiftStore::openRequests(const QString &route)
{
    return requests("route = ?1 AND answered = 0", route, 0);
}

Status SqliteShiftStore::answer(qint64 request, const QString &words)
{
    SURGEDECK_TRY(write, m_database->prepare("UPDATE request SET answered = 1, answer = ?2 WHERE id = ?1"));
    write.bindNumber(1, request);
    write.bindText(2, words.toUtf8());
    SURGEDECK_TRY(more, write.step());
    std::ignore = more;
    return ok();
}

Result<std::optional<ShiftRequest>> SqliteShiftStore::request(qint64 id)
{
    SURGEDECK_TRY(found, requests("id = ?2", {}, id));
    return found.empty() ? std::optional<ShiftRequest>() : std::optional(found.front());
}

Status SqliteShiftStore::verify()
{
    SURGEDECK_TRY(row, m_database->prepare(
                           "SELECT sequence, time_ms, actor, route, type, body, hash FROM history ORDER BY sequence"));
    ChainCheck check(JournalHead{0, journalGenesis("surgedeck.traffic")});
    while (true) {
        SURGEDECK_TRY(isThere, row.step());
        if (!isThere)
            return ok();
        ChainedEntry line;
        line.entry.sequence = row.number(0);
        line.entry.time = WallTime(Milliseconds(row.number(1)));
        line.entry.actor = QString::fromUtf8(row.bytes(2));
        line.entry.source = QString::fromUtf8(row.bytes(3));
        line.entry.type = QString::fromUtf8(row.bytes(4));
        line.entry.body = row.bytes(5);
        line.previous = check.head().hash;
        line.hash = row.bytes(6);
        if (const QString fault = check.next(line); !fault.isEmpty())
            return Error{Error::Kind::Protocol, QStringLiteral("line %1: %2").arg(line.entry.sequence).arg(fault)};
    }
}

} // namespace surgedeck
