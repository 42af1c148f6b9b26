// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingfile.h"

#include "connectors/base/descriptor.h"
#include "connectors/journal/journalfile.h"
#include "connectors/journal/seal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 mostBytes = qint64{4} * 1024 * 1024 * 1024;
constexpr std::size_t chunk = 1024 * 1024;
const QByteArray sqliteMagic("SQLite format 3\0", 16);

Error cannot(const QString &path, const QString &why)
{
    return {Error::Kind::Config, u"%1: %2"_s.arg(path, why)};
}

Error refused(const QString &path, const QString &why)
{
    return {Error::Kind::Protocol, u"%1: %2"_s.arg(path, why)};
}

QString systemWords()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// Opens what may be anything: a pipe, a device, a link, a file of another program.
Result<Descriptor> openStranger(const QString &path)
{
    Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    struct stat info
    {
    };
    if (!file.valid() || ::fstat(file.get(), &info) != 0)
        return cannot(path, systemWords());
    if (!S_ISREG(info.st_mode))
        return refused(path, u"is no file"_s);
    if (info.st_size > mostBytes)
        return refused(path, u"is larger than 4 GiB"_s);
    QByteArray head(sqliteMagic.size(), '\0');
    if (::pread(file.get(), head.data(), static_cast<std::size_t>(head.size()), 0) != head.size() ||
        head != sqliteMagic)
        return refused(path, u"is no recording"_s);
    return file;
}

Result<QString> privateCopy(const Descriptor &from, const QString &path)
{
    QTemporaryFile to(QDir::tempPath() + u"/surgedeck-XXXXXX"_s);
    if (!to.open())
        return cannot(to.fileName(), to.errorString());
    QByteArray buffer(chunk, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        const ssize_t count = ::pread(from.get(), buffer.data(), chunk, done);
        if (count < 0)
            return cannot(path, systemWords());
        if (count == 0)
            break;
        done += count;
        if (done > mostBytes || to.write(buffer.constData(), count) != count)
            return cannot(to.fileName(), to.errorString());
    }
    if (!to.flush())
        return cannot(to.fileName(), to.errorString());
    to.setAutoRemove(false);
    return to.fileName();
}

bool isOurs(const QString &path)
{
    struct stat info
    {
    };
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 && info.st_uid == ::geteuid();
}

} // namespace

Result<std::unique_ptr<RecordingFile>> RecordingFile::open(const QString &path)
{
    std::unique_ptr<RecordingFile> file(new RecordingFile(path));
    const bool beingWritten = QFileInfo::exists(path + u"-wal"_s) && isOurs(path);
    SURGEDECK_CHECK(beingWritten ? file->openOwn() : file->openCopy());
    return file;
}

Status RecordingFile::openOwn()
{
    // Only SQLite opens it: closing another descriptor of the file would undo the locks of a writer in this process.
    if (!QFileInfo(m_path).isFile())
        return refused(m_path, u"is no file"_s);
    auto reader = SqliteJournalReader::open(QFileInfo(m_path).canonicalFilePath());
    if (!reader)
        return reader.error();
    m_reader = std::move(*reader);
    return ok();
}

Status RecordingFile::openCopy()
{
    SURGEDECK_TRY(stranger, openStranger(m_path));
    SURGEDECK_TRY(copy, privateCopy(stranger, m_path));
    m_copy = copy;
    auto reader = SqliteJournalReader::openForeign(m_copy);
    if (!reader)
        return Error{reader.error().kind, QString(reader.error().message).replace(m_copy, m_path)}.in(m_path);
    m_reader = std::move(*reader);
    return ok();
}

RecordingFile::~RecordingFile()
{
    m_reader.reset();
    if (!m_copy.isEmpty())
        QFile::remove(m_copy);
}

Result<RecordingVerdict> RecordingFile::verify(const std::optional<JournalHead> &anchor, std::stop_token stop) const
{
    SURGEDECK_TRY(chain, m_reader->verify(anchor, stop));
    RecordingVerdict verdict{chain.intact, chain.entries, chain.firstBad, chain.reason, false, chain.head,
                             {},           chain.signedBy};
    if (isGrowing())
        return verdict;
    const auto seal = checkedSeal(m_copy);
    const auto fail = [&](const QString &why) {
        verdict.intact = false;
        if (verdict.reason.isEmpty())
            verdict.reason = why;
    };
    if (!seal) {
        fail(QString(seal.error().message).replace(m_copy, m_path));
    } else if (!*seal && chain.announcesSeal) {
        fail(u"the seal that record %1 announces is missing or was changed"_s.arg(chain.head.sequence));
    } else if (*seal && (*seal)->head != chain.head && chain.intact) {
        fail(u"the seal is for a chain that ends with record %1"_s.arg((*seal)->head.sequence));
    } else if (*seal) {
        verdict.sealed = true;
        verdict.digest = (*seal)->digest;
        verdict.signedBy = (*seal)->key;
    }
    if (verdict.intact && !verdict.sealed)
        verdict.reason = u"the file is not sealed: records cut off at its end would only be seen against an anchor"_s;
    return verdict;
}

} // namespace surgedeck
