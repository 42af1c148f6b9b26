// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"

#include "connectors/builtin.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <glob.h>

namespace surgedeck {

namespace {

constexpr qint64 mostTextBytes = 256 * 1024;
constexpr qint64 mostSecretBytes = 64 * 1024;
constexpr std::size_t mostMatches = 1000;

Error cannot(const QString &what)
{
    return {Error::Kind::Config, what};
}

/// The characters that glob(3) would take for a pattern.
QString globEscaped(const QString &path)
{
    QString escaped;
    for (const QChar c : path) {
        if (QStringLiteral("*?[]\\").contains(c))
            escaped += QLatin1Char('\\');
        escaped += c;
    }
    return escaped;
}

/// One byte more than `most` tells that there is more. A pipe is read to its end, too.
QByteArray readUpTo(QFile &file, qint64 most)
{
    QByteArray bytes;
    while (bytes.size() <= most) {
        const QByteArray part = file.read(most + 1 - bytes.size());
        if (part.isEmpty())
            break;
        bytes += part;
    }
    return bytes;
}

QStringList availableTypes()
{
    QStringList types;
    for (const SourceType &type : sourceTypes())
        types << type.name;
    return types;
}

} // namespace

WorkspaceFolder::WorkspaceFolder(const QString &workspaceFile)
    : m_folder(QFileInfo(workspaceFile).absolutePath())
{
}

QString WorkspaceFolder::absolute(const QString &path) const
{
    if (path.startsWith(QLatin1String("~/")))
        return QDir::homePath() + path.mid(1);
    return QDir(m_folder).absoluteFilePath(path);
}

bool WorkspaceFolder::isFile(const QString &path) const
{
    return QFileInfo(absolute(path)).isFile();
}

bool WorkspaceFolder::isPrivate(const QString &path) const
{
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return (QFileInfo(absolute(path)).permissions() & others) == QFile::Permissions();
}

bool WorkspaceFolder::isFolder(const QString &path) const
{
    return QFileInfo(absolute(path)).isDir();
}

QStringList WorkspaceFolder::matches(const QString &glob) const
{
    const bool fromFolder = !glob.startsWith(QLatin1Char('/')) && !glob.startsWith(QLatin1String("~/"));
    const QString pattern = fromFolder ? globEscaped(m_folder) + QLatin1Char('/') + glob : absolute(glob);
    glob_t found = {};
    QStringList paths;
    if (::glob(QFile::encodeName(pattern).constData(), 0, nullptr, &found) == 0)
        for (std::size_t i = 0; i < std::min(found.gl_pathc, mostMatches); ++i)
            paths << QFile::decodeName(found.gl_pathv[i]);
    globfree(&found);
    return paths;
}

std::optional<QByteArray> WorkspaceFolder::read(const QString &path) const
{
    QFile file(absolute(path));
    if (!isFile(path) || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = readUpTo(file, mostTextBytes);
    return bytes.size() > mostTextBytes ? std::nullopt : std::optional(bytes);
}

bool WorkspaceFolder::hasVariable(const QString &name) const
{
    return qEnvironmentVariableIsSet(name.toLocal8Bit().constData());
}

Result<QString> WorkspaceFolder::environment(const QString &name) const
{
    if (!hasVariable(name))
        return cannot(QStringLiteral("the environment variable %1 is not set").arg(name));
    return qEnvironmentVariable(name.toLocal8Bit().constData());
}

Result<QString> WorkspaceFolder::file(const QString &path) const
{
    QFile file(absolute(path));
    if (!isFile(path))
        return cannot(QStringLiteral("there is no file %1").arg(inQuotes(path)));
    if (!file.open(QIODevice::ReadOnly))
        return cannot(QStringLiteral("cannot read %1: %2").arg(inQuotes(path), file.errorString()));
    const QByteArray bytes = readUpTo(file, mostSecretBytes);
    if (bytes.size() > mostSecretBytes || bytes.contains('\0'))
        return cannot(QStringLiteral("%1 is no secret: it is binary or longer than 64 KiB").arg(inQuotes(path)));
    QString secret = QString::fromUtf8(bytes);
    if (secret.endsWith(QLatin1Char('\n')))
        secret.chop(1);
    if (secret.endsWith(QLatin1Char('\r')))
        secret.chop(1);
    return secret;
}

Result<QString> WorkspaceFolder::keyring(const QString &name) const
{
    return cannot(QStringLiteral("the keyring (%1) is not read by this version: use ${env:NAME} or ${file:PATH}")
                      .arg(inQuotes(name)));
}

Result<WorkspaceReading> loadWorkspace(const QString &path, Examine examine)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return cannot(QStringLiteral("cannot read %1: it is a folder").arg(inQuotes(path)));
    if (!file.open(QIODevice::ReadOnly))
        return cannot(QStringLiteral("cannot read %1: %2").arg(inQuotes(path), file.errorString()));
    const QByteArray text = readUpTo(file, mostTextBytes);
    const QString absolutePath = QFileInfo(path).absoluteFilePath();
    if (examine == Examine::File)
        return readWorkspace(text, {path, absolutePath, {}, nullptr});
    const WorkspaceFolder folder(absolutePath);
    return readWorkspace(text, {path, absolutePath, availableTypes(), &folder});
}

} // namespace surgedeck
