// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/appendresult.h"
#include "models/metrics/store/frame.h"
#include "models/metrics/store/openseries.h"

#include <array>
#include <shared_mutex>
#include <vector>

namespace surgedeck::metrics {

/// What a change did to the size of a group.
struct GroupChange
{
    std::int64_t samples = 0;
    std::int64_t openBytes = 0;
    std::int64_t closedBytes = 0;
    std::vector<std::int64_t> frameEndsMs; ///< of frames that were added

    GroupChange &operator+=(const GroupChange &other);
};

/// 64 series that were made one after the other, which usually means: of one target. They share a lock and are closed
/// into one frame together. One thread changes it, any number read: every change is made under the lock, and holds it
/// for no longer than memory is moved.
class SeriesGroup
{
public:
    static constexpr unsigned size = Frame::mostSeries;

    // The changing thread. Slots of series that end in the same six bits are the same here.

    /// Makes the slot ready for a series and gives its number.
    std::uint32_t birth(unsigned slot);
    /// Whoever has the number is told from now on that the series died.
    void death(unsigned slot);
    /// All of this group; `results` has room for as many.
    GroupChange append(std::span<const BatchSample> batch, AppendResult *results);
    /// Drops frames and open samples that end before `ms`.
    GroupChange dropBefore(std::int64_t ms);
    /// The frame that ends first.
    GroupChange dropOldestFrame();
    /// Closes what is open, however little it is.
    GroupChange close();
    /// Which series have samples left: a bit for each slot.
    std::uint64_t slotsInUse() const;
    /// When the frame that ends first ends; nullopt when there is none.
    std::optional<std::int64_t> oldestFrameMs() const;

    // Every thread.

    struct Wanted
    {
        SeriesRef series;
        SampleColumns *out;
    };
    /// Appends the samples in [fromMs, toMs] of each; nothing for one that died.
    void read(std::span<const Wanted> wanted, std::int64_t fromMs, std::int64_t toMs) const;
    /// The newest sample of each.
    void newest(std::span<const SeriesRef> series, NewestSample *out) const;
    bool isAlive(SeriesRef series) const;

private:
    static unsigned indexOf(SeriesRef series) { return series.slot % size; }
    bool knows(SeriesRef series) const { return m_generations[indexOf(series)] == series.generation; }
    AppendResult appendOne(const BatchSample &sample);
    std::vector<std::shared_ptr<const Frame>>::const_iterator oldestFrame() const;

    mutable std::shared_mutex m_lock;
    std::array<OpenSeries, size> m_open;
    std::array<std::uint32_t, size> m_generations{};
    std::vector<std::shared_ptr<const Frame>> m_frames; // as they were closed: in order of time for each series
};

} // namespace surgedeck::metrics
