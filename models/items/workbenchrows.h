// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/items/factstable.h"
#include "models/store/databasestore.h"

#include <QHash>

#include <memory>

namespace surgedeck {

// Rows of the queries view: everything that is known of the digests and sessions of one database. Pure.

/// What a person narrowed the view to.
struct WorkbenchFilter
{
    /// Each has to be in the statement, its summary, a user, an application, a client or a number; "two words" as one;
    /// -word: must not be.
    QString words;
    bool onlyChanged = false; ///< digests that take another time than usual, that wait, or that are new
    bool keeps(const DigestRow &row, const QString &summary) const;
    bool keeps(const Session &session) const;
};

/// Statements as cells: a summary is made once for each digest, and not for 5,000 of them every second.
class StatementCells
{
public:
    static constexpr qsizetype most = 20'000;

    explicit StatementCells(SqlDialect dialect)
        : m_dialect(dialect)
    {
    }
    const CellFacts &cell(const QString &digest, const QString &text);
    SqlDialect dialect() const { return m_dialect; }

private:
    struct Known
    {
        QString text;
        CellFacts cell;
    };
    SqlDialect m_dialect;
    QHash<QString, Known> m_known; ///< by digest
};

/// What digests are shown against.
struct WorkbenchContext
{
    WallTime now{};
    std::vector<Change> changes{}; ///< newest first: a digest that came after a deployment is new since that
};

/// What a server tells of its digests at all.
struct DigestsTold
{
    bool p95 = true;
    bool rowsRead = true; ///< for each row sent
    bool operator==(const DigestsTold &) const = default;
};
/// Everything, as long as there is no digest.
DigestsTold whatDigestsTell(const DatabaseView &view);

std::vector<ColumnHead> workbenchHeads();
/// The digests that the filter keeps, in the order of `view`; each is made when it is looked at.
RowsToMake workbenchRows(const DatabaseView &view, std::shared_ptr<StatementCells> cells, const WorkbenchFilter &filter,
                         WorkbenchContext context = {});
/// The last deployment before this digest was first seen, within a day; nullptr: none, or it may be older.
const Change *newSince(const DigestRow &row, const std::vector<Change> &changes);

std::vector<ColumnHead> sessionHeads();
/// Those that wait longest, or whose transaction is oldest, first; at most `most`.
std::vector<RowFacts> sessionRows(const std::vector<Session> &sessions, const WorkbenchFilter &filter,
                                  std::size_t most);

std::vector<ColumnHead> differenceHeads();
std::vector<RowFacts> differenceRows(const std::vector<FieldDifference> &differences, const DatabaseStore &database,
                                     SqlDialect dialect);

std::vector<ColumnHead> slowCommandHeads();
std::vector<RowFacts> slowCommandRows(const CacheStats &stats);

/// Why this digest is slow, in one sentence with its figures, from what was measured and planned; what is not known is
/// not guessed. `plans` may be nullptr.
QString whySlow(const DigestRow &row, const DatabaseView &view, const PlanBook *plans = nullptr);

/// The normalised statement with a line for each of its parts.
QString statementLines(const QString &text);

} // namespace surgedeck
