// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/sample.h"

#include <cstddef>
#include <cstdint>

namespace surgedeck::metrics {

/// The times at which a part of an expression is evaluated: those of the query, or those of a sub-query.
struct Steps
{
    std::int64_t startMs = 0;
    std::int64_t stepMs = 1;
    std::size_t count = 1;

    std::int64_t at(std::size_t step) const { return startMs + static_cast<std::int64_t>(step) * stepMs; }
    std::int64_t endMs() const { return at(count - 1); }
    /// Only the first of them: for parts that are the same at every step.
    Steps first() const { return Steps{startMs, stepMs, 1}; }
};

// A column has one value for each step; where there is none it holds the stale marker, which no selector lets through
// and no arithmetic makes.
inline constexpr std::uint64_t absentBits = staleNanBits;
inline double absentValue()
{
    return staleMarker();
}
inline bool isAbsent(double value)
{
    return isStaleMarker(value);
}

} // namespace surgedeck::metrics
