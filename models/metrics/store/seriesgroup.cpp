// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/seriesgroup.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <mutex>

namespace surgedeck::metrics {

namespace {

constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

std::int64_t memoryOf(const Frame &frame)
{
    return static_cast<std::int64_t>(frame.memory() + sizeof(std::shared_ptr<const Frame>));
}

} // namespace

GroupChange &GroupChange::operator+=(const GroupChange &other)
{
    samples += other.samples;
    openBytes += other.openBytes;
    closedBytes += other.closedBytes;
    frameEndsMs.insert(frameEndsMs.end(), other.frameEndsMs.begin(), other.frameEndsMs.end());
    return *this;
}

std::uint32_t SeriesGroup::birth(unsigned slot)
{
    const std::unique_lock lock(m_lock);
    m_open[slot].reset();
    return m_generations[slot];
}

void SeriesGroup::death(unsigned slot)
{
    const std::unique_lock lock(m_lock);
    ++m_generations[slot];
    m_open[slot].reset();
}

AppendResult SeriesGroup::appendOne(const BatchSample &entry)
{
    if (!knows(entry.series))
        return AppendResult::UnknownSeries;
    OpenSeries &open = m_open[indexOf(entry.series)];
    const Sample sample = entry.sample;
    if (open.hasLast() && sample.timeMs <= open.lastTimeMs()) {
        if (sample.timeMs < open.lastTimeMs())
            return AppendResult::OutOfOrder;
        const bool same = std::bit_cast<std::uint64_t>(sample.value) == open.lastBits();
        return same ? AppendResult::Duplicate : AppendResult::OtherValue;
    }
    open.append(sample);
    return AppendResult::Appended;
}

GroupChange SeriesGroup::append(std::span<const BatchSample> batch, AppendResult *results)
{
    GroupChange change;
    bool full = false;
    for (std::size_t done = 0; done < batch.size() || full;) {
        if (full)
            change += close();
        full = false;
        const std::unique_lock lock(m_lock);
        for (; done < batch.size(); ++done) {
            OpenSeries &open = m_open[indexOf(batch[done].series)];
            if (open.isFull())
                break;
            const std::size_t before = open.bytes();
            results[done] = appendOne(batch[done]);
            change.samples += results[done] == AppendResult::Appended;
            change.openBytes += static_cast<std::int64_t>(open.bytes() - before);
            full |= open.isFull();
        }
    }
    return change;
}

// The frame is made without the lock: only this thread changes what is open, and readers may read it meanwhile.
GroupChange SeriesGroup::close()
{
    std::array<SampleColumns, size> samples;
    std::vector<FrameColumn> columns;
    GroupChange change;
    for (unsigned slot = 0; slot < size; ++slot) {
        if (m_open[slot].count() == 0)
            continue;
        m_open[slot].read(earliest, latest, samples[slot]);
        columns.push_back({slot, &samples[slot]});
        change.openBytes -= static_cast<std::int64_t>(m_open[slot].bytes());
    }
    if (columns.empty())
        return {};
    auto frame = std::make_shared<const Frame>(Frame::encode(columns));
    change.closedBytes = memoryOf(*frame);
    change.frameEndsMs = {frame->lastTimeMs()};
    const std::unique_lock lock(m_lock);
    m_frames.push_back(std::move(frame));
    for (const FrameColumn &column : columns)
        m_open[column.slot].clear();
    return change;
}

std::vector<std::shared_ptr<const Frame>>::const_iterator SeriesGroup::oldestFrame() const
{
    return std::min_element(m_frames.begin(), m_frames.end(),
                            [](const auto &a, const auto &b) { return a->lastTimeMs() < b->lastTimeMs(); });
}

std::optional<std::int64_t> SeriesGroup::oldestFrameMs() const
{
    return m_frames.empty() ? std::nullopt : std::optional((*oldestFrame())->lastTimeMs());
}

GroupChange SeriesGroup::dropOldestFrame()
{
    GroupChange change;
    if (m_frames.empty())
        return change;
    const auto place = oldestFrame();
    const std::shared_ptr<const Frame> oldest = *place; // freed after the lock
    change.samples = -static_cast<std::int64_t>(oldest->samples());
    change.closedBytes = -memoryOf(*oldest);
    const std::unique_lock lock(m_lock);
    m_frames.erase(place);
    return change;
}

GroupChange SeriesGroup::dropBefore(std::int64_t ms)
{
    GroupChange change;
    while (!m_frames.empty() && (*oldestFrame())->lastTimeMs() < ms)
        change += dropOldestFrame();
    for (OpenSeries &open : m_open) {
        if (open.count() == 0 || open.lastTimeMs() >= ms)
            continue;
        change.samples -= open.count();
        change.openBytes -= static_cast<std::int64_t>(open.bytes());
        const std::unique_lock lock(m_lock);
        open.clear();
    }
    return change;
}

std::uint64_t SeriesGroup::slotsInUse() const
{
    std::uint64_t slots = 0;
    for (const auto &frame : m_frames)
        slots |= frame->slots();
    for (unsigned slot = 0; slot < size; ++slot)
        slots |= std::uint64_t{m_open[slot].count() > 0} << slot;
    return slots;
}

void SeriesGroup::read(std::span<const Wanted> wanted, std::int64_t fromMs, std::int64_t toMs) const
{
    std::vector<std::shared_ptr<const Frame>> frames;
    std::vector<std::size_t> ends; // where the open samples of each end in `open`; none for one that died
    SampleColumns open;
    std::uint64_t alive = 0;
    {
        const std::shared_lock lock(m_lock);
        for (const auto &frame : m_frames) {
            if (frame->lastTimeMs() >= fromMs && frame->firstTimeMs() <= toMs)
                frames.push_back(frame);
        }
        for (const Wanted &each : wanted) {
            const unsigned slot = indexOf(each.series);
            if (knows(each.series)) {
                alive |= std::uint64_t{1} << slot;
                m_open[slot].read(fromMs, toMs, open);
            }
            ends.push_back(open.size());
        }
    }
    for (const auto &frame : frames) {
        if ((frame->slots() & alive) == 0)
            continue;
        FrameReader reader(*frame);
        for (const Wanted &each : wanted) {
            if (alive >> indexOf(each.series) & 1)
                static_cast<void>(reader.read(indexOf(each.series), fromMs, toMs, *each.out));
        }
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < wanted.size(); begin = ends[i++]) {
        const auto from = static_cast<std::ptrdiff_t>(begin);
        const auto to = static_cast<std::ptrdiff_t>(ends[i]);
        SampleColumns &out = *wanted[i].out;
        out.timesMs.insert(out.timesMs.end(), open.timesMs.begin() + from, open.timesMs.begin() + to);
        out.values.insert(out.values.end(), open.values.begin() + from, open.values.begin() + to);
    }
}

void SeriesGroup::newest(std::span<const SeriesRef> series, NewestSample *out) const
{
    const std::shared_lock lock(m_lock);
    for (const SeriesRef each : series) {
        const OpenSeries &open = m_open[indexOf(each)];
        *out++ = knows(each)
                     ? NewestSample{{open.lastTimeMs(), std::bit_cast<double>(open.lastBits())}, open.appended()}
                     : NewestSample();
    }
}

bool SeriesGroup::isAlive(SeriesRef series) const
{
    const std::shared_lock lock(m_lock);
    return knows(series);
}

} // namespace surgedeck::metrics
