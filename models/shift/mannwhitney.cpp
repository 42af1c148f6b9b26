// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/mannwhitney.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace surgedeck {

namespace {

constexpr std::size_t fewest = 8;
constexpr std::size_t most = 200;

std::span<const double> newest(const std::vector<double> &values)
{
    return std::span(values).last(std::min(values.size(), most));
}

/// Sum of t^3 - t over the groups of equal values.
double tieTerm(std::vector<double> all)
{
    std::ranges::sort(all);
    double term = 0;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        while (end < all.size() && all[end] == all[i])
            ++end;
        const double tied = static_cast<double>(end - i);
        term += tied * tied * tied - tied;
        i = end;
    }
    return term;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

} // namespace

std::optional<RankComparison> compareRanks(const std::vector<double> &stable, const std::vector<double> &canary)
{
    const auto a = newest(stable), b = newest(canary);
    if (a.size() < fewest || b.size() < fewest)
        return std::nullopt;
    double u = 0; // pairs in which the canary is larger, a tie counting half
    std::vector<double> differences;
    differences.reserve(a.size() * b.size());
    for (const double x : a)
        for (const double y : b) {
            u += y > x ? 1 : y == x ? 0.5 : 0;
            differences.push_back(y - x);
        }
    const double n1 = static_cast<double>(a.size()), n2 = static_cast<double>(b.size()), n = n1 + n2;
    std::vector<double> all(a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    const double variance = n1 * n2 / 12 * (n + 1 - tieTerm(std::move(all)) / (n * (n - 1)));
    RankComparison result;
    result.larger = u / (n1 * n2);
    result.medianShift = median(std::move(differences));
    if (variance > 0)
        result.p = 0.5 * std::erfc((u - n1 * n2 / 2 - 0.5) / std::sqrt(2 * variance));
    return result;
}

} // namespace surgedeck
