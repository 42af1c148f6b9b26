// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/answer.h"

#include <QStringList>

#include <unordered_map>

namespace surgedeck::mysql {

/// What one statement of one schema did since the server's totals began.
struct DigestTotal
{
    double calls = 0;
    double totalMs = 0;
    double lockMs = 0;
    double rowsExamined = 0;
    double rowsSent = 0;
    QByteArray firstSeen; ///< another value: the line was removed and made again
};

/// What one statement of one schema did between two reads.
struct DigestGrowth
{
    QByteArray schema;
    QByteArray digest; ///< the server's
    DigestTotal added;
    std::optional<double> p95Ms;
    std::optional<double> usualMeanMs; ///< before this growth
};

/// Turns the server's totals into growth. A total that fell, or a line that was made anew, began at zero since the last
/// read (TRUNCATE of the table, or an eviction). A line never seen before counts in full when the server says that it
/// is new, and else begins here. At most 20,000 lines are remembered. Worker thread of its source.
class DigestTotals
{
public:
    /// From `Statements::digests`; the first call only remembers.
    std::vector<DigestGrowth> update(const Answer &answer);
    bool empty() const { return m_totals.empty(); }

private:
    std::unordered_map<QByteArray, DigestTotal> m_totals; ///< by schema and digest
    bool m_first = true;
};

} // namespace surgedeck::mysql
