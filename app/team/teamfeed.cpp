// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/teamfeed.h"

#include "models/domain/journal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr quint32 mostBytes = 64 * 1024 * 1024;
constexpr int level = 1; // it is read once, a second later
constexpr qsizetype sizePrefix = 4;

Error strange(const QString &what)
{
    return {Error::Kind::Protocol, u"what the collecting console handed on %1"_s.arg(what)};
}

} // namespace

QByteArray packRecords(const std::vector<Record> &records)
{
    QJsonArray list;
    for (const Record &record : records) {
        const JournalEntry entry = entryOf(record);
        list.append(QJsonArray{qint64(entry.time.time_since_epoch().count()), entry.source, entry.type,
                               QString::fromUtf8(entry.body)});
    }
    return qCompress(QJsonDocument(list).toJson(QJsonDocument::Compact), level);
}

Result<std::vector<Record>> unpackRecords(const QByteArray &packed, const Clock &clock)
{
    if (packed.size() <= sizePrefix || qFromBigEndian<quint32>(packed.constData()) > mostBytes)
        return strange(u"is too large, or nothing"_s);
    const QByteArray json = qUncompress(packed);
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return strange(u"can not be read"_s);
    std::vector<Record> records;
    for (const QJsonValue &item : document.array()) {
        JournalEntry entry;
        entry.time = WallTime(Milliseconds(item[0].toInteger()));
        entry.monotonic = clock.monotonic() - (clock.now() - entry.time);
        entry.source = item[1].toString();
        entry.type = item[2].toString();
        entry.body = item[3].toString().toUtf8();
        SURGEDECK_TRY(record, recordOf(entry));
        if (record)
            records.push_back(std::move(*record));
    }
    return records;
}

} // namespace surgedeck
