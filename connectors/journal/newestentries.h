// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QStringList>

namespace surgedeck {

/// The newest entries of some types until a time, the oldest of them first; at most 500. `path`: the journal that
/// `reader` reads. Blocks. Errors: those of both.
Result<std::vector<JournalEntry>> newestEntries(JournalReader &reader, const QString &path, const QStringList &types,
                                                WallTime until);

} // namespace surgedeck
