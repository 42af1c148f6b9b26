// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/store/platformview.h"

namespace surgedeck {

/// The health table: one row a service, in the order of the workspace; only figures out of bounds carry a state.
std::vector<ColumnHead> serviceHeads();
std::vector<RowFacts> serviceRows(const PlatformView &view);

/// The sources: name, state in words, age, what watching it costs, note.
std::vector<ColumnHead> sourceHeads();
std::vector<RowFacts> sourceRows(const PlatformView &view);

} // namespace surgedeck
