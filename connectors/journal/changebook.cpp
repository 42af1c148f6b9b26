// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/changebook.h"

#include "connectors/base/descriptor.h"
#include "connectors/journal/journalplace.h"
#include "models/base/timetext.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace surgedeck {

namespace {

constexpr qsizetype mostBytes = 1024 * 1024;
constexpr qsizetype longestLine = 4096; // one write() of it is whole or not there

Error trouble(const QString &path)
{
    return {Error::Kind::Config, QStringLiteral("%1: %2").arg(path, QString::fromLocal8Bit(std::strerror(errno)))};
}

QString fileIn(const QString &directory)
{
    return directory + QStringLiteral("/changes.jsonl");
}

QByteArray lineOf(const Change &change)
{
    const QJsonObject object{{QStringLiteral("id"), change.id},
                             {QStringLiteral("time"), toRfc3339(change.at)},
                             {QStringLiteral("kind"), change.kind},
                             {QStringLiteral("title"), change.title},
                             {QStringLiteral("by"), change.by}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<Change> changeIn(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const auto at = parseRfc3339(object.value(QStringLiteral("time")).toString());
    Change change{object.value(QStringLiteral("id")).toString(), {}, object.value(QStringLiteral("kind")).toString(),
                  object.value(QStringLiteral("title")).toString(), object.value(QStringLiteral("by")).toString()};
    if (!at || change.id.isEmpty() || change.title.isEmpty())
        return std::nullopt;
    change.at = *at;
    return change;
}

/// A writer that died in the middle of a line left no end to it: the next one begins a line of its own.
bool endsWithinLine(int file, qint64 size)
{
    char last = '\n';
    return size > 0 && ::pread(file, &last, 1, size - 1) == 1 && last != '\n';
}

} // namespace

Result<Change> appendChange(const QString &directory, Change change)
{
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    const QString path = fileIn(directory);
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    struct stat info
    {
    };
    if (!file.valid() || ::fstat(file.get(), &info) != 0)
        return trouble(path);
    change.id = QStringLiteral("c%1-%2").arg(change.at.time_since_epoch().count()).arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    QByteArray line = lineOf(change);
    if (endsWithinLine(file.get(), info.st_size))
        line.prepend('\n');
    if (line.size() > longestLine)
        return Error{Error::Kind::Config, QStringLiteral("the change is too long")};
    if (::write(file.get(), line.constData(), std::size_t(line.size())) != line.size() || ::fsync(file.get()) != 0)
        return trouble(path);
    return change;
}

Result<std::vector<Change>> readChanges(const QString &directory)
{
    QFile file(fileIn(directory));
    if (!file.exists())
        return std::vector<Change>();
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Config, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
    if (file.size() > mostBytes)
        file.seek(file.size() - mostBytes);
    std::vector<Change> changes;
    for (const QByteArray &line : file.read(mostBytes).split('\n'))
        if (auto change = changeIn(line))
            changes.push_back(std::move(*change));
    return changes;
}

Result<PollResult> ChangeSource::poll(std::stop_token)
{
    struct stat info
    {
    };
    Look now;
    if (::stat(QFile::encodeName(fileIn(m_directory)).constData(), &info) == 0)
        now = {info.st_ino, info.st_size, info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec};
    if (now == m_seen)
        return PollResult{};
    SURGEDECK_TRY(changes, readChanges(m_directory));
    m_seen = now;
    PollResult result;
    result.observations.push_back(Changes{std::move(changes)});
    return result;
}

} // namespace surgedeck
