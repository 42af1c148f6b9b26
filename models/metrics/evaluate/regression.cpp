// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/gotext.h"
#include "models/metrics/evaluate/kahan.h"
#include "models/metrics/evaluate/windows.h"

#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

struct Line
{
    double slope = 0;
    double intercept = 0;
};

// Least squares over seconds counted from `originMs`, every sum compensated (functions.go, linearRegression()). A
// series that does not change has slope 0 to the last digit.
template <typename Sum>
Line fitted(const Window &window, std::int64_t originMs)
{
    const double first = window.values.front();
    bool isConstant = true;
    Sum x;
    Sum y;
    Sum xy;
    Sum xx;
    for (std::size_t i = 0; i < window.values.size(); ++i) {
        const double value = window.values[i];
        if (i > 0 && value != first)
            isConstant = false;
        const double seconds = static_cast<double>(window.timesMs[i] - originMs) / 1e3;
        x.add(seconds);
        y.add(value);
        xy.add(seconds * value);
        xx.add(seconds * seconds);
    }
    if (isConstant) {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        return std::isinf(first) ? Line{nan, nan} : Line{0, first};
    }
    const double n = static_cast<double>(window.values.size());
    const double covariance = xy.result() - x.result() * y.result() / n;
    const double variance = xx.result() - x.result() * x.result() / n;
    const double slope = covariance / variance;
    return {slope, y.result() / n - slope * x.result() / n};
}

Line fittedFor(const Window &window, std::int64_t originMs, const WindowCall &call)
{
    return call.evaluation.isV2() ? fitted<KahanSumV2>(window, originMs) : fitted<KahanSumV3>(window, originMs);
}

bool isFactor(double factor, const char *which, WindowCall &call)
{
    // As Prometheus asks: NaN passes.
    if (!(factor <= 0 || factor >= 1))
        return true;
    call.evaluation.fail(std::string("invalid ") + which + " factor. Expected: 0 < " + which[0] +
                         "f < 1, got: " + goFixed(factor));
    return false;
}

} // namespace

double derivOf(const Window &window, WindowCall &call)
{
    if (window.values.size() < 2)
        return absentValue();
    return fittedFor(window, window.timesMs.front(), call).slope;
}

double predictLinearOf(const Window &window, WindowCall &call)
{
    if (window.values.size() < 2)
        return absentValue();
    const Line line = fittedFor(window, window.evaluationMs, call);
    return line.slope * call.scalars[0] + line.intercept;
}

double holtWintersOf(const Window &window, WindowCall &call)
{
    const double smoothing = call.scalars[0];
    const double trend = call.scalars[1];
    if (!isFactor(smoothing, "smoothing", call) || !isFactor(trend, "trend", call))
        return absentValue();
    if (window.values.size() < 2)
        return absentValue();
    double before = 0;
    double level = window.values[0];
    double slope = window.values[1] - window.values[0];
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        if (i > 1)
            slope = trend * (level - before) + (1 - trend) * slope;
        const double next = smoothing * window.values[i] + (1 - smoothing) * (level + slope);
        before = level;
        level = next;
    }
    return level;
}

} // namespace surgedeck::metrics
