// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/queriesdocument.h"

class QTextStream;

namespace surgedeck {

/// The table form of `surgedeck queries`.
void printQueriesTable(QTextStream &out, const QueriesReport &report);

} // namespace surgedeck
