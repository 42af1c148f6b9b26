// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slofile.h"

#include "connectors/journal/journalplace.h"
#include "models/domain/problem.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <cmath>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr qint64 keptBytes = mostBytes / 2; ///< after it was cut
constexpr int lockPatienceMs = 2'000;

QByteArray lineOf(const std::pair<QString, SloRollup> &entry)
{
    const auto &[slo, rollup] = entry;
    const QJsonObject object{{QStringLiteral("slo"), slo},
                             {QStringLiteral("end_ms"), static_cast<qint64>(rollup.end.time_since_epoch().count())},
                             {QStringLiteral("errors"), rollup.errors},
                             {QStringLiteral("total"), rollup.total}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<std::pair<QString, SloRollup>> entryIn(const QByteArray &line, WallTime now)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const WallTime end{Milliseconds(object[QLatin1String("end_ms")].toInteger())};
    const double errors = object[QLatin1String("errors")].toDouble(-1);
    const double total = object[QLatin1String("total")].toDouble(-1);
    const bool isGood = errors >= 0 && total >= 0 && end <= now && now - end <= SloStore::span;
    if (!isGood)
        return std::nullopt;
    return std::pair(object[QLatin1String("slo")].toString(), SloRollup{end, errors, total});
}

} // namespace

SloFile::SloFile(const QString &workspaceName)
    : m_path(journalDirectory(workspaceName) + QStringLiteral("/slo-rollups.jsonl"))
{
}

NamedRollups SloFile::read(WallTime now) const
{
    NamedRollups all;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return all;
    for (const QByteArray &line : file.read(mostBytes).split('\n'))
        if (auto entry = entryIn(line, now))
            all.push_back(*std::move(entry));
    return all;
}

Status SloFile::append(const NamedRollups &rollups, WallTime now) const
{
    const auto failed = [this](Error::Kind kind, const QString &why) {
        return Error{kind, QStringLiteral("cannot write %1: %2").arg(inQuotes(m_path), why)};
    };
    SURGEDECK_CHECK(makeJournalDirectory(QFileInfo(m_path).path()));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatienceMs))
        return failed(Error::Kind::Timeout, QStringLiteral("somebody else is writing"));
    QByteArray lines;
    for (const auto &entry : rollups)
        if (std::isfinite(entry.second.errors) && std::isfinite(entry.second.total))
            lines += lineOf(entry);
    // Cut before it is too large: read() goes no further than that, and what it misses would be the newest.
    if (QFileInfo(m_path).size() + lines.size() > mostBytes)
        SURGEDECK_CHECK(compact(now));
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return failed(Error::Kind::Config, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(lines) != lines.size() || !file.flush())
        return failed(Error::Kind::Full, file.errorString());
    return ok();
}

Status SloFile::compact(WallTime now) const
{
    QByteArray kept;
    for (const auto &entry : read(now))
        kept += lineOf(entry);
    if (kept.size() > keptBytes)
        kept = kept.mid(kept.indexOf('\n', kept.size() - keptBytes) + 1);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(kept) != kept.size() || !file.commit())
        return Error{Error::Kind::Full,
                     QStringLiteral("cannot write %1: %2").arg(inQuotes(m_path), file.errorString())};
    return ok();
}

} // namespace surgedeck
