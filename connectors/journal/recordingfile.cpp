// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingfile.h"

#include "connectors/base/descriptor.h"
#include "connectors/journal/journalfile.h"
#include "connectors/journal/seal.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 mostBytes = qint64{4} * 1024 * 1024 * 1024;
constexpr std::size_t chunk = 1024 * 1024;
constexpr std::chrono::hours copiedWithin{1};
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

/// A program that was killed while it copied. What is open has no name any more, so nothing that is in use is taken.
void removeDeadCopies()
{
    const WallTime longAgo = SystemClock().now() - copiedWithin;
    // A directory that everybody uses may hold thousands of files: only those of this name are looked at.
    glob_t found{};
    ::glob(QFile::encodeName(QDir::tempPath() + u"/surgedeck-??????.copy"_s).constData(), GLOB_NOSORT, nullptr, &found);
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
        const QFileInfo copy(QFile::decodeName(found.gl_pathv[i]));
        if (copy.isFile() && !copy.isSymLink() && copy.ownerId() == ::geteuid() &&
            WallTime(Milliseconds(copy.lastModified().toMSecsSinceEpoch())) < longAgo)
            QFile::remove(copy.filePath());
    }
    ::globfree(&found);
}

Result<std::unique_ptr<QTemporaryFile>> privateCopy(const Descriptor &from, const QString &path)
{
    removeDeadCopies();
    auto made = std::make_unique<QTemporaryFile>(QDir::tempPath() + u"/surgedeck-XXXXXX.copy"_s);
    QTemporaryFile &to = *made;
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
    return made;
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
    m_copy = std::move(copy);
    const QString name = m_copy->fileName();
    auto reader = SqliteJournalReader::openForeign(name);
    if (!reader)
        return Error{reader.error().kind, QString(reader.error().message).replace(name, m_path)}.in(m_path);
    // Whoever has it open reads on; a program that is killed leaves nothing.
    if (::unlink(QFile::encodeName(name).constData()) != 0)
        return cannot(name, systemWords());
    m_copy->setAutoRemove(false);
    m_reader = std::move(*reader);
    return ok();
}

RecordingFile::~RecordingFile() = default;

Result<RecordingVerdict> RecordingFile::verify(const std::optional<JournalHead> &anchor, std::stop_token stop,
                                               const std::function<void(const JournalEntry &)> &each) const
{
    SURGEDECK_TRY(chain, m_reader->verify(anchor, stop, each));
    RecordingVerdict verdict{chain.intact, chain.entries, chain.firstBad, chain.reason, false, chain.head,
                             {},           chain.signedBy};
    if (isGrowing())
        return verdict;
    const QString copy = u"/proc/self/fd/%1"_s.arg(m_copy->handle()); // it has no other name
    const auto seal = checkedSeal(copy);
    const auto fail = [&](const QString &why) {
        verdict.intact = false;
        if (verdict.reason.isEmpty())
            verdict.reason = why;
    };
    if (!seal) {
        fail(QString(seal.error().message).replace(copy, m_path));
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
