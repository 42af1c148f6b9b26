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
    const QJsonDocument document = QJsonDocument::fromJson(entry.body);
    if (!document.isObject())
        return Error{Error::Kind::Protocol,
                     QStringLiteral("the body of entry %1 is no JSON object").arg(entry.sequence)};
    SURGEDECK_TRY(observation, observationFromJson(entry.type, document.object()));
    if (!observation)
        return std::optional<Record>();
    return std::optional(Record{entry.time, entry.monotonic, entry.source, std::move(*observation)});
}

} // namespace surgedeck
