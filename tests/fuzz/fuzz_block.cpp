// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/block.h"
#include "models/metrics/store/blockformat.h"
#include "models/metrics/store/bytes.h"
#include "models/metrics/store/frame.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

using namespace surgedeck::metrics;

namespace {

constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();
constexpr StoreLimits roomy{.retentionMs = latest, .mostBytes = 256u << 20, .mostSeries = 2000};

std::string blockOf(const SampleStore &store)
{
    std::string bytes;
    (void)writeBlock(store, {earliest, latest}, [&](std::string_view more) {
        bytes += more;
        return true;
    });
    return bytes;
}

/// Nobody finds a right checksum by chance: every part gets one, so that what is behind it is reached.
std::string withChecksums(std::string bytes)
{
    const std::size_t head = blockMagic.size() + 1;
    if (bytes.size() < head)
        return bytes;
    bytes.replace(0, head, std::string(blockMagic) + static_cast<char>(blockVersion));
    ByteReader in(std::string_view(bytes).substr(head));
    for (std::size_t begin = head; !in.atEnd();) {
        in.byte();
        (void)in.text();
        const std::size_t end = bytes.size() - in.left();
        const std::uint32_t checksum = checksumOf(std::string_view(bytes).substr(begin, end - begin));
        in.fixed(4);
        if (in.failed())
            break;
        for (int i = 0; i < 4; ++i)
            bytes[end + static_cast<std::size_t>(i)] = static_cast<char>(checksum >> (8 * i));
        begin = end + 4;
    }
    return bytes;
}

void check(const std::string &bytes)
{
    SampleStore store(roomy);
    if (!readBlock(bytes, store, {.mostBytes = 1 << 20, .mostSeries = 1000, .mostSamples = 200'000}))
        return;
    const std::string written = blockOf(store);
    SampleStore again(roomy);
    if (!readBlock(written, again) || blockOf(again) != written || again.size().samples != store.size().samples)
        std::abort();
}

void checkFrame(std::string_view bytes)
{
    const std::optional<Frame> frame = Frame::fromBytes(bytes);
    if (!frame)
        return;
    FrameReader reader(*frame);
    std::size_t samples = 0;
    for (unsigned slot = 0; slot < Frame::mostSeries; ++slot) {
        SampleColumns columns;
        if (!reader.read(slot, earliest, latest, columns))
            std::abort();
        if (!std::is_sorted(columns.timesMs.begin(), columns.timesMs.end()) || columns.values.size() != columns.size())
            std::abort();
        samples += columns.size();
    }
    if (samples != frame->samples())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char *>(data), size);
    check(bytes);
    check(withChecksums(bytes));
    checkFrame(bytes);
    // Without the compressor, whose own checks stop nearly everything.
    ByteWriter stored;
    stored.byte(0);
    stored.varint(size);
    stored.bytes(bytes);
    checkFrame(stored.data());
    return 0;
}
