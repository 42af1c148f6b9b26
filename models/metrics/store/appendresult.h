// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/sample.h"

#include <cstdint>

namespace surgedeck::metrics {

/// The number of a series in one store. A number is never given to two series: when the last sample of a series has
/// left the store its number dies, and appending to it says so.
struct SeriesRef
{
    std::uint32_t slot = 0xffffffff;
    std::uint32_t generation = 0;
    bool isValid() const { return slot != 0xffffffff; }
    bool operator==(const SeriesRef &) const = default;
};

struct BatchSample
{
    SeriesRef series;
    Sample sample;
};

/// The newest sample of a series. Whoever asks again sees by the count whether more than one has come meanwhile.
struct NewestSample
{
    Sample sample;
    std::uint32_t appended = 0; ///< samples that the series has ever taken, modulo 2^32; 0: it has none, or has died
};

enum class AppendResult
{
    Appended,
    Duplicate,     ///< same time, same value: nothing to do
    OtherValue,    ///< same time, another value: the first stays
    OutOfOrder,    ///< older than the newest sample of its series: dropped
    TooOld,        ///< older than the store keeps: dropped
    UnknownSeries, ///< the number has died: ask seriesFor() again
};

} // namespace surgedeck::metrics
