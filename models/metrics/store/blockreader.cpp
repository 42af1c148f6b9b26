// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/block.h"

#include "models/metrics/store/blockformat.h"
#include "models/metrics/store/bytes.h"
#include "models/metrics/store/frame.h"

#include <algorithm>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr std::size_t mostLabels = 65; // the name among them
constexpr std::size_t longestText = 64 * 1024;

EngineError damaged(const char *what)
{
    return {ErrorType::BadData, std::string("the block is damaged: ") + what, -1};
}

class BlockReading
{
public:
    BlockReading(std::string_view bytes, SampleStore &store, const BlockLimits &limits)
        : m_in(bytes)
        , m_store(store)
        , m_limits(limits)
    {
        m_summary.bytes = bytes.size();
    }

    Outcome<BlockSummary> run()
    {
        if (m_in.bytes(blockMagic.size()) != blockMagic)
            return EngineError{ErrorType::BadData, "this is not a block of metrics", -1};
        if (const unsigned version = m_in.byte(); version != blockVersion)
            return EngineError{ErrorType::BadData,
                               "the block has version " + std::to_string(version) + "; this program reads version " +
                                   std::to_string(blockVersion),
                               -1};
        while (!m_ended) {
            if (const char *problem = readPart())
                return damaged(problem);
        }
        if (!m_in.atEnd())
            return damaged("something follows its end");
        return m_summary;
    }

private:
    // Every step: what is wrong, nullptr when nothing is.

    const char *readPart()
    {
        ByteReader before = m_in;
        const std::size_t leftBefore = m_in.left();
        const unsigned kind = m_in.byte();
        const std::string_view body = m_in.text();
        const std::string_view all = before.bytes(leftBefore - m_in.left());
        const std::uint64_t checksum = m_in.fixed(4);
        if (m_in.failed())
            return "it ends too early";
        if (checksum != checksumOf(all))
            return "a checksum differs";
        switch (static_cast<BlockPart>(kind)) {
        case BlockPart::Series:
            return readSeries(ByteReader(body));
        case BlockPart::Frame:
            return readFrame(body);
        case BlockPart::End:
            m_ended = true;
            return body.empty() ? nullptr : "its end is not empty";
        }
        return "it has a part of an unknown kind";
    }

    const char *readSeries(ByteReader in)
    {
        const std::uint64_t fresh = in.varint();
        for (std::uint64_t i = 0; i < fresh && !in.failed(); ++i) {
            const std::string_view text = in.text();
            if (text.size() > longestText)
                return "a text is too long";
            m_symbols.push_back(text);
        }
        const std::uint64_t count = in.varint();
        if (in.failed() || count > Frame::mostSeries)
            return "its series can not be read";
        m_summary.series += count;
        if (m_summary.series > m_limits.mostSeries)
            return "it has too many series";
        m_group.clear();
        for (std::uint64_t i = 0; i < count; ++i) {
            if (!readLabels(in))
                return "the labels of a series can not be read";
            const SeriesRef series = m_store.seriesFor(m_labels);
            if (!series.isValid())
                return "it has more series than the store takes";
            m_group.push_back(series);
        }
        return in.failed() || !in.atEnd() ? "its series can not be read" : nullptr;
    }

    bool readLabels(ByteReader &in)
    {
        const std::uint64_t count = in.varint();
        m_labels.clear();
        for (std::uint64_t i = 0; i < count && count <= mostLabels; ++i) {
            const std::uint64_t name = in.varint();
            const std::uint64_t value = in.varint();
            if (in.failed() || name >= m_symbols.size() || value >= m_symbols.size())
                return false;
            const LabelView label{m_symbols[name], m_symbols[value]};
            const bool ordered = m_labels.empty() || m_labels.back().name < label.name;
            if (!ordered || label.name.empty() || label.value.empty())
                return false;
            m_labels.push_back(label);
        }
        return count <= mostLabels && !in.failed();
    }

    const char *readFrame(std::string_view bytes)
    {
        const std::optional<Frame> frame = Frame::fromBytes(bytes);
        if (!frame)
            return "a frame can not be read";
        m_summary.samples += frame->samples();
        if (m_summary.samples > m_limits.mostSamples)
            return "it has too many samples";
        if (m_group.size() < Frame::mostSeries && frame->slots() >> m_group.size() != 0)
            return "a frame has more series than stand before it";
        FrameReader reader(*frame);
        std::vector<SampleColumns> columns(m_group.size());
        std::size_t longest = 0;
        for (unsigned slot = 0; slot < m_group.size(); ++slot) {
            if (!reader.read(slot, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                             columns[slot]))
                return "a frame can not be read";
            longest = std::max(longest, columns[slot].size());
        }
        m_batch.clear();
        for (std::size_t i = 0; i < longest; ++i) { // side by side, so that the store closes them together
            for (unsigned slot = 0; slot < m_group.size(); ++slot) {
                if (i < columns[slot].size())
                    m_batch.push_back({m_group[slot], {columns[slot].timesMs[i], columns[slot].values[i]}});
            }
        }
        m_store.append(m_batch);
        return nullptr;
    }

    ByteReader m_in;
    SampleStore &m_store;
    const BlockLimits &m_limits;
    BlockSummary m_summary;
    std::vector<std::string_view> m_symbols;
    std::vector<LabelView> m_labels;
    std::vector<SeriesRef> m_group; // of the frames that follow
    std::vector<BatchSample> m_batch;
    bool m_ended = false;
};

} // namespace

Outcome<BlockSummary> readBlock(std::string_view bytes, SampleStore &store, const BlockLimits &limits)
{
    if (bytes.size() > limits.mostBytes)
        return EngineError{ErrorType::BadData, "the block is too large", -1};
    return BlockReading(bytes, store, limits).run();
}

} // namespace surgedeck::metrics
