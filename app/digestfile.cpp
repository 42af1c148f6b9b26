// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/digestfile.h"

#include "connectors/journal/journalplace.h"
#include "models/domain/problem.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 32 * 1024 * 1024;
constexpr qint64 keptDays = 60;
constexpr int lockPatienceMs = 2'000;
constexpr qsizetype longestName = 200;

qint64 dayOf(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::hours>(time.time_since_epoch()).count() / 24;
}

QByteArray lineOf(const QString &source, const QString &digest, const DigestMemory &memory)
{
    QJsonArray hours;
    for (std::size_t i = 0; i < memory.hours.size(); ++i) {
        const DigestMemory::Hour &hour = memory.hours[i];
        if (hour.days > 0 || hour.callsToday > 0)
            hours.append(QJsonArray{int(i), hour.calls, hour.totalMs, hour.days, hour.today, hour.callsToday,
                                    hour.totalMsToday});
    }
    const QJsonObject object{{QStringLiteral("source"), source},
                             {QStringLiteral("digest"), digest},
                             {QStringLiteral("first_ms"), qint64(memory.firstSeen.time_since_epoch().count())},
                             {QStringLiteral("certain"), memory.isCertain},
                             {QStringLiteral("hours"), hours}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

bool isGood(double value)
{
    return std::isfinite(value) && value >= 0;
}

bool readHour(const QJsonArray &array, DigestMemory &memory)
{
    const int at = array.at(0).toInt(-1);
    const DigestMemory::Hour hour{array.at(1).toDouble(-1),  array.at(2).toDouble(-1), array.at(3).toInt(-1),
                                  array.at(4).toInteger(-1), array.at(5).toDouble(-1), array.at(6).toDouble(-1)};
    const bool good = at >= 0 && at < 24 && isGood(hour.calls) && isGood(hour.totalMs) && hour.days >= 0 &&
                      hour.today >= 0 && isGood(hour.callsToday) && isGood(hour.totalMsToday);
    if (good)
        memory.hours[std::size_t(at)] = hour;
    return good;
}

/// nullopt: no line of ours, or of a digest that was not seen for long.
std::optional<std::pair<std::pair<QString, QString>, DigestMemory>> entryIn(const QByteArray &line, WallTime now)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QString source = object[QLatin1String("source")].toString();
    const QString digest = object[QLatin1String("digest")].toString();
    DigestMemory memory;
    memory.firstSeen = WallTime{Milliseconds(object[QLatin1String("first_ms")].toInteger())};
    memory.isCertain = object[QLatin1String("certain")].toBool();
    bool good = !source.isEmpty() && !digest.isEmpty() && source.size() <= longestName &&
                digest.size() <= longestName && memory.firstSeen <= now;
    qint64 lastDay = dayOf(memory.firstSeen);
    for (const QJsonValue &hour : object[QLatin1String("hours")].toArray())
        good = good && readHour(hour.toArray(), memory);
    for (const DigestMemory::Hour &hour : memory.hours)
        lastDay = std::max(lastDay, hour.today);
    if (!good || dayOf(now) - lastDay > keptDays)
        return std::nullopt;
    return std::pair(std::pair(source, digest), memory);
}

} // namespace

DigestFile::DigestFile(const QString &workspaceName)
    : m_path(journalDirectory(workspaceName) + QStringLiteral("/digests.jsonl"))
{
}

RememberedDigests DigestFile::read(WallTime now) const
{
    RememberedDigests all;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return all;
    for (const QByteArray &line : file.read(mostBytes).split('\n'))
        if (const auto entry = entryIn(line, now))
            all[entry->first.first].emplace_back(entry->first.second, entry->second);
    return all;
}

Status DigestFile::update(const RememberedDigests &changed, WallTime now) const
{
    const auto failed = [this](Error::Kind kind, const QString &why) {
        return Error{kind, QStringLiteral("cannot write %1: %2").arg(inQuotes(m_path), why)};
    };
    SURGEDECK_CHECK(makeJournalDirectory(QFileInfo(m_path).path()));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatienceMs))
        return failed(Error::Kind::Timeout, QStringLiteral("somebody else is writing"));
    std::map<std::pair<QString, QString>, DigestMemory> entries;
    for (const RememberedDigests &part : {read(now), changed})
        for (const auto &[source, digests] : part)
            for (const auto &[digest, memory] : digests) {
                const auto [entry, isNew] = entries.try_emplace({source, digest}, memory);
                if (isNew)
                    continue;
                const DigestMemory before = entry->second;
                entry->second = memory;
                if (before.firstSeen < memory.firstSeen) { // another console was there earlier
                    entry->second.firstSeen = before.firstSeen;
                    entry->second.isCertain = before.isCertain;
                }
            }
    QByteArray lines;
    for (const auto &[name, memory] : entries)
        if (lines.size() < mostBytes / 2)
            lines += lineOf(name.first, name.second, memory);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return failed(Error::Kind::Config, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(lines) != lines.size() || !file.commit())
        return failed(Error::Kind::Full, file.errorString());
    return ok();
}

} // namespace surgedeck
