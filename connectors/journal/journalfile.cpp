// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalfile.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QUuid>

namespace surgedeck {

namespace journalformat {

const char *const schema = R"(
CREATE TABLE beginning (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    journal TEXT NOT NULL,
    dropped INTEGER NOT NULL,
    hash_before BLOB NOT NULL
) STRICT;
CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY,
    wall_ms INTEGER NOT NULL,
    monotonic_ns INTEGER NOT NULL,
    actor TEXT NOT NULL,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    body BLOB NOT NULL,
    base INTEGER,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
)";

const QString droppedType = QStringLiteral("journal.dropped");

} // namespace journalformat

namespace {

constexpr int mostSegmentsAtOnce = 16;

Status begin(SqliteDatabase &database)
{
    return database.run("BEGIN IMMEDIATE");
}

/// Ends a transaction one way or the other.
Status finish(SqliteDatabase &database, Status status)
{
    if (status)
        status = database.run("COMMIT");
    if (!status)
        static_cast<void>(database.run("ROLLBACK")); // SQLite may have done so by itself
    return status;
}

void setAside(JournalPlace &place)
{
    const QString &file = place.file;
    const QString name = QStringLiteral("%1.damaged-%2").arg(file, QUuid::createUuid().toString(QUuid::Id128).left(8));
    QFile::rename(file, name);
    for (const QString &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::rename(file + suffix, name + suffix);
    QFile made(file);
    if (made.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        made.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    place.identify();
}

} // namespace

Result<std::unique_ptr<JournalFile>> JournalFile::open(JournalPlace place, const JournalLimits &limits)
{
    std::unique_ptr<JournalFile> file(new JournalFile(std::move(place), limits));
    Status status = file->openDatabase();
    if (!status && status.error().kind == Error::Kind::Protocol) {
        const QString why = file->m_isOlder ? QStringLiteral("is of an earlier version and was set aside: %1")
                                            : QStringLiteral("was damaged and set aside: %1");
        file->m_trouble = QStringLiteral("the file ") + why.arg(status.error().message);
        file->m_insert.reset();
        file->m_database.reset();
        setAside(file->m_place);
        QFile::remove(file->m_place.head());
        status = file->openDatabase();
    }
    if (!status)
        return status.error();
    file->compareWithSavedHead();
    return file;
}

Status JournalFile::openDatabase()
{
    SURGEDECK_TRY(database, SqliteDatabase::open(m_place.file, SqliteDatabase::Access::ReadWrite));
    m_database = std::move(database);
    SURGEDECK_CHECK(
        m_database->run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864"));
    SURGEDECK_CHECK(setUp());
    SURGEDECK_CHECK(readHead());
    SURGEDECK_TRY(insertion, m_database->prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    m_insert = std::make_unique<SqliteStatement>(std::move(insertion));
    return ok();
}

Status JournalFile::setUp()
{
    SURGEDECK_TRY(application, m_database->number("PRAGMA application_id"));
    SURGEDECK_TRY(version, m_database->number("PRAGMA user_version"));
    SURGEDECK_TRY(tables, m_database->number("SELECT count(*) FROM sqlite_schema"));
    m_isOlder =
        tables > 0 && application == journalformat::applicationId && version > 0 && version < journalformat::version;
    if (m_isOlder)
        return Error{Error::Kind::Protocol, QStringLiteral("format %1").arg(version)};
    if (tables > 0 && (application != journalformat::applicationId || version != journalformat::version))
        return Error{Error::Kind::Config,
                     QStringLiteral("%1 is not a journal of this version (format %2)").arg(m_place.file).arg(version)};
    if (tables > 0)
        return ok();
    SURGEDECK_CHECK(begin(*m_database));
    const QByteArray id = QUuid::createUuid().toString(QUuid::Id128).toLatin1();
    const QByteArray sql = QByteArray(journalformat::schema) + "INSERT INTO beginning VALUES (1, '" + id + "', 0, x'" +
                           journalGenesis(id).toHex() +
                           "'); PRAGMA application_id=" + QByteArray::number(journalformat::applicationId) +
                           "; PRAGMA user_version=" + QByteArray::number(journalformat::version);
    return finish(*m_database, m_database->run(sql));
}

Status JournalFile::readHead()
{
    SURGEDECK_TRY(beginning, m_database->prepare("SELECT journal, dropped, hash_before FROM beginning"));
    SURGEDECK_TRY(found, beginning.step());
    if (!found)
        return Error{Error::Kind::Protocol, QStringLiteral("the journal has no beginning")};
    m_id = beginning.bytes(0);
    m_beginning = {beginning.number(1), beginning.bytes(2)};
    m_head = m_beginning;
    SURGEDECK_TRY(last, m_database->prepare("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1"));
    SURGEDECK_TRY(any, last.step());
    if (any)
        m_head = {last.number(0), last.bytes(1)};
    return ok();
}

void JournalFile::compareWithSavedHead()
{
    QFile file(m_place.head());
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject saved = QJsonDocument::fromJson(file.read(4096)).object();
    const qint64 sequence = saved[QLatin1String("sequence")].toInteger();
    if (saved[QLatin1String("journal")].toString() == QString::fromLatin1(m_id) && sequence > m_head.sequence)
        m_trouble =
            QStringLiteral("entries %1 to %2 were written and are missing").arg(m_head.sequence + 1).arg(sequence);
}

void JournalFile::saveHead() const
{
    QSaveFile file(m_place.head());
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("journal"), QString::fromLatin1(m_id)},
                                         {QStringLiteral("sequence"), m_head.sequence},
                                         {QStringLiteral("hash"), QString::fromLatin1(m_head.hash.toHex())}})
                   .toJson(QJsonDocument::Compact));
    file.commit();
}

