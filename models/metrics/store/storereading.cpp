// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/storeparts.h"

#include <algorithm>
#include <mutex>

namespace surgedeck::metrics {

namespace {

bool sameGroup(SeriesRef a, SeriesRef b)
{
    return a.slot / SeriesGroup::size == b.slot / SeriesGroup::size;
}

// Calls `each` with every run of series that live in one group.
template <typename Each>
void forEachGroup(std::span<const SeriesRef> series, Each each)
{
    for (std::size_t begin = 0, end = 0; begin < series.size(); begin = end) {
        while (end < series.size() && sameGroup(series[end], series[begin]))
            ++end;
        each(begin, end - begin);
    }
}

} // namespace

std::vector<SeriesRef> SampleStore::find(std::span<const Matcher> matchers) const
{
    const std::shared_lock lock(m_parts->labelsLock);
    std::vector<std::uint32_t> slots = m_parts->labels.select(matchers);
    m_parts->order.sort(m_parts->labels, m_parts->version.load(std::memory_order_relaxed), slots);
    std::vector<SeriesRef> series;
    series.reserve(slots.size());
    for (const std::uint32_t slot : slots)
        series.push_back(m_parts->labels.refOf(slot));
    return series;
}

std::uint64_t SampleStore::seriesVersion() const
{
    const std::shared_lock lock(m_parts->labelsLock);
    return m_parts->version.load(std::memory_order_relaxed);
}

std::shared_ptr<const Labels> SampleStore::labelsOf(SeriesRef series) const
{
    const std::shared_lock lock(m_parts->labelsLock);
    return m_parts->cache.get(m_parts->labels, series);
}

void SampleStore::read(SeriesRef series, std::int64_t fromMs, std::int64_t toMs, SampleColumns &out) const
{
    const SeriesGroup::Wanted wanted{series, &out};
    if (const SeriesGroup *group = m_parts->groupOf(series.slot))
        group->read({&wanted, 1}, fromMs, toMs);
}

void SampleStore::newest(std::span<const SeriesRef> series, std::span<NewestSample> out) const
{
    forEachGroup(series, [&](std::size_t begin, std::size_t size) {
        if (const SeriesGroup *group = m_parts->groupOf(series[begin].slot))
            group->newest(series.subspan(begin, size), out.data() + begin);
        else
            std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(begin), size, NewestSample());
    });
}

std::vector<SeriesSamples> SampleStore::select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                               std::int64_t toMs) const
{
    // Read group by group, each of whose frames is decompressed once; given in the order of labels.
    std::vector<SeriesRef> ordered = find(matchers);
    std::vector<std::size_t> places(ordered.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    std::sort(places.begin(), places.end(),
              [&](std::size_t a, std::size_t b) { return ordered[a].slot < ordered[b].slot; });
    std::vector<SeriesRef> bySlot;
    for (const std::size_t place : places)
        bySlot.push_back(ordered[place]);
    std::vector<SampleColumns> columns(ordered.size());
    std::vector<SeriesGroup::Wanted> wanted;
    forEachGroup(bySlot, [&](std::size_t begin, std::size_t size) {
        wanted.clear();
        for (std::size_t i = begin; i < begin + size; ++i)
            wanted.push_back({bySlot[i], &columns[places[i]]});
        m_parts->groupOf(bySlot[begin].slot)->read(wanted, fromMs, toMs);
    });
    std::vector<SeriesSamples> result;
    const std::shared_lock lock(m_parts->labelsLock);
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        if (columns[i].size() == 0)
            continue;
        if (auto labels = m_parts->cache.get(m_parts->labels, ordered[i]))
            result.push_back({std::move(labels), std::move(columns[i].timesMs), std::move(columns[i].values)});
    }
    return result;
}

std::optional<std::int64_t> SampleStore::newestTimeMs() const
{
    const std::int64_t newest = m_parts->newestMs.load(std::memory_order_relaxed);
    return newest == Parts::never ? std::nullopt : std::optional(newest);
}

StoreCounters SampleStore::counters() const
{
    const auto of = [&](AppendResult result) {
        return m_parts->results[static_cast<std::size_t>(result)].load(std::memory_order_relaxed);
    };
    StoreCounters counters;
    counters.appended = of(AppendResult::Appended);
    counters.duplicates = of(AppendResult::Duplicate);
    counters.otherValues = of(AppendResult::OtherValue);
    counters.outOfOrder = of(AppendResult::OutOfOrder);
    counters.tooOld = of(AppendResult::TooOld);
    counters.unknownSeries = of(AppendResult::UnknownSeries);
    counters.refusedSeries = m_parts->refusedSeries.load(std::memory_order_relaxed);
    counters.dropped = m_parts->dropped.load(std::memory_order_relaxed);
    return counters;
}

StoreSize SampleStore::size() const
{
    const std::shared_lock lock(m_parts->labelsLock);
    StoreSize size;
    size.series = m_parts->labels.size();
    size.samples = m_parts->samples.load(std::memory_order_relaxed);
    size.closedBytes = m_parts->closedBytes.load(std::memory_order_relaxed);
    size.openBytes = m_parts->openBytes.load(std::memory_order_relaxed);
    const std::size_t groups = (m_parts->labels.slots() + SeriesGroup::size - 1) / SeriesGroup::size;
    size.indexBytes = m_parts->labels.bytes() + m_parts->order.bytes() + groups * sizeof(SeriesGroup);
    return size;
}

} // namespace surgedeck::metrics
