// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

bool isQuantile(double quantile)
{
    return quantile >= 0 && quantile <= 1;
}

double quantileOf(double quantile, std::vector<double> &values)
{
    if (values.empty() || std::isnan(quantile))
        return std::numeric_limits<double>::quiet_NaN();
    if (!isQuantile(quantile))
        return quantile < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    const auto nanFirst = [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; };
    const double highest = static_cast<double>(values.size() - 1);
    const double rank = quantile * highest;
    const double lower = std::max(0.0, std::floor(rank));
    const double upper = std::min(highest, lower + 1);
    const auto lowerAt = values.begin() + static_cast<std::ptrdiff_t>(lower);
    std::nth_element(values.begin(), lowerAt, values.end(), nanFirst);
    // Behind the lower rank everything is greater or equal: the next rank is the least of it.
    const double next = upper > lower ? *std::min_element(lowerAt + 1, values.end(), nanFirst) : *lowerAt;
    const double weight = rank - std::floor(rank);
    return *lowerAt * (1 - weight) + next * weight;
}

} // namespace surgedeck::metrics
