// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/frame.h"

#include "models/metrics/store/columncodec.h"

#include <algorithm>
#include <zstd.h>

namespace surgedeck::metrics {

namespace {

// [method: 1 byte][size when decompressed: varint][payload]. Decompressed: number of series, number of time columns;
// each time column: samples, bytes; each series: slot (1 byte), time column, bytes; then the columns in the same order.
enum Method : unsigned
{
    Stored = 0,
    Zstd = 1
};
constexpr int compressionLevel = 3;

std::string compressed(const std::string &raw)
{
    ByteWriter head;
    head.byte(Zstd);
    head.varint(raw.size());
    std::string bytes = head.take();
    const std::size_t begin = bytes.size();
    bytes.resize(begin + ZSTD_compressBound(raw.size()));
    const std::size_t size =
        ZSTD_compress(bytes.data() + begin, bytes.size() - begin, raw.data(), raw.size(), compressionLevel);
    if (ZSTD_isError(size) || size >= raw.size()) {
        bytes.resize(begin);
        bytes[0] = Stored;
        bytes += raw;
    } else {
        bytes.resize(begin + size);
    }
    bytes.shrink_to_fit();
    return bytes;
}

bool decompress(std::string_view bytes, std::string &raw)
{
    ByteReader in(bytes);
    const unsigned method = in.byte();
    const std::uint64_t size = in.varint();
    const std::string_view payload = in.bytes(in.left());
    if (in.failed() || size > Frame::mostBytes)
        return false;
    if (method == Stored) {
        raw = payload;
        return raw.size() == size;
    }
    // What the payload itself claims comes first: a few bytes must not make us reserve megabytes.
    if (method != Zstd || ZSTD_getFrameContentSize(payload.data(), payload.size()) != size)
        return false;
    raw.resize(size);
    return ZSTD_decompress(raw.data(), raw.size(), payload.data(), payload.size()) == size;
}

} // namespace

struct FrameReader::Layout
{
    struct TimeColumn
    {
        std::size_t count = 0;
        std::string_view bytes;
        std::vector<std::int64_t> timesMs; // once decoded
    };
    struct Series
    {
        unsigned slot = 0;
        std::size_t timeColumn = 0;
        std::string_view bytes;
    };

    bool read(const std::string &frameBytes);
    const Series *find(unsigned slot) const;
    // Empty when the bytes are damaged.
    const std::vector<std::int64_t> &timesOf(const Series &series);

