// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <unordered_map>
#include <vector>

namespace surgedeck::postgres {

/// What pg_stat_statements counts apart: a statement of one user in one database.
struct StatementKey
{
    qint64 queryId = 0;
    quint32 database = 0;
    quint32 user = 0;
    bool operator==(const StatementKey &) const = default;
};

struct StatementKeyHash
{
    std::size_t operator()(const StatementKey &key) const
    {
        return static_cast<std::size_t>(key.queryId) ^ (std::size_t{key.database} << 32) ^ key.user;
    }
};

/// Totals since the entry was made.
struct StatementCounters
{
    double calls = 0;
    double totalMs = 0;
    double rows = 0;
};

using StatementTotals = std::unordered_map<StatementKey, StatementCounters, StatementKeyHash>;

/// What one query id added between two reads, over all databases and users.
struct StatementMove
{
    qint64 queryId = 0;
    StatementCounters added;
    StatementCounters before; ///< totals as of the read before
};

/// Whether a read brought every entry of the view. What is missing from a partial one may be old.
enum class ReadScope
{
    Whole,
    Partial
};

/// What moved from one read to the next, the most time first. An entry that is new, or whose counters fell (reset, or
/// evicted and made again), has counted from 0 in between: its totals are what it added. With a partial read before, a
/// new entry may be as old as the server and is left out.
std::vector<StatementMove> movesBetween(const StatementTotals &before, const StatementTotals &now,
                                        ReadScope scopeBefore);

/// The `most` by time and the `most` by calls, each once.
std::vector<StatementMove> topMoves(std::vector<StatementMove> moves, std::size_t most);

} // namespace surgedeck::postgres
