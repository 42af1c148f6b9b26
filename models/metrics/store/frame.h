// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/samplecolumns.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// A column of a frame that is to be made.
struct FrameColumn
{
    unsigned slot = 0;                      ///< below Frame::mostSeries, ascending
    const SampleColumns *samples = nullptr; ///< not empty
};

/// Closed history of up to 64 series, compressed together: series of one target share their times and look alike.
/// Immutable, so that readers need no lock.
class Frame
{
public:
    static constexpr unsigned mostSeries = 64;
    static constexpr std::size_t mostSamples = 1 << 16;        ///< of one series
    static constexpr std::size_t mostBytes = 64 * 1024 * 1024; ///< when decompressed

    static Frame encode(std::span<const FrameColumn> columns);
    /// Reads what encode() wrote. The bytes may be hostile: nullopt when anything about them is wrong; what is accepted
    /// reads without an error from then on.
    static std::optional<Frame> fromBytes(std::string_view bytes);

    const std::string &bytes() const { return m_bytes; }
    std::uint64_t slots() const { return m_slots; } ///< one bit for each series that has samples
    std::int64_t firstTimeMs() const { return m_firstTimeMs; }
    std::int64_t lastTimeMs() const { return m_lastTimeMs; }
    std::size_t samples() const { return m_samples; }
    std::size_t memory() const { return sizeof(Frame) + m_bytes.capacity() + 1; }

private:
    friend class FrameReader;

    std::string m_bytes;
    std::uint64_t m_slots = 0;
    std::int64_t m_firstTimeMs = 0;
    std::int64_t m_lastTimeMs = 0;
    std::size_t m_samples = 0;
};

/// A frame, decompressed. Reads any of its series.
class FrameReader
{
public:
    explicit FrameReader(const Frame &frame);
    ~FrameReader();

    /// Appends the samples of one series in [fromMs, toMs] to `out`; none when the frame does not have it. False when
    /// the bytes are damaged.
    bool read(unsigned slot, std::int64_t fromMs, std::int64_t toMs, SampleColumns &out);

private:
    friend class Frame;
    struct Layout;
    std::unique_ptr<Layout> m_layout;
};

} // namespace surgedeck::metrics
