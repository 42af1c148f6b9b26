// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/cohort.h"

#include <algorithm>

namespace surgedeck::metrics {

void Cohort::join(Member member, std::span<const double> values)
{
    m_members.push_back(member);
    m_values.insert(m_values.end(), values.begin(), values.end());
}

void Cohort::arrange()
{
    // What has joined stands member by member.
    const std::size_t rowCount = m_timesMs.size();
    std::vector<double> rowWise(m_values.size());
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        for (std::size_t row = 0; row < rowCount; ++row)
            rowWise[row * m_members.size() + member] = m_values[member * rowCount + row];
    }
    m_values = std::move(rowWise);
    m_lastFall.assign(m_members.size(), -1);
    for (std::uint32_t row = 1; row < rowCount; ++row)
        noteFalls(row);
}

void Cohort::noteFalls(std::uint32_t row)
{
    const double *const now = this->row(row);
    const double *const before = this->row(row - 1);
    const std::int64_t number = static_cast<std::int64_t>(row) + m_dropped;
    for (std::size_t member = 0; member < m_members.size(); ++member)
        m_lastFall[member] = now[member] < before[member] ? number : m_lastFall[member];
}

void Cohort::append(std::int64_t timeMs, std::span<const double> values)
{
    m_timesMs.push_back(timeMs);
    m_values.insert(m_values.end(), values.begin(), values.end());
    if (rows() > 1)
        noteFalls(static_cast<std::uint32_t>(m_timesMs.size() - 1));
}

void Cohort::dropBefore(std::int64_t timeMs)
{
    while (m_first < m_timesMs.size() && m_timesMs[m_first] < timeMs)
        ++m_first;
    // Moved down only now and then, so that a step costs no copy of the window.
    if (m_first < 64 || m_first * 2 < m_timesMs.size())
        return;
    m_timesMs.erase(m_timesMs.begin(), m_timesMs.begin() + m_first);
    m_values.erase(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(m_first * m_members.size()));
    m_dropped += m_first;
    m_first = 0;
}

WindowBounds Cohort::bounds(std::int64_t fromMs, std::int64_t toMs) const
{
    const auto begin = m_timesMs.begin() + m_first;
    const auto first = std::lower_bound(begin, m_timesMs.end(), fromMs);
    const auto end = std::upper_bound(first, m_timesMs.end(), toMs);
    return {static_cast<std::uint32_t>(first - m_timesMs.begin()), static_cast<std::uint32_t>(end - m_timesMs.begin())};
}

void Cohort::columns(WindowBounds rows, Block members, std::vector<double> &out) const
{
    const std::size_t size = rows.end - rows.first;
    out.resize(size * members.count);
    for (std::uint32_t number = rows.first; number < rows.end; ++number) {
        const double *const from = row(number) + members.first;
        double *const to = out.data() + (number - rows.first);
        for (std::size_t i = 0; i < members.count; ++i)
            to[i * size] = from[i];
    }
}

} // namespace surgedeck::metrics
