// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalrecorder.h"

#include "connectors/journal/checkpoint.h"
#include "connectors/journal/seal.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace surgedeck {

namespace {

using Durability = JournalFile::Durability;
using State = JournalHealth::State;

constexpr std::chrono::seconds retryAfter{30};
constexpr std::chrono::seconds lookEvery{5};
constexpr qint64 pruneEvery = 500; // entries

struct Space
{
    qint64 free = 0;
    qint64 total = 0;
};

Space spaceIn(const QString &directory)
{
    struct statvfs info
    {
    };
    if (::statvfs(QFile::encodeName(directory).constData(), &info) != 0)
        return {};
    const auto block = static_cast<qint64>(info.f_frsize);
    return {static_cast<qint64>(info.f_bavail) * block, static_cast<qint64>(info.f_blocks) * block};
}

/// 256 MiB of a large disk would be all of a small one.
qint64 leastFree(const Space &space, const JournalLimits &limits)
{
    return std::min(limits.leastFreeBytes, space.total / 100 * limits.leastFreePercent);
}

bool isDiskTrouble(const Error &error)
{
    return error.kind == Error::Kind::Full || error.kind == Error::Kind::Unreachable;
}

} // namespace

JournalRecorder::~JournalRecorder()
{
    if (!m_file)
        return;
    static_cast<void>(note({{}, {}, QStringLiteral("journal.closed"), {}}));
    m_file->saveHead();
}

void JournalRecorder::take(const std::vector<Record> &records)
{
    if (records.empty())
        return;
    if (!ready() || !mayObserve())
        return countLost(qint64(records.size()));
    std::vector<JournalEntry> entries;
    entries.reserve(records.size());
    for (const Record &record : records)
        entries.push_back(entryOf(record));
    const bool sync = m_clock.monotonic() - m_syncedAt >= m_parts.limits.syncEvery;
    if (!append(entries, sync ? Durability::Synced : Durability::Soon))
        return countLost(qint64(records.size()));
    signWhenDue();
    keepHouse();
}

void JournalRecorder::signWhenDue()
{
    if (!m_parts.signer || !m_file)
        return;
    const MonoTime now = m_clock.monotonic();
    if (m_file->head().sequence - m_signedAt < checkpointEvery && now - m_signedTime < checkpointAfter)
        return;
    const JournalEntry checkpoint = entryOf(checkpointEvent(m_file->head(), *m_parts.signer), m_clock.now(), now);
    static_cast<void>(append({checkpoint}, Durability::Soon)); // what it signs is kept either way
    m_signedAt = m_file ? m_file->head().sequence : 0;
    m_signedTime = now;
}

Status JournalRecorder::note(const JournalEvent &event)
{
    if (!ready())
        return Error{Error::Kind::Refused, m_health.reason};
    const std::vector<JournalEntry> entries = {entryOf(event, m_clock.now(), m_clock.monotonic())};
    const Status status = append(entries, Durability::Synced);
    // The reserve may just have been given up: what it held is for this.
    return status || !m_file ? status : append(entries, Durability::Synced);
}

bool JournalRecorder::ready()
{
    const MonoTime now = m_clock.monotonic();
    if (!m_file && (!m_triedAt || now - *m_triedAt >= retryAfter)) {
        m_triedAt = now;
        open();
    }
    return m_file != nullptr;
}

Result<std::unique_ptr<JournalFile>> JournalRecorder::openFile()
{
    constexpr Milliseconds patience{0};
    auto place = m_parts.file.isEmpty() ? takeJournalPlace(m_parts.directory) : takeJournalFile(m_parts.file, patience);
    if (!place)
        return place.error();
    // A recorder that goes on in its own file: the chain continues behind what was sealed.
    if (!m_parts.file.isEmpty())
        SURGEDECK_CHECK(removeSeal(place->file));
    return JournalFile::open(std::move(*place), m_parts.limits);
}

Status JournalRecorder::finish()
{
    if (!m_file)
        return Error{Error::Kind::Refused, m_health.reason};
    SURGEDECK_CHECK(note({{}, {}, QStringLiteral("journal.closed"), {}}));
    if (m_parts.signer) {
        SURGEDECK_CHECK(note(checkpointEvent(m_file->head(), *m_parts.signer)));
        SURGEDECK_CHECK(note({{}, {}, sealedType, {}}));
    }
    const auto file = std::move(m_file);
    SURGEDECK_CHECK(file->complete());
    QFile::remove(file->place().ballast());
    if (m_parts.signer)
        SURGEDECK_CHECK(sealFile(file->place().file, file->head(), *m_parts.signer));
    return ok();
}

