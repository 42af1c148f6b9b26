// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace surgedeck::metrics {

// Loops over whole columns that are worth the wide registers of the processor they run on. Plain C++; the compiler
// makes them twice and the first call chooses. Results do not depend on the choice.

/// Whether any value is the stale marker.
bool containsAbsent(std::span<const double> values);
/// Whether any value is less than the one before it.
bool containsFall(std::span<const double> values);

/// Running sums of several steps, compensated: see KahanSum.
struct CompensatedColumns
{
    std::span<double> sums;
    std::span<double> compensations;
    std::span<std::uint64_t> absent; ///< all bits set while a step has had no value
};
/// Adds a column; absent values do not count.
void addCompensated(const CompensatedColumns &to, std::span<const double> values);

} // namespace surgedeck::metrics
