// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace surgedeck {

struct RankComparison
{
    double p = 1;           ///< one-sided: how likely `canary` looks this much larger though it is not
    double larger = 0.5;    ///< common language effect size: how often one of canary is larger than one of stable
    double medianShift = 0; ///< Hodges-Lehmann: the median of all differences canary - stable
};

/// Mann and Whitney (1947) with the normal approximation, ties corrected, continuity corrected. nullopt with fewer than
/// eight values on a side: the approximation says nothing then. At most the newest 200 of each side are used.
std::optional<RankComparison> compareRanks(const std::vector<double> &stable, const std::vector<double> &canary);

} // namespace surgedeck
