// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmcarefile.h"

#include "connectors/journal/journalplace.h"
#include "models/domain/problem.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>

#include <unistd.h>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 4 * 1024 * 1024;
constexpr int lockPatienceMs = 2'000;

Error failed(Error::Kind kind, const QString &path, const QString &why)
{
    return {kind, QStringLiteral("cannot write %1: %2").arg(inQuotes(path), why)};
}

} // namespace

AlarmCareFile::AlarmCareFile(const QString &workspaceName)
    : m_path(journalDirectory(workspaceName) + QStringLiteral("/alarms.jsonl"))
{
}

Status AlarmCareFile::append(const QJsonObject &event) const
{
    const QString folder = QFileInfo(m_path).path();
    if (!QDir().mkpath(folder))
        return failed(Error::Kind::Config, m_path, QStringLiteral("the folder can not be made"));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatienceMs))
        return failed(Error::Kind::Timeout, m_path, QStringLiteral("somebody else is writing"));
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return failed(Error::Kind::Config, m_path, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.size() > mostBytes)
        return failed(Error::Kind::Full, m_path, QStringLiteral("it is full: move it away"));
    const QByteArray line = QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    if (file.write(line) != line.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return failed(Error::Kind::Full, m_path, file.errorString());
    return ok();
}

AlarmCare AlarmCareFile::read() const
{
    AlarmCare care;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return care;
    for (const QByteArray &line : file.read(mostBytes).split('\n'))
        care.fold(QJsonDocument::fromJson(line).object());
    return care;
}

} // namespace surgedeck
