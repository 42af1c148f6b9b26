// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/gotext.h"
#include "models/metrics/evaluate/kahan.h"
#include "models/metrics/evaluate/mean.h"
#include "models/metrics/evaluate/quantile.h"
#include "models/metrics/evaluate/windows.h"

#include <cmath>

namespace surgedeck::metrics {

namespace {

// Welford's method with compensated sums.
template <typename Sum>
double variance(std::span<const double> values)
{
    Sum mean;
    Sum squares;
    double count = 0;
    for (const double value : values) {
        ++count;
        const double delta = value - mean.result();
        mean.add(delta / count);
        squares.add(delta * (value - mean.result()));
    }
    return squares.result() / count;
}

template <typename Sum>
double sum(std::span<const double> values)
{
    Sum total;
    for (const double value : values)
        total.add(value);
    return std::isinf(total.sum) ? total.sum : total.result();
}

template <typename Mean>
double mean(std::span<const double> values)
{
    Mean result;
    for (const double value : values)
        result.add(value);
    return result.result();
}

} // namespace

double sumOverTime(const Window &window, WindowCall &call)
{
    return call.evaluation.isV2() ? sum<KahanSumV2>(window.values) : sum<KahanSumV3>(window.values);
}

double averageOverTime(const Window &window, WindowCall &call)
{
    return call.evaluation.isV2() ? mean<RunningMeanV2>(window.values) : mean<MeanV3>(window.values);
}

double countOverTime(const Window &window, WindowCall &)
{
    return static_cast<double>(window.values.size());
}

double lastOverTime(const Window &window, WindowCall &)
{
    return window.values.back();
}

double minimumOverTime(const Window &window, WindowCall &)
{
    double least = window.values.front();
    for (const double value : window.values) {
        if (value < least || std::isnan(least))
            least = value;
    }
    return least;
}

double maximumOverTime(const Window &window, WindowCall &)
{
    double greatest = window.values.front();
    for (const double value : window.values) {
        if (value > greatest || std::isnan(greatest))
            greatest = value;
    }
    return greatest;
}

double presentOverTime(const Window &, WindowCall &)
{
    return 1;
}

double quantileOverTime(const Window &window, WindowCall &call)
{
    const double quantile = call.scalars[0];
    if (!isQuantile(quantile)) {
        call.evaluation.warn("quantile value should be between 0 and 1, got " + goGeneral(quantile),
                             call.call.arguments.front()->range);
    }
    std::vector<double> values(window.values.begin(), window.values.end());
    return quantileOf(quantile, values);
}

double varianceOverTime(const Window &window, WindowCall &call)
{
    return call.evaluation.isV2() ? variance<KahanSumV2>(window.values) : variance<KahanSumV3>(window.values);
}

double deviationOverTime(const Window &window, WindowCall &call)
{
    return std::sqrt(varianceOverTime(window, call));
}

} // namespace surgedeck::metrics
