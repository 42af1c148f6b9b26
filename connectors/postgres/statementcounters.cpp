// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/statementcounters.h"

#include <algorithm>

namespace surgedeck::postgres {

namespace {

void add(StatementCounters &sum, const StatementCounters &value)
{
    sum.calls += value.calls;
    sum.totalMs += value.totalMs;
    sum.rows += value.rows;
}

bool fell(const StatementCounters &before, const StatementCounters &now)
{
    return now.calls < before.calls || now.totalMs < before.totalMs || now.rows < before.rows;
}

StatementCounters difference(const StatementCounters &before, const StatementCounters &now)
{
    return {now.calls - before.calls, now.totalMs - before.totalMs, now.rows - before.rows};
}

bool moreTime(const StatementMove &a, const StatementMove &b)
{
    return a.added.totalMs != b.added.totalMs ? a.added.totalMs > b.added.totalMs : a.queryId < b.queryId;
}

bool moreCalls(const StatementMove &a, const StatementMove &b)
{
    return a.added.calls != b.added.calls ? a.added.calls > b.added.calls : a.queryId < b.queryId;
}

} // namespace

std::vector<StatementMove> movesBetween(const StatementTotals &before, const StatementTotals &now,
                                        ReadScope scopeBefore)
{
    std::unordered_map<qint64, StatementMove> sums;
    for (const auto &[key, counters] : now) {
        const auto old = before.find(key);
        if (old == before.end() && scopeBefore == ReadScope::Partial)
            continue;
        const bool afresh = old == before.end() || fell(old->second, counters);
        const StatementCounters added = afresh ? counters : difference(old->second, counters);
        if (added.calls <= 0)
            continue;
        StatementMove &move = sums[key.queryId];
        move.queryId = key.queryId;
        add(move.added, added);
        if (!afresh)
            add(move.before, old->second);
    }
    std::vector<StatementMove> moves;
    moves.reserve(sums.size());
    for (const auto &[id, move] : sums)
        moves.push_back(move);
    std::sort(moves.begin(), moves.end(), moreTime);
    return moves;
}

std::vector<StatementMove> topMoves(std::vector<StatementMove> moves, std::size_t most)
{
    if (moves.size() <= most)
        return moves;
    std::sort(moves.begin(), moves.end(), moreTime);
    const auto rest = moves.begin() + static_cast<std::ptrdiff_t>(most);
    const auto end = rest + static_cast<std::ptrdiff_t>(std::min(most, moves.size() - most));
    std::partial_sort(rest, end, moves.end(), moreCalls);
    moves.erase(end, moves.end());
    return moves;
}

} // namespace surgedeck::postgres
