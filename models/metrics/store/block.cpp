// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/block.h"

#include "models/metrics/store/blockformat.h"
#include "models/metrics/store/bytes.h"
#include "models/metrics/store/frame.h"
#include "models/metrics/store/symboltable.h"

#include <algorithm>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr std::size_t samplesOfFrame =
    480; // of one series: larger frames are smaller together, and slower to look into

bool putPart(BlockPart kind, std::string_view body, const BlockSink &sink, BlockSummary &summary)
{
    ByteWriter part;
    part.byte(static_cast<unsigned>(kind));
    part.varint(body.size());
    part.bytes(body);
    part.fixed(checksumOf(part.data()), 4);
    summary.bytes += part.size();
    return sink(part.data());
}

// The series of one group of frames: numbers of labels of all symbols that were written before.
class LabelWriter
{
public:
    void add(const Labels &labels)
    {
        m_series.varint(labels.size());
        for (const Label &label : labels) {
            m_series.varint(symbol(label.name));
            m_series.varint(symbol(label.value));
        }
        ++m_count;
    }

    // New symbols, then the series that were added since the last time.
    std::string take()
    {
        ByteWriter out;
        out.varint(m_fresh);
        out.bytes(m_symbols.data());
        out.varint(m_count);
        out.bytes(m_series.data());
        m_symbols.clear();
        m_series.clear();
        m_fresh = m_count = 0;
        return out.take();
    }

private:
    std::uint32_t symbol(std::string_view text)
    {
        const std::size_t before = m_table.size();
        const std::uint32_t number = m_table.intern(text);
        if (m_table.size() != before) {
            m_symbols.text(text);
            ++m_fresh;
        }
        return number;
    }

    SymbolTable m_table;
    ByteWriter m_symbols;
    ByteWriter m_series;
    std::size_t m_fresh = 0;
    std::size_t m_count = 0;
};

SampleColumns sliceOf(const SampleColumns &samples, std::size_t begin)
{
    const std::size_t end = std::min(samples.size(), begin + samplesOfFrame);
    const auto from = static_cast<std::ptrdiff_t>(begin);
    const auto to = static_cast<std::ptrdiff_t>(end);
    return {{samples.timesMs.begin() + from, samples.timesMs.begin() + to},
            {samples.values.begin() + from, samples.values.begin() + to}};
}

bool putFrames(const std::vector<SampleColumns> &series, const BlockSink &sink, BlockSummary &summary)
{
    std::size_t longest = 0;
    for (const SampleColumns &samples : series)
        longest = std::max(longest, samples.size());
    for (std::size_t begin = 0; begin < longest; begin += samplesOfFrame) {
        std::vector<SampleColumns> slices(series.size());
        std::vector<FrameColumn> columns;
        for (unsigned slot = 0; slot < series.size(); ++slot) {
            if (series[slot].size() <= begin)
                continue;
            slices[slot] = sliceOf(series[slot], begin);
            columns.push_back({slot, &slices[slot]});
        }
        const Frame frame = Frame::encode(columns);
        summary.samples += frame.samples();
        if (!putPart(BlockPart::Frame, frame.bytes(), sink, summary))
            return false;
    }
    return true;
}

} // namespace

std::optional<BlockSummary> writeBlock(const SampleStore &store, BlockWindow window, const BlockSink &sink)
{
    BlockSummary summary;
    ByteWriter head;
    head.bytes(blockMagic);
    head.byte(blockVersion);
    summary.bytes = head.size();
    if (!sink(head.data()))
        return std::nullopt;
    std::vector<SeriesRef> all = store.find({});
    std::sort(all.begin(), all.end(),
              [](SeriesRef a, SeriesRef b) { return a.slot < b.slot; }); // neighbours look alike
    LabelWriter labels;
    std::vector<SampleColumns> group;
    for (std::size_t i = 0; i < all.size() || !group.empty();) {
        if (i < all.size() && group.size() < Frame::mostSeries) {
            SampleColumns samples;
            store.read(all[i], window.fromMs, window.toMs, samples);
            const auto names = store.labelsOf(all[i++]);
            if (names && samples.size() > 0) {
                labels.add(*names);
                group.push_back(std::move(samples));
            }
            continue;
        }
        summary.series += group.size();
        if (!putPart(BlockPart::Series, labels.take(), sink, summary) || !putFrames(group, sink, summary))
            return std::nullopt;
        group.clear();
    }
    if (!putPart(BlockPart::End, {}, sink, summary))
        return std::nullopt;
    return summary;
}

} // namespace surgedeck::metrics
