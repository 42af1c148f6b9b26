// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/labelorder.h"
#include "models/metrics/store/samplestore.h"
#include "models/metrics/store/seriesgroup.h"

#include <array>
#include <atomic>
#include <queue>

namespace surgedeck::metrics {

/// What a SampleStore is made of. The appending thread changes it and reads it without a lock; what other threads read
/// is atomic, or changes under a lock only.
struct SampleStore::Parts
{
    explicit Parts(StoreLimits theLimits);

    SeriesGroup *groupOf(std::uint32_t slot) const
    {
        const std::uint32_t number = slot / SeriesGroup::size;
        return number < mostGroups ? groups[number].load(std::memory_order_acquire) : nullptr;
    }
    std::int64_t oldestKeptMs() const;

    // The appending thread.
    std::optional<std::uint32_t> freeSlot();
    SeriesRef make(std::span<const LabelView> labels);
    void append(std::span<const BatchSample> batch, AppendResult *results);
    std::size_t appendRun(std::span<const BatchSample> batch, AppendResult *results);
    void account(const GroupChange &change, std::uint32_t group);
    void count(std::span<const BatchSample> batch, const AppendResult *results);
    void trim(std::int64_t nowMs);
    void buryEmptySeries(std::uint32_t group);
    void dropBeyondBytes();

    const StoreLimits limits;

    mutable std::shared_mutex labelsLock; // of `labels`; held exclusively for a moment when series come or go
    LabelIndex labels;
    std::atomic<std::uint64_t> version{1};
    mutable LabelOrder order;
    mutable LabelCache cache;

    const std::uint32_t mostGroups;
    std::unique_ptr<std::atomic<SeriesGroup *>[]> groups;
    std::vector<std::unique_ptr<SeriesGroup>> ownedGroups;
    std::vector<std::uint64_t>
        young; // of each group: series that were made since the last trim, and may wait for a sample
    std::vector<std::uint32_t> freeSlots;
    std::uint32_t usedSlots = 0;

    struct FrameEnd
    {
        std::int64_t ms;
        std::uint32_t group;
        bool operator>(const FrameEnd &other) const { return ms > other.ms; }
    };
    std::priority_queue<FrameEnd, std::vector<FrameEnd>, std::greater<>> frameEnds; // may name frames that are gone
    std::vector<AppendResult> scratch;

    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
    std::int64_t trimmedMs = never; // newest time when it was last trimmed
    std::atomic<std::int64_t> newestMs{never};
    std::atomic<std::size_t> samples{0};
    std::atomic<std::size_t> openBytes{0};
    std::atomic<std::size_t> closedBytes{0};
    std::atomic<std::size_t> indexBytes{0};
    std::array<std::atomic<std::uint64_t>, 6> results{}; // by AppendResult
    std::atomic<std::uint64_t> refusedSeries{0};
    std::atomic<std::uint64_t> dropped{0};
};

} // namespace surgedeck::metrics
