// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/items/factstree.h"
#include "models/store/databasestore.h"

namespace surgedeck {

/// The heaviest digests of a database: verb, tables and predicate, share of its time, sessions in it now and the oldest of
/// them, rate, duration, against its usual. The duration is p95 where the server knows it, else the mean: the head says
/// which.
std::vector<ColumnHead> digestHeads(const DatabaseView &view);
std::vector<RowFacts> digestRows(const DatabaseView &view, SqlDialect dialect, std::size_t most);

} // namespace surgedeck
