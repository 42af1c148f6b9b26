// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/samplecolumns.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace surgedeck::metrics {

/// The newest samples of one series, compressed as they come: one byte for a sample at the usual distance whose value
/// moved by a small whole number, one byte for up to 32 whose value stands still, two to ten for most others. Not
/// thread-safe: its group locks.
class OpenSeries
{
public:
    /// How many samples it holds at most.
    static constexpr int most = 120;

    int count() const { return m_count; }
    bool isFull() const { return m_count >= most; }
    std::size_t bytes() const { return m_capacity; }
    /// Of the newest sample that was ever appended, also after clear(): what order and duplicates are judged by.
    bool hasLast() const { return m_appended != 0; }
    /// How many samples the series has ever taken, modulo 2^32; 0 before the first.
    std::uint32_t appended() const { return m_appended; }
    std::int64_t lastTimeMs() const { return m_lastTimeMs; }
    std::uint64_t lastBits() const { return m_lastBits; }
    std::optional<std::int64_t> firstTimeMs() const;

    /// The time must be later than the last one, and there must be room.
    void append(Sample sample);
    /// Appends the samples in [fromMs, toMs] to `out`.
    void read(std::int64_t fromMs, std::int64_t toMs, SampleColumns &out) const;
    /// Forgets the samples, keeps the place in time.
    void clear();
    /// As new: the series has died.
    void reset();

private:
    void store(const unsigned char *bytes, std::size_t size);

    std::int64_t m_lastTimeMs = 0;
    std::int64_t m_lastDistanceMs = 0;
    std::uint64_t m_lastBits = 0;
    std::unique_ptr<unsigned char[]> m_data;
    std::uint32_t m_appended = 0;
    std::uint16_t m_used = 0;
    std::uint16_t m_capacity = 0;
    std::uint8_t m_count = 0;
    std::uint8_t m_runs = 0; // how many more samples the last byte may stand for
};

} // namespace surgedeck::metrics
