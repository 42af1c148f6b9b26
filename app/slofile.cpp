// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slofile.h"

#include "connectors/journal/journalplace.h"

#include <cmath>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 16 * 1024 * 1024;

QJsonObject eventOf(const std::pair<QString, SloRollup> &entry)
{
    const auto &[slo, rollup] = entry;
    return {{QStringLiteral("slo"), slo},
            {QStringLiteral("end_ms"), static_cast<qint64>(rollup.end.time_since_epoch().count())},
            {QStringLiteral("errors"), rollup.errors},
            {QStringLiteral("total"), rollup.total}};
}

std::optional<std::pair<QString, SloRollup>> entryIn(const QJsonObject &event, WallTime now)
{
    const WallTime end{Milliseconds(event[QLatin1String("end_ms")].toInteger())};
    const double errors = event[QLatin1String("errors")].toDouble(-1);
    const double total = event[QLatin1String("total")].toDouble(-1);
    const bool isGood = errors >= 0 && total >= 0 && end <= now && now - end <= SloStore::span;
    if (!isGood)
        return std::nullopt;
    return std::pair(event[QLatin1String("slo")].toString(), SloRollup{end, errors, total});
}

} // namespace

SloFile::SloFile(const QString &workspaceName)
    : m_file(journalDirectory(workspaceName) + QStringLiteral("/slo-rollups.jsonl"), mostBytes,
             EventFile::WhenFull::ForgetOldest)
{
}

NamedRollups SloFile::read(WallTime now) const
{
    NamedRollups all;
    for (const QJsonObject &event : m_file.read())
        if (auto entry = entryIn(event, now))
            all.push_back(*std::move(entry));
    return all;
}

Status SloFile::append(const NamedRollups &rollups) const
{
    std::vector<QJsonObject> events;
    for (const auto &entry : rollups)
        if (std::isfinite(entry.second.errors) && std::isfinite(entry.second.total))
            events.push_back(eventOf(entry));
    return m_file.append(events);
}

} // namespace surgedeck
