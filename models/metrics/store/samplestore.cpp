// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/samplestore.h"

#include "models/metrics/store/bytes.h"
#include "models/metrics/store/storeparts.h"

#include <algorithm>
#include <mutex>

namespace surgedeck::metrics {

namespace {

// Only one thread writes these: no need for an atomic addition.
template <typename T>
void add(std::atomic<T> &to, std::int64_t difference)
{
    to.store(to.load(std::memory_order_relaxed) + static_cast<T>(difference), std::memory_order_relaxed);
}

} // namespace

SampleStore::Parts::Parts(StoreLimits theLimits)
    : limits(theLimits)
    , mostGroups((theLimits.mostSeries + SeriesGroup::size - 1) / SeriesGroup::size)
    , groups(std::make_unique<std::atomic<SeriesGroup *>[]>(mostGroups))
{
}

std::int64_t SampleStore::Parts::oldestKeptMs() const
{
    const std::int64_t newest = newestMs.load(std::memory_order_relaxed);
    return newest < never + limits.retentionMs ? never : newest - limits.retentionMs;
}

std::optional<std::uint32_t> SampleStore::Parts::freeSlot()
{
    if (!freeSlots.empty()) {
        const std::uint32_t slot = freeSlots.back();
        freeSlots.pop_back();
        return slot;
    }
    if (usedSlots >= limits.mostSeries)
        return std::nullopt;
    if (usedSlots % SeriesGroup::size == 0) {
        ownedGroups.push_back(std::make_unique<SeriesGroup>());
        young.push_back(0);
        groups[usedSlots / SeriesGroup::size].store(ownedGroups.back().get(), std::memory_order_release);
    }
    return usedSlots++;
}

SeriesRef SampleStore::Parts::make(std::span<const LabelView> wanted)
{
    const std::optional<std::uint32_t> slot = freeSlot();
    if (!slot) {
        add(refusedSeries, 1);
        return {};
    }
    const std::uint32_t index = *slot % SeriesGroup::size;
    const SeriesRef series{*slot, groupOf(*slot)->birth(index)};
    young[*slot / SeriesGroup::size] |= std::uint64_t{1} << index;
    const std::unique_lock lock(labelsLock);
    labels.add(series, wanted);
    version.fetch_add(1, std::memory_order_relaxed);
    return series;
}

void SampleStore::Parts::account(const GroupChange &change, std::uint32_t group)
{
    add(samples, change.samples);
    add(openBytes, change.openBytes);
    add(closedBytes, change.closedBytes);
    if (change.samples < 0)
        add(dropped, -change.samples);
    for (const std::int64_t ms : change.frameEndsMs)
        frameEnds.push({ms, group});
}

// As many samples as belong to one group and are young enough; at least one.
std::size_t SampleStore::Parts::appendRun(std::span<const BatchSample> batch, AppendResult *out)
{
    const std::int64_t oldest = oldestKeptMs();
    const std::uint32_t group = batch[0].series.slot / SeriesGroup::size;
    std::size_t size = 0;
    while (size < batch.size() && batch[size].series.slot / SeriesGroup::size == group &&
           batch[size].sample.timeMs >= oldest)
        ++size;
    if (size == 0 || group >= ownedGroups.size()) {
        *out = size == 0 ? AppendResult::TooOld : AppendResult::UnknownSeries;
        return 1;
    }
    account(ownedGroups[group]->append(batch.first(size), out), group);
    return size;
}

void SampleStore::Parts::append(std::span<const BatchSample> batch, AppendResult *out)
{
    for (std::size_t done = 0; done < batch.size();)
        done += appendRun(batch.subspan(done), out + done);
    count(batch, out);
    const std::int64_t newest = newestMs.load(std::memory_order_relaxed);
    if (trimmedMs == never || wrappingSubtract(newest, trimmedMs) > limits.retentionMs / 32)
        trim(newest);
    else
        dropBeyondBytes();
}

void SampleStore::Parts::count(std::span<const BatchSample> batch, const AppendResult *out)
{
    std::array<std::int64_t, 6> counts{};
    std::int64_t newest = newestMs.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        ++counts[static_cast<std::size_t>(out[i])];
        if (out[i] == AppendResult::Appended)
            newest = std::max(newest, batch[i].sample.timeMs);
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
        add(results[i], counts[i]);
    newestMs.store(newest, std::memory_order_relaxed);
}

void SampleStore::Parts::trim(std::int64_t nowMs)
{
    const std::int64_t newest = std::max(nowMs, newestMs.load(std::memory_order_relaxed));
    const std::int64_t oldest = newest < never + limits.retentionMs ? never : newest - limits.retentionMs;
    for (std::uint32_t group = 0; group < ownedGroups.size(); ++group) {
        account(ownedGroups[group]->dropBefore(oldest), group);
        buryEmptySeries(group);
    }
    if (labels.isWorn()) {
        LabelIndex fresh = labels.anew();
        const std::unique_lock lock(labelsLock);
        std::swap(labels, fresh);
    }
    indexBytes = labels.bytes() + order.bytes() + ownedGroups.size() * sizeof(SeriesGroup);
    dropBeyondBytes();
    trimmedMs = newest;
}

void SampleStore::Parts::buryEmptySeries(std::uint32_t group)
{
    const std::uint64_t needed = ownedGroups[group]->slotsInUse() | std::exchange(young[group], 0);
    if (needed == ~std::uint64_t{0})
        return;
    for (std::uint32_t index = 0; index < SeriesGroup::size; ++index) {
        const std::uint32_t slot = group * SeriesGroup::size + index;
        if ((needed >> index & 1) || !labels.has(slot))
            continue;
        ownedGroups[group]->death(index);
        freeSlots.push_back(slot);
        const std::unique_lock lock(labelsLock);
        labels.remove(slot);
        version.fetch_add(1, std::memory_order_relaxed);
    }
}

// The index is bounded by the number of series; it may take half of the bytes, so that samples always have the rest.
void SampleStore::Parts::dropBeyondBytes()
{
    const std::size_t room = limits.mostBytes - std::min<std::size_t>(indexBytes, limits.mostBytes / 2);
    if (openBytes + closedBytes <= room)
        return;
    if (openBytes > room) {
        for (std::uint32_t group = 0; group < ownedGroups.size(); ++group)
            account(ownedGroups[group]->close(), group);
    }
    while (openBytes + closedBytes > room && !frameEnds.empty()) {
        const FrameEnd oldest = frameEnds.top();
        frameEnds.pop();
        SeriesGroup &group = *ownedGroups[oldest.group];
        if (const auto ms = group.oldestFrameMs(); ms && *ms <= oldest.ms)
            account(group.dropOldestFrame(), oldest.group);
    }
}

SampleStore::SampleStore(StoreLimits limits)
    : m_parts(std::make_unique<Parts>(limits))
{
}

SampleStore::~SampleStore() = default;

SeriesRef SampleStore::seriesFor(const Labels &labels)
{
    std::vector<LabelView> views;
    for (const Label &label : labels)
        views.push_back({label.name, label.value});
    return seriesFor(views);
}

SeriesRef SampleStore::seriesFor(std::span<const LabelView> labels)
{
    const auto known = m_parts->labels.find(labels);
    return known ? *known : m_parts->make(labels);
}

std::optional<SeriesRef> SampleStore::known(std::span<const LabelView> labels) const
{
    const auto found = m_parts->labels.find(labels);
    return found ? std::optional(*found) : std::nullopt;
}

AppendResult SampleStore::append(SeriesRef series, Sample sample)
{
    const BatchSample one{series, sample};
    AppendResult result = AppendResult::UnknownSeries;
    m_parts->append({&one, 1}, &result);
    return result;
}

void SampleStore::append(std::span<const BatchSample> batch, std::vector<AppendResult> *results)
{
    std::vector<AppendResult> &out = results ? *results : m_parts->scratch;
    out.resize(batch.size());
    m_parts->append(batch, out.data());
}

void SampleStore::trim(std::int64_t nowMs)
{
    m_parts->trim(nowMs);
}

} // namespace surgedeck::metrics
