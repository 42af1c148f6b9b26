// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/eventfile.h"

#include "connectors/journal/journalplace.h"
#include "models/domain/problem.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>

#include <unistd.h>

namespace surgedeck {

namespace {

constexpr int lockPatienceMs = 2'000;

/// A writer that died in the middle of a line left no end to it: the next event begins a line of its own.
bool endsWithinLine(QFile &file)
{
    char last = '\n';
    return file.size() > 0 && file.seek(file.size() - 1) && file.read(&last, 1) == 1 && last != '\n';
}

} // namespace

Error EventFile::failed(Error::Kind kind, const QString &why) const
{
    return {kind, QStringLiteral("cannot write %1: %2").arg(inQuotes(m_path), why)};
}

Status EventFile::append(const std::vector<QJsonObject> &events) const
{
    SURGEDECK_CHECK(makeJournalDirectory(QFileInfo(m_path).path()));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatienceMs))
        return failed(Error::Kind::Timeout, QStringLiteral("somebody else is writing"));
    QByteArray lines;
    for (const QJsonObject &event : events)
        lines += QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    // Before it is too large: read() goes no further than that, and what it misses would be the newest.
    if (m_whenFull == WhenFull::ForgetOldest && QFileInfo(m_path).size() + lines.size() >= m_mostBytes)
        SURGEDECK_CHECK(forgetOldest());
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Append))
        return failed(Error::Kind::Config, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.size() > m_mostBytes)
        return failed(Error::Kind::Full, QStringLiteral("it is full: move it away"));
    if (endsWithinLine(file))
        lines.prepend('\n');
    if (file.write(lines) != lines.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return failed(Error::Kind::Full, file.errorString());
    return ok();
}

Status EventFile::forgetOldest() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(std::max<qint64>(0, file.size() - m_mostBytes / 2)))
        return failed(Error::Kind::Config, file.errorString());
    QByteArray kept = file.read(m_mostBytes / 2);
    kept.remove(0, kept.indexOf('\n') + 1); // the rest of a line that began before
    QSaveFile anew(m_path);
    if (!anew.open(QIODevice::WriteOnly) || anew.write(kept) != kept.size() || !anew.commit())
        return failed(Error::Kind::Full, anew.errorString());
    return ok();
}

std::vector<QJsonObject> EventFile::read() const
{
    std::vector<QJsonObject> events;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return events;
    for (const QByteArray &line : file.read(m_mostBytes).split('\n'))
        if (QJsonObject event = QJsonDocument::fromJson(line).object(); !event.isEmpty())
            events.push_back(std::move(event));
    return events;
}

} // namespace surgedeck
