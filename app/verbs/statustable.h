// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/databasesummary.h"
#include "models/store/platformview.h"

class QTextStream;

namespace surgedeck {

/// The table form of `surgedeck status`.
void printStatusTable(QTextStream &out, const PlatformView &view, const std::vector<DatabaseSummary> &databases);

} // namespace surgedeck