Status JournalFile::setDurability(Durability durability)
{
    if (m_durability == durability)
        return ok();
    m_durability.reset();
    SURGEDECK_CHECK(
        m_database->run(durability == Durability::Synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"));
    m_durability = durability;
    return ok();
}

Status JournalFile::append(const std::vector<JournalEntry> &entries, Durability durability)
{
    SURGEDECK_CHECK(setDurability(durability));
    SURGEDECK_CHECK(begin(*m_database));
    JournalHead head = m_head;
    Status status = ok();
    for (const JournalEntry &entry : entries) {
        if (status = insert(entry, head); !status)
            break;
    }
    status = finish(*m_database, std::move(status));
    if (status)
        m_head = head;
    else
        m_packer.forget();
    return status;
}

Status JournalFile::complete()
{
    m_insert.reset();
    SURGEDECK_CHECK(setDurability(Durability::Synced));
    SURGEDECK_CHECK(m_database->run("PRAGMA wal_checkpoint(TRUNCATE)"));
    SURGEDECK_CHECK(m_database->run("PRAGMA journal_mode=DELETE"));
    m_database.reset();
    QFile::remove(m_place.head());
    return ok();
}

Status JournalFile::insert(const JournalEntry &given, JournalHead &head)
{
    JournalEntry entry = given;
    entry.sequence = head.sequence + 1;
    const JournalHash hash = journalHash(head.hash, entry);
    m_insert->bindNumber(1, entry.sequence);
    m_insert->bindNumber(2, entry.time.time_since_epoch().count());
    m_insert->bindNumber(3, entry.monotonic.time_since_epoch().count());
    m_insert->bindText(4, entry.actor.toUtf8());
    m_insert->bindText(5, entry.source.toUtf8());
    m_insert->bindText(6, entry.type.toUtf8());
    const PackedBody packed = m_packer.pack(entry);
    m_insert->bindBlob(7, packed.bytes);
    m_insert->bindOptional(8, packed.base);
    m_insert->bindBlob(9, head.hash);
    m_insert->bindBlob(10, hash);
    SURGEDECK_TRY(row, m_insert->step());
    static_cast<void>(row);
    head = {entry.sequence, hash};
    return ok();
}

Result<qint64> JournalFile::bytesUsed()
{
    SURGEDECK_TRY(
        pages, m_database->number("SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"));
    SURGEDECK_TRY(pageSize, m_database->number("PRAGMA page_size"));
    return pages * pageSize;
}

Result<QString> JournalFile::prune(WallTime now)
{
    const qint64 oldestWall =
        std::chrono::duration_cast<Milliseconds>((now - m_limits.longest).time_since_epoch()).count();
    QString reason;
    for (int i = 0; i < mostSegmentsAtOnce; ++i) {
        const qint64 last = m_beginning.sequence + m_limits.segment;
        if (last + m_limits.segment > m_head.sequence)
            break;
        SURGEDECK_TRY(used, bytesUsed());
        SURGEDECK_TRY(wall,
                      m_database->number("SELECT wall_ms FROM entry WHERE sequence = " + QByteArray::number(last)));
        // A clock that is wrong by days must not empty the journal: of what is merely old, one segment at a time.
        const bool tooMuch = used > m_limits.mostBytes;
        if (!tooMuch && (wall >= oldestWall || i > 0))
            break;
        reason = tooMuch ? QStringLiteral("size") : QStringLiteral("age");
        SURGEDECK_CHECK(dropThrough(last, reason, now));
    }
    return reason;
}

Status JournalFile::dropThrough(qint64 sequence, const QString &reason, WallTime now)
{
    SURGEDECK_TRY(select,
                  m_database->prepare("SELECT hash FROM entry WHERE sequence = " + QByteArray::number(sequence)));
    SURGEDECK_TRY(found, select.step());
    const JournalHead beginning{sequence, found ? select.bytes(0) : JournalHash()};
    select.reset();
    const JournalEvent event{{},
                             {},
                             journalformat::droppedType,
                             {{QStringLiteral("through"), sequence},
                              {QStringLiteral("hash"), QString::fromLatin1(beginning.hash.toHex())},
                              {QStringLiteral("reason"), reason}}};
    SURGEDECK_CHECK(setDurability(Durability::Synced));
    SURGEDECK_CHECK(begin(*m_database));
    JournalHead head = m_head;
    const QByteArray number = QByteArray::number(sequence);
    Status status =
        m_database->run("DELETE FROM entry WHERE sequence <= " + number + "; UPDATE beginning SET dropped = " + number +
                        ", hash_before = x'" + beginning.hash.toHex() + "'");
    if (status)
        status = insert(entryOf(event, now, {}), head);
    status = finish(*m_database, std::move(status));
    if (status) {
        m_beginning = beginning;
        m_head = head;
    } else {
        m_packer.forget();
    }
    return status;
}

} // namespace surgedeck
