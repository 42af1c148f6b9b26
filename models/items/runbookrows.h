// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/store/platform.h"

#include <QSet>

namespace surgedeck {

/// The runbooks that the workspace and its alarms name, those of active alarms first: id, what it is for, how many alarms
/// ask for it now, and whether it is there. `installed` are the ids that were found.
std::vector<ColumnHead> runbookHeads();
std::vector<RowFacts> runbookRows(const Platform &platform, const QSet<QString> &installed);

} // namespace surgedeck
