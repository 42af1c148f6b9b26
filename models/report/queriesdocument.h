// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/databasestore.h"

#include <QJsonObject>

namespace surgedeck {

/// What `surgedeck queries` prints of one source.
struct QueriesReport
{
    WallTime time{};
    QString source;
    QString engine; ///< postgresql | mysql | mariadb | redis
    std::optional<DatabaseView> database;
    std::optional<CacheStats> cache;
};

QJsonObject queriesDocument(const QueriesReport &report);

} // namespace surgedeck
