// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/journal.h"

#include "models/domain/recordjson.h"

#include <QJsonDocument>

namespace surgedeck {

namespace {

QByteArray canonical(const QJsonObject &body)
{
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace

JournalEntry entryOf(const Record &record)
{
    const ObservationJson json = toJson(record.body);
    return {0, record.time, record.monotonic, {}, record.source, json.type, canonical(json.body)};
}

JournalEntry entryOf(const JournalEvent &event, WallTime time, MonoTime monotonic)
{
    return {0, time, monotonic, event.actor, event.source, event.type, canonical(event.body)};
}

Result<std::optional<Record>> recordOf(const JournalEntry &entry)
{
    auto observation = observationFromJson(entry.type, entry.body);
    if (!observation)
        return observation.error().in(QStringLiteral("entry %1").arg(entry.sequence));
    if (!*observation)
        return std::optional<Record>();
    return std::optional(Record{entry.time, entry.monotonic, entry.source, std::move(**observation)});
}

} // namespace surgedeck
