// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/items/factstree.h"
#include "models/store/databasestore.h"

namespace surgedeck {

/// The heaviest digests of a database: verb, tables and predicate, share of its time, sessions now, rate, mean.
std::vector<ColumnHead> digestHeads();
std::vector<RowFacts> digestRows(const DatabaseView &view, SqlDialect dialect, std::size_t most);

/// The lock chain: each root with those that wait for it. Under one parent at most `mostSiblings` stand by themselves; the
/// rest is one row that counts them.
std::vector<ColumnHead> lockHeads();
std::vector<TreeRowFacts> lockRows(const DatabaseView &view, SqlDialect dialect, std::size_t mostSiblings);

} // namespace surgedeck
