// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingwriter.h"

#include "connectors/journal/checkpoint.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>

namespace surgedeck {

namespace {

constexpr Milliseconds noPatience{0};

Status syncDirectory(const QString &path)
{
    const Descriptor directory(
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const bool done = directory.valid() && ::fsync(directory.get()) == 0;
    return done ? ok()
                : Status(Error{Error::Kind::Config, QStringLiteral("%1: the directory can not be written").arg(path)});
}

} // namespace

RecordingWriter::RecordingWriter(const QString &path, std::shared_ptr<const SigningKey> signer)
    : m_path(path)
    , m_part(path + QStringLiteral(".part"))
    , m_signer(std::move(signer))
{
}

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const QString &path,
                                                                 std::shared_ptr<const SigningKey> signer)
{
    std::unique_ptr<RecordingWriter> writer(new RecordingWriter(path, std::move(signer)));
    QFile::remove(writer->m_part); // of a process that was ended in between
    SURGEDECK_TRY(place, takeJournalFile(writer->m_part, noPatience));
    SURGEDECK_TRY(file, JournalFile::open(std::move(place), JournalLimits()));
    writer->m_file = std::move(file);
    return writer;
}

RecordingWriter::~RecordingWriter()
{
    m_file.reset();
    for (const char *suffix : {"", "-wal", "-shm", ".lock", ".head"})
        QFile::remove(m_part + QLatin1String(suffix));
}

Status RecordingWriter::add(const JournalEntry &entry)
{
    m_gathered.push_back(entry);
    m_newest = std::max(m_newest, entry.time);
    return qint64(m_gathered.size()) < checkpointEvery ? ok() : flush();
}

Status RecordingWriter::flush()
{
    SURGEDECK_CHECK(m_file->append(m_gathered, JournalFile::Durability::Soon));
    m_gathered.clear();
    return addCheckpoint();
}

Status RecordingWriter::addCheckpoint()
{
    return m_file->append({entryOf(checkpointEvent(m_file->head(), *m_signer), m_newest, {})},
                          JournalFile::Durability::Soon);
}

Result<Seal> RecordingWriter::finish()
{
    SURGEDECK_CHECK(flush());
    SURGEDECK_CHECK(
        m_file->append({entryOf(JournalEvent{{}, {}, sealedType, {}}, m_newest, {})}, JournalFile::Durability::Synced));
    const JournalHead head = m_file->head();
    SURGEDECK_CHECK(m_file->complete());
    SURGEDECK_TRY(seal, sealFile(m_part, head, *m_signer));
    if (std::rename(QFile::encodeName(m_part).constData(), QFile::encodeName(m_path).constData()) != 0)
        return Error{Error::Kind::Config,
                     QStringLiteral("%1: %2").arg(m_path, QString::fromLocal8Bit(std::strerror(errno)))};
    SURGEDECK_CHECK(syncDirectory(m_path));
    return seal;
}

} // namespace surgedeck
