// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/windowplan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// Series with equal times, as those of one target are: the times once, and the samples in rows, one row for each time.
/// A new row costs a copy, and what depends on times only is computed once for all. No stale markers.
class Cohort
{
public:
    explicit Cohort(std::vector<std::int64_t> timesMs)
        : m_timesMs(std::move(timesMs))
    {
    }

    struct Member
    {
        std::uint32_t place = 0;    ///< in LeafSeries
        std::uint32_t appended = 0; ///< NewestSample::appended when the last row was taken
    };

    /// Only before the first row is appended or dropped: one value for each time.
    void join(Member member, std::span<const double> values);
    /// To be called when all have joined.
    void arrange();

    std::vector<Member> &members() { return m_members; }
    const std::vector<Member> &members() const { return m_members; }
    std::size_t rows() const { return m_timesMs.size() - m_first; }
    std::size_t values() const { return m_values.size(); } ///< in memory
    bool isEmpty() const { return rows() == 0; }
    std::int64_t lastTimeMs() const { return m_timesMs.back(); } ///< only when not empty

    /// A value of each member, in their order; later than the last.
    void append(std::int64_t timeMs, std::span<const double> values);
    void dropBefore(std::int64_t timeMs);

    /// The rows in [fromMs, toMs].
    WindowBounds bounds(std::int64_t fromMs, std::int64_t toMs) const;
    std::span<const std::int64_t> times(WindowBounds rows) const
    {
        return std::span(m_timesMs).subspan(rows.first, rows.end - rows.first);
    }
    const double *row(std::uint32_t number) const { return m_values.data() + number * m_members.size(); }
    /// Neighbours: their values are read together, because a row is wider than what the processor fetches at once.
    struct Block
    {
        std::size_t first = 0;
        std::size_t count = 1;
    };
    static constexpr std::size_t blockSize = 8;
    /// The values of some members, one column after the other.
    void columns(WindowBounds rows, Block members, std::vector<double> &out) const;
    /// Whether the values of a member fell after this row, as a counter's do when it is reset.
    bool fellAfter(std::uint32_t row, std::size_t member) const
    {
        return m_lastFall[member] > static_cast<std::int64_t>(row) + m_dropped;
    }

private:
    void noteFalls(std::uint32_t row);

    std::vector<Member> m_members;
    std::vector<std::int64_t> m_timesMs;
    std::vector<double> m_values;         // row by row
    std::vector<std::int64_t> m_lastFall; // of each member: number of the row, counted from the first ever
    std::uint32_t m_first = 0;            // rows before it are dropped
    std::int64_t m_dropped = 0;           // rows that are no longer in m_values
};

} // namespace surgedeck::metrics