void JournalRecorder::open()
{
    auto file = openFile();
    if (!file)
        return stop(file.error());
    m_file = std::move(*file);
    m_prunedAt = m_file->head().sequence;
    m_health.file = m_file->place().file;
    m_health.state = State::Writing;
    m_health.reason = m_file->trouble();
    if (!makeBallast())
        giveUpObservations(QStringLiteral("no space for the journal's reserve"));
    QJsonObject opened = m_parts.opened;
    if (!m_file->trouble().isEmpty())
        opened.insert(QStringLiteral("trouble"), m_file->trouble());
    static_cast<void>(note({{}, {}, QStringLiteral("journal.opened"), opened}));
}

bool JournalRecorder::mayObserve()
{
    const MonoTime now = m_clock.monotonic();
    if (!m_lookedAt || now - *m_lookedAt >= lookEvery) {
        m_lookedAt = now;
        if (m_file->place().isInPlace())
            checkSpace();
        else
            stop({Error::Kind::Config, QStringLiteral("%1 was moved or removed").arg(m_health.file)});
    }
    return m_health.state == State::Writing;
}

void JournalRecorder::checkSpace()
{
    const Space space = spaceIn(m_parts.directory);
    const qint64 least = leastFree(space, m_parts.limits);
    if (m_health.state == State::Writing && space.free < least)
        giveUpObservations(
            QStringLiteral("only %1 MiB are free on the journal's disk").arg(space.free / (1024 * 1024)));
    else if (m_health.state == State::EventsOnly && space.free > 2 * least + m_parts.limits.ballastBytes)
        resumeObservations();
}

void JournalRecorder::giveUpObservations(const QString &reason)
{
    m_health.state = State::EventsOnly;
    m_health.reason = reason;
}

void JournalRecorder::resumeObservations()
{
    if (!makeBallast())
        return;
    m_health.state = State::Writing;
    m_health.reason.clear();
}

bool JournalRecorder::makeBallast()
{
    if (m_parts.limits.ballastBytes == 0)
        return true;
    const QByteArray path = QFile::encodeName(m_file->place().ballast());
    const Descriptor ballast(::open(path.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    const bool made = ballast.valid() && ::posix_fallocate(ballast.get(), 0, m_parts.limits.ballastBytes) == 0;
    if (!made)
        ::unlink(path.constData());
    return made;
}

Status JournalRecorder::append(const std::vector<JournalEntry> &entries, Durability durability)
{
    noteGap();
    Status status = m_file->append(entries, durability);
    if (status && durability == Durability::Synced) {
        m_syncedAt = m_clock.monotonic();
        m_file->saveHead();
    }
    if (!status)
        react(status.error());
    return status;
}

void JournalRecorder::react(const Error &error)
{
    if (isDiskTrouble(error)) {
        QFile::remove(m_file->place().ballast());
        giveUpObservations(QStringLiteral("the journal's disk does not take more: %1").arg(error.message));
    } else if (error.kind != Error::Kind::Timeout) {
        // Moved away, made read-only, damaged: opening it anew finds out what is left.
        stop(error.in(m_health.file));
    }
}

void JournalRecorder::stop(const Error &error)
{
    m_file.reset();
    m_triedAt = m_clock.monotonic();
    m_health.state = State::Stopped;
    m_health.reason = error.message;
}

/// Writes how many records are missing here, before anything that comes after them.
void JournalRecorder::noteGap()
{
    const qint64 missing = m_health.lost - m_lostTold;
    if (missing == 0)
        return;
    const JournalEvent gap{{}, {}, QStringLiteral("journal.gap"), {{QStringLiteral("records"), missing}}};
    if (m_file->append({entryOf(gap, m_clock.now(), m_clock.monotonic())}, Durability::Soon))
        m_lostTold = m_health.lost;
}

void JournalRecorder::keepHouse()
{
    if (m_file->head().sequence - m_prunedAt < pruneEvery)
        return;
    m_prunedAt = m_file->head().sequence;
    static_cast<void>(m_file->prune(m_clock.now()));
}

} // namespace surgedeck
