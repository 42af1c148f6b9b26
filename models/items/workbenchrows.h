// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/items/facts.h"
#include "models/store/databasestore.h"

namespace surgedeck {

// Rows of the queries view: everything that is known of the digests and sessions of one database. Pure.

/// What a person narrowed the view to.
struct WorkbenchFilter
{
    QString words;            ///< each has to be in the statement, a user, an application, a client or a number
    bool onlyChanged = false; ///< digests that take another time than usual, or that wait
    bool keeps(const DigestRow &row) const;
    bool keeps(const Session &session) const;
};

std::vector<ColumnHead> workbenchHeads();
std::vector<RowFacts> workbenchRows(const DatabaseView &view, SqlDialect dialect, const WorkbenchFilter &filter);

std::vector<ColumnHead> sessionHeads();
/// Those that wait longest, or whose transaction is oldest, first; at most `most`.
std::vector<RowFacts> sessionRows(const std::vector<Session> &sessions, const WorkbenchFilter &filter,
                                  std::size_t most);

std::vector<ColumnHead> differenceHeads();
std::vector<RowFacts> differenceRows(const std::vector<FieldDifference> &differences, const DatabaseStore &database,
                                     SqlDialect dialect);

std::vector<ColumnHead> slowCommandHeads();
std::vector<RowFacts> slowCommandRows(const CacheStats &stats);

/// Why this digest is slow, in one sentence with its figures, from what was measured; what is not known is not guessed.
QString whySlow(const DigestRow &row, const DatabaseView &view);

/// The normalised statement with a line for each of its parts.
QString statementLines(const QString &text);

} // namespace surgedeck
