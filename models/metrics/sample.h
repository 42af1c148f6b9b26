// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace surgedeck::metrics {

/// One value of one series. Time: milliseconds since 1970-01-01 UTC, may be negative.
struct Sample
{
    std::int64_t timeMs = 0;
    double value = 0;
};

// Two NaNs mean something (Prometheus model/value/value.go): what a target may report, and the end of a series.
inline constexpr std::uint64_t ordinaryNanBits = 0x7ff8000000000001;
inline constexpr std::uint64_t staleNanBits = 0x7ff0000000000002;

inline double ordinaryNan()
{
    return std::bit_cast<double>(ordinaryNanBits);
}
inline double staleMarker()
{
    return std::bit_cast<double>(staleNanBits);
}
inline bool isStaleMarker(double value)
{
    return std::bit_cast<std::uint64_t>(value) == staleNanBits;
}

} // namespace surgedeck::metrics
