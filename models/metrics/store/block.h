// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/outcome.h"
#include "models/metrics/store/samplestore.h"

#include <functional>
#include <string_view>

namespace surgedeck::metrics {

/// Times, both included.
struct BlockWindow
{
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0;
};

struct BlockSummary
{
    std::size_t series = 0;
    std::size_t samples = 0;
    std::size_t bytes = 0;
};

/// What a block from a file may hold at most; more is refused before memory is taken for it.
struct BlockLimits
{
    std::size_t mostBytes = 1u << 30;
    std::size_t mostSeries = 1'000'000;
    std::size_t mostSamples = 500'000'000;
};

/// Takes the next bytes of a block; false ends the writing (a full disk).
using BlockSink = std::function<bool(std::string_view)>;

/// Writes the samples of every series in a window as one block: a version, labels, then compressed frames, each part
/// with its checksum. May run beside the thread that appends. nullopt when the sink gave up.
std::optional<BlockSummary> writeBlock(const SampleStore &store, BlockWindow window, const BlockSink &sink);

/// Reads a block into a store, on its appending thread; what the store already has newer samples of is dropped and
/// counted there, as with every append. The bytes may be hostile: BadData when anything about them is wrong, also after
/// some of it was appended, so a block whose origin is not sure goes into a store of its own first.
Outcome<BlockSummary> readBlock(std::string_view bytes, SampleStore &store, const BlockLimits &limits = {});

} // namespace surgedeck::metrics
