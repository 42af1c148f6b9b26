// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace surgedeck::bench {

/// The same noise for every side of a comparison, the page in the browser too: a 32 bit LCG (Numerical Recipes), between 2 and
/// 10. Each frame is the one before, moved on by a value.
inline std::vector<double> values(int count, int frame, int chart)
{
    std::vector<double> result(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const auto seed = static_cast<std::uint32_t>(i + frame) * 2'654'435'761U + static_cast<std::uint32_t>(chart) * 40'503U;
        const std::uint32_t random = seed * 1'664'525U + 1'013'904'223U;
        result[static_cast<std::size_t>(i)] = 2 + 8.0 * (random >> 8) / 16'777'216.0;
    }
    return result;
}

} // namespace surgedeck::bench
