// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/items/factstree.h"
#include "models/store/locktree.h"

namespace surgedeck {

/// The lock chain in at most `most` rows (at least 3): each root with those that wait for it, the heaviest root first. Who
/// finds no room is counted in one row under its root, with who they are and how long they wait at most; roots that find
/// none in a last row.
std::vector<ColumnHead> lockHeads();
std::vector<TreeRowFacts> lockRows(const std::vector<LockNode> &locks, SqlDialect dialect, std::size_t most);

} // namespace surgedeck
