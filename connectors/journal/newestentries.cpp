// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/newestentries.h"

#include "connectors/journal/sqlitedatabase.h"

#include <QFileInfo>

#include <algorithm>

namespace surgedeck {

Result<std::vector<JournalEntry>> newestEntries(JournalReader &reader, const QString &path, const QStringList &types,
                                                WallTime until)
{
    constexpr int mostEntries = 500;
    QByteArray marks;
    for (qsizetype i = 0; i < types.size(); ++i)
        marks += i == 0 ? "?" : ", ?";
    SURGEDECK_TRY(database,
                  SqliteDatabase::open(QFileInfo(path).canonicalFilePath(), SqliteDatabase::Access::ReadOnly));
    SURGEDECK_TRY(rows, database->prepare("SELECT sequence FROM entry WHERE wall_ms <= ? AND type IN (" + marks +
                                          ") ORDER BY sequence DESC LIMIT " + QByteArray::number(mostEntries)));
    rows.bindNumber(1, until.time_since_epoch().count());
    for (qsizetype i = 0; i < types.size(); ++i)
        rows.bindText(static_cast<int>(i) + 2, types[i].toUtf8());
    std::vector<JournalEntry> entries;
    while (true) {
        SURGEDECK_TRY(row, rows.step());
        if (!row)
            break;
        SURGEDECK_TRY(found, reader.read({rows.number(0) - 1, {}, {}, 1}, {}));
        if (!found.empty())
            entries.push_back(std::move(found.front()));
    }
    std::ranges::reverse(entries);
    return entries;
}

} // namespace surgedeck