    std::string raw;
    std::vector<TimeColumn> times;
    std::vector<Series> series;
};

bool FrameReader::Layout::read(const std::string &frameBytes)
{
    if (!decompress(frameBytes, raw))
        return false;
    ByteReader in(raw);
    const std::uint64_t seriesCount = in.varint();
    const std::uint64_t timesCount = in.varint();
    if (seriesCount == 0 || seriesCount > Frame::mostSeries || timesCount == 0 || timesCount > seriesCount)
        return false;
    std::vector<std::uint64_t> sizes;
    times.resize(timesCount);
    for (TimeColumn &column : times) {
        column.count = in.varint();
        sizes.push_back(in.varint());
        if (column.count == 0 || column.count > Frame::mostSamples)
            return false;
    }
    series.resize(seriesCount);
    int lastSlot = -1;
    for (Series &each : series) {
        each.slot = in.byte();
        each.timeColumn = in.varint();
        sizes.push_back(in.varint());
        if (each.slot >= Frame::mostSeries || static_cast<int>(each.slot) <= lastSlot || each.timeColumn >= timesCount)
            return false;
        lastSlot = static_cast<int>(each.slot);
    }
    auto size = sizes.begin();
    for (TimeColumn &column : times)
        column.bytes = in.bytes(*size++);
    for (Series &each : series)
        each.bytes = in.bytes(*size++);
    return !in.failed() && in.atEnd();
}

const FrameReader::Layout::Series *FrameReader::Layout::find(unsigned slot) const
{
    const auto found = std::lower_bound(series.begin(), series.end(), slot,
                                        [](const Series &each, unsigned wanted) { return each.slot < wanted; });
    return found != series.end() && found->slot == slot ? &*found : nullptr;
}

const std::vector<std::int64_t> &FrameReader::Layout::timesOf(const Series &of)
{
    TimeColumn &column = times[of.timeColumn];
    if (column.timesMs.empty() && !decodeTimes(column.bytes, column.count, column.timesMs))
        column.timesMs.clear();
    return column.timesMs;
}

FrameReader::FrameReader(const Frame &frame)
    : m_layout(std::make_unique<Layout>())
{
    if (!m_layout->read(frame.m_bytes))
        m_layout->series.clear();
}

FrameReader::~FrameReader() = default;

bool FrameReader::read(unsigned slot, std::int64_t fromMs, std::int64_t toMs, SampleColumns &out)
{
    const Layout::Series *series = m_layout->find(slot);
    if (!series)
        return !m_layout->series.empty();
    const std::vector<std::int64_t> &times = m_layout->timesOf(*series);
    if (times.empty())
        return false;
    const auto begin = std::lower_bound(times.begin(), times.end(), fromMs);
    const auto end = std::upper_bound(begin, times.end(), toMs);
    if (begin >= end)
        return true;
    const std::size_t before = out.values.size();
    if (!decodeValues(series->bytes, times.size(), out.values))
        return false;
    out.values.resize(before + static_cast<std::size_t>(end - times.begin()));
    const auto first = out.values.begin() + static_cast<std::ptrdiff_t>(before);
    out.values.erase(first, first + (begin - times.begin()));
    out.timesMs.insert(out.timesMs.end(), begin, end);
    return true;
}

Frame Frame::encode(std::span<const FrameColumn> columns)
{
    std::vector<std::string> times;
    std::vector<std::size_t> counts;
    ByteWriter seriesHeads;
    ByteWriter values;
    Frame frame;
    frame.m_firstTimeMs = columns[0].samples->timesMs.front();
    frame.m_lastTimeMs = columns[0].samples->timesMs.back();
    for (const FrameColumn &column : columns) {
        const SampleColumns &samples = *column.samples;
        ByteWriter timeBytes;
        encodeTimes(samples.timesMs, timeBytes);
        const auto known = std::find(times.begin(), times.end(), timeBytes.data());
        seriesHeads.byte(column.slot);
        seriesHeads.varint(static_cast<std::uint64_t>(known - times.begin()));
        if (known == times.end()) {
            times.push_back(timeBytes.take());
            counts.push_back(samples.size());
        }
        const std::size_t before = values.size();
        encodeValues(samples.values, values);
        seriesHeads.varint(values.size() - before);
        frame.m_slots |= std::uint64_t{1} << column.slot;
        frame.m_samples += samples.size();
        frame.m_firstTimeMs = std::min(frame.m_firstTimeMs, samples.timesMs.front());
        frame.m_lastTimeMs = std::max(frame.m_lastTimeMs, samples.timesMs.back());
    }
    ByteWriter raw;
    raw.varint(columns.size());
    raw.varint(times.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
        raw.varint(counts[i]);
        raw.varint(times[i].size());
    }
    raw.bytes(seriesHeads.data());
    for (const std::string &column : times)
        raw.bytes(column);
    raw.bytes(values.data());
    frame.m_bytes = compressed(raw.data());
    return frame;
}

std::optional<Frame> Frame::fromBytes(std::string_view bytes)
{
    FrameReader::Layout layout;
    Frame frame;
    frame.m_bytes = bytes;
    if (!layout.read(frame.m_bytes))
        return std::nullopt;
    bool first = true;
    std::vector<double> values;
    for (const FrameReader::Layout::Series &series : layout.series) {
        const std::vector<std::int64_t> &times = layout.timesOf(series);
        values.clear();
        if (times.empty() || !decodeValues(series.bytes, times.size(), values))
            return std::nullopt;
        frame.m_slots |= std::uint64_t{1} << series.slot;
        frame.m_samples += times.size();
        frame.m_firstTimeMs = first ? times.front() : std::min(frame.m_firstTimeMs, times.front());
        frame.m_lastTimeMs = first ? times.back() : std::max(frame.m_lastTimeMs, times.back());
        first = false;
    }
    return frame;
}

} // namespace surgedeck::metrics
