// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/data/jsonreader.h"
#include "models/metrics/data/memorystorage.h"

namespace surgedeck::metrics {

struct LoadLimits
{
    std::size_t mostSamples = 100'000'000; ///< 16 bytes each
    std::size_t mostSeries = 10'000'000;
};

/// Reads series as JSON lines, one object each: {"labels":{"__name__":"up"},"samples":[[time in ms,value],...]} with
/// values as numbers or as "NaN", "+Inf", "-Inf" and "stale". Other keys are skipped. What was read before an error
/// stays in the storage. finish() is left to the caller.
std::optional<DataError> loadSeriesJson(ByteSource source, MemoryStorage &storage, LoadLimits limits = {});

} // namespace surgedeck::metrics
