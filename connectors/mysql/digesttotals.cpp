// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/digesttotals.h"

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostTotals = 20'000;
constexpr double picosecondsPerMs = 1e9;

DigestTotal readTotal(const Row &row)
{
    DigestTotal total;
    total.calls = row.number(2).value_or(0);
    total.totalMs = row.number(3).value_or(0) / picosecondsPerMs;
    total.lockMs = row.number(4).value_or(0) / picosecondsPerMs;
    total.rowsExamined = row.number(5).value_or(0);
    total.rowsSent = row.number(6).value_or(0);
    total.firstSeen = row.bytes(7);
    return total;
}

DigestTotal difference(const DigestTotal &now, const DigestTotal &before)
{
    return {now.calls - before.calls,       now.totalMs - before.totalMs,
            now.lockMs - before.lockMs,     now.rowsExamined - before.rowsExamined,
            now.rowsSent - before.rowsSent, now.firstSeen};
}

} // namespace

std::vector<DigestGrowth> DigestTotals::update(const Answer &answer)
{
    std::vector<DigestGrowth> grown;
    for (const Row &row : answer.rows) {
        const DigestTotal now = readTotal(row);
        const QByteArray key = row.bytes(0) + '\0' + row.bytes(1);
        const auto known = m_totals.find(key);
        const bool isNew = row.number(8) == 1;
        const bool reset =
            known != m_totals.end() && (known->second.firstSeen != now.firstSeen || now.calls < known->second.calls);
        const DigestTotal before = known == m_totals.end() || reset ? DigestTotal() : known->second;
        const bool measurable = !m_first && (known != m_totals.end() || isNew);
        if (measurable && now.calls > before.calls) {
            DigestGrowth growth{row.bytes(0), row.bytes(1), difference(now, before), {}, {}};
            if (const auto p95 = row.number(9))
                growth.p95Ms = *p95 / picosecondsPerMs;
            if (before.calls > 0)
                growth.usualMeanMs = before.totalMs / before.calls;
            grown.push_back(std::move(growth));
        }
        if (known != m_totals.end() || m_totals.size() < mostTotals)
            m_totals.insert_or_assign(key, now);
    }
    m_first = false;
    return grown;
}

} // namespace surgedeck::mysql
