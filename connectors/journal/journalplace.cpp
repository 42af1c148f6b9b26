// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalplace.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace surgedeck {

namespace {

constexpr int mostFiles = 9;
constexpr qsizetype longestName = 100;

Error trouble(const QString &what, const QString &path)
{
    return {Error::Kind::Config,
            QStringLiteral("%1: %2: %3").arg(path, what, QString::fromLocal8Bit(std::strerror(errno)))};
}

bool isPlain(QChar c)
{
    return (c.unicode() < 0x80 && c.isLetterOrNumber()) || QStringLiteral("-_.").contains(c);
}

Status makeDirectory(const QString &directory)
{
    const QByteArray path = QFile::encodeName(directory);
    const bool made =
        QDir().mkpath(QFileInfo(directory).path()) && (::mkdir(path.constData(), 0700) == 0 || errno == EEXIST);
    if (!made)
        return trouble(QStringLiteral("cannot be made"), directory);
    struct stat info
    {
    };
    if (::stat(path.constData(), &info) != 0)
        return trouble(QStringLiteral("cannot be read"), directory);
    if (info.st_uid != ::geteuid())
        return Error{Error::Kind::Config, QStringLiteral("%1 belongs to another user").arg(directory)};
    if ((info.st_mode & 0077) != 0 && ::chmod(path.constData(), 0700) != 0)
        return trouble(QStringLiteral("is open to others and cannot be closed"), directory);
    return ok();
}

Status checkFileSystem(const QString &directory)
{
    struct statfs info
    {
    };
    if (::statfs(QFile::encodeName(directory).constData(), &info) != 0)
        return trouble(QStringLiteral("cannot be read"), directory);
    if (isNetworkFileSystem(info.f_type))
        return Error{Error::Kind::Config,
                     QStringLiteral("%1 is on a network file system; the journal needs a local one: set XDG_STATE_HOME")
                         .arg(directory)};
    return ok();
}

Descriptor openFile(const QString &path)
{
    return Descriptor(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
}

std::pair<quint64, quint64> identityOf(const QString &path)
{
    struct stat info
    {
    };
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    return {info.st_dev, info.st_ino};
}

} // namespace

bool JournalPlace::isInPlace() const
{
    return identityOf(file) == identity;
}

void JournalPlace::identify()
{
    identity = identityOf(file);
}

QString journalDirectory(const QString &workspaceName)
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(state) ? state : QDir::homePath() + QStringLiteral("/.local/state");
    QString name = workspaceName.left(longestName);
    std::replace_if(
        name.begin(), name.end(), [](QChar c) { return !isPlain(c); }, u'_');
    if (name != workspaceName || name.isEmpty() || name.startsWith(u'.')) {
        const QByteArray hash = QCryptographicHash::hash(workspaceName.toUtf8(), QCryptographicHash::Sha256);
        name = QStringLiteral("w_%1_%2").arg(name, QString::fromLatin1(hash.toHex().left(8)));
    }
    return base + QStringLiteral("/surgedeck/") + name;
}

Status makeJournalDirectory(const QString &directory)
{
    SURGEDECK_CHECK(makeDirectory(directory));
    return checkFileSystem(directory);
}

bool isNetworkFileSystem(qint64 type)
{
    // statfs(2): NFS, SMB, CIFS, SMB2, 9P, AFS, Coda, Ceph, OCFS2, GFS2, Lustre. FUSE is not here: containers live on
    // it.
    static constexpr std::array<quint32, 11> types = {0x6969,     0x517b,     0xff534d42, 0xfe534d42,
                                                      0x01021997, 0x5346414f, 0x73757245, 0x00c36400,
                                                      0x7461636f, 0x01161970, 0x0bd00bd0};
    return std::find(types.begin(), types.end(), static_cast<quint32>(type)) != types.end();
}

Result<JournalPlace> takeJournalFile(const QString &path, Milliseconds patience)
{
    const QFileInfo info(path);
    SURGEDECK_CHECK(checkFileSystem(info.absolutePath()));
    const QString file = QFileInfo(info.absolutePath()).canonicalFilePath() + QLatin1Char('/') + info.fileName();
    Descriptor lock = openFile(file + QStringLiteral(".lock"));
    if (!lock.valid())
        return trouble(QStringLiteral("cannot be written"), file);
    constexpr Milliseconds look{10};
    for (Milliseconds waited{0}; ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0; waited += look) {
        if (waited >= patience)
            return Error{Error::Kind::Timeout, QStringLiteral("%1: another process writes it").arg(file)};
        ::usleep(static_cast<useconds_t>(look.count() * 1000));
    }
    const Descriptor made = openFile(file);
    if (!made.valid())
        return trouble(QStringLiteral("cannot be written"), file);
    return JournalPlace{file, std::move(lock), identityOf(file)};
}

Result<JournalPlace> takeJournalPlace(const QString &directory)
{
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    const QString base = QFileInfo(directory).canonicalFilePath() + QStringLiteral("/journal");
    for (int number = 1; number <= mostFiles; ++number) {
        const QString path =
            (number == 1 ? base : QStringLiteral("%1-%2").arg(base).arg(number)) + QStringLiteral(".sqlite");
        Descriptor lock = openFile(path + QStringLiteral(".lock"));
        if (!lock.valid())
            return trouble(QStringLiteral("cannot be written"), directory);
        if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
            continue;
        // SQLite locks by fcntl(2), which any close() of the file in this process undoes: this happens before it opens
        // it.
        const Descriptor file = openFile(path);
        if (!file.valid() || ::fchmod(file.get(), 0600) != 0)
            return trouble(QStringLiteral("cannot be written"), path);
        return JournalPlace{path, std::move(lock), identityOf(path)};
    }
    return Error{Error::Kind::Config,
                 QStringLiteral("%1: %2 other processes write there already").arg(directory).arg(mostFiles)};
}

} // namespace surgedeck
