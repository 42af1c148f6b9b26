// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/rates.h"

#include "models/metrics/evaluate/steps.h"

namespace surgedeck::metrics {

namespace {

constexpr double longestGap = 1.1; // in spacings

double seconds(std::int64_t fromMs, std::int64_t toMs)
{
    return static_cast<double>(toMs - fromMs) / 1000;
}

// How far the samples of a window are stretched to fill the range, in seconds.
struct Extrapolation
{
    double sampled = 0; // between the first and the last sample
    double spacing = 0; // of samples, on average
    double toStart = 0;
    double toEnd = 0;
};

// The gaps as they are.
Extrapolation gaps(const RateWindow &window)
{
    Extrapolation result;
    result.sampled = seconds(window.timesMs.front(), window.timesMs.back());
    result.spacing = result.sampled / static_cast<double>(window.timesMs.size() - 1);
    result.toStart = seconds(window.startMs, window.timesMs.front());
    result.toEnd = seconds(window.timesMs.back(), window.endMs);
    return result;
}

void shorten(Extrapolation &stretch)
{
    const double threshold = stretch.spacing * longestGap;
    if (stretch.toStart >= threshold)
        stretch.toStart = stretch.spacing / 2;
    if (stretch.toEnd >= threshold)
        stretch.toEnd = stretch.spacing / 2;
}

void clampAtZero(Extrapolation &stretch, double change, double first)
{
    if (!(change > 0) || !(first >= 0))
        return;
    const double toZero = stretch.sampled * (first / change);
    if (toZero < stretch.toStart)
        stretch.toStart = toZero;
}

double rateFactor(const Extrapolation &stretch, RateKind kind, std::int64_t rangeMs)
{
    const double factor = (stretch.sampled + stretch.toStart + stretch.toEnd) / stretch.sampled;
    return kind == RateKind::PerSecond ? factor / (static_cast<double>(rangeMs) / 1000) : factor;
}

} // namespace

std::optional<RateKind> rateKind(std::string_view function)
{
    if (function == "rate")
        return RateKind::PerSecond;
    if (function == "increase")
        return RateKind::Increase;
    if (function == "delta")
        return RateKind::Delta;
    return std::nullopt;
}

RateStep rateStep(const RateWindow &window, RateKind kind, Compat compat)
{
    Extrapolation stretch = gaps(window);
    const double gap = stretch.toStart;
    shorten(stretch);
    RateStep step;
    step.factor = rateFactor(stretch, kind, window.endMs - window.startMs);
    step.sampled = stretch.sampled;
    // A little more than the clamp asks, so that rounding decides nothing here.
    step.toStart = (compat == Compat::V2 ? gap : stretch.toStart) * (1 + 1e-9);
    return step;
}

double counterIncrease(std::span<const double> values)
{
    double result = values.back() - values.front();
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (values[i] < values[i - 1])
            result += values[i - 1];
    }
    return result;
}

double extrapolatedRate(const RateWindow &window, RateKind kind, Compat compat)
{
    if (window.values.size() < 2)
        return absentValue();
    const bool isCounter = kind != RateKind::Delta;
    const double change = isCounter ? counterIncrease(window.values) : window.values.back() - window.values.front();
    Extrapolation stretch = gaps(window);
    if (isCounter && compat == Compat::V2)
        clampAtZero(stretch, change, window.values.front());
    shorten(stretch);
    if (isCounter && compat == Compat::V3)
        clampAtZero(stretch, change, window.values.front());
    return change * rateFactor(stretch, kind, window.endMs - window.startMs);
}

} // namespace surgedeck::metrics
