// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/windows.h"

namespace surgedeck::metrics {

namespace {

enum class Rate
{
    Delta,
    Increase,
    PerSecond
};

// How much a counter went up between its first and last sample, resets added.
double counterIncrease(const Window &window)
{
    double result = window.values.back() - window.values.front();
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        if (window.values[i] < window.values[i - 1])
            result += window.values[i - 1];
    }
    return result;
}

// Prometheus promql/functions.go, extrapolatedRate(): what the samples cover is stretched to the range. When a gap at
// an end is no longer than 1.1 spacings, the series is taken to reach the end, otherwise half a spacing. A counter is
// not stretched below zero; 2.42 asked that before the 1.1 (#13725).
double extrapolated(const Window &window, Rate kind, bool clampFirst)
{
    if (window.values.size() < 2)
        return absentValue();
    const bool isCounter = kind != Rate::Delta;
    const double change = isCounter ? counterIncrease(window) : window.values.back() - window.values.front();
    const double sampled = static_cast<double>(window.timesMs.back() - window.timesMs.front()) / 1000;
    const double spacing = sampled / static_cast<double>(window.values.size() - 1);
    const double threshold = spacing * 1.1;
    double toStart = static_cast<double>(window.timesMs.front() - window.startMs) / 1000;
    double toEnd = static_cast<double>(window.endMs - window.timesMs.back()) / 1000;

    const auto clampAtZero = [&] {
        if (!isCounter || !(change > 0) || !(window.values.front() >= 0))
            return;
        const double toZero = sampled * (window.values.front() / change);
        if (toZero < toStart)
            toStart = toZero;
    };
    if (clampFirst)
        clampAtZero();
    if (toStart >= threshold)
        toStart = spacing / 2;
    if (!clampFirst)
        clampAtZero();
    if (toEnd >= threshold)
        toEnd = spacing / 2;

    double factor = (sampled + toStart + toEnd) / sampled;
    if (kind == Rate::PerSecond)
        factor /= static_cast<double>(window.rangeMs) / 1000;
    return change * factor;
}

double betweenLastTwo(const Window &window, Rate kind)
{
    const std::size_t size = window.values.size();
    if (size < 2)
        return absentValue();
    const double last = window.values[size - 1];
    const double before = window.values[size - 2];
    const std::int64_t interval = window.timesMs[size - 1] - window.timesMs[size - 2];
    if (interval == 0)
        return absentValue();
    const bool wasReset = kind == Rate::PerSecond && last < before;
    const double change = wasReset ? last : last - before;
    return kind == Rate::PerSecond ? change / (static_cast<double>(interval) / 1000) : change;
}

} // namespace

double rateOf(const Window &window, WindowCall &call)
{
    return extrapolated(window, Rate::PerSecond, call.evaluation.isV2());
}

double increaseOf(const Window &window, WindowCall &call)
{
    return extrapolated(window, Rate::Increase, call.evaluation.isV2());
}

double deltaOf(const Window &window, WindowCall &call)
{
    return extrapolated(window, Rate::Delta, call.evaluation.isV2());
}

double irateOf(const Window &window, WindowCall &)
{
    return betweenLastTwo(window, Rate::PerSecond);
}

double ideltaOf(const Window &window, WindowCall &)
{
    return betweenLastTwo(window, Rate::Delta);
}

double changesOf(const Window &window, WindowCall &)
{
    std::size_t changes = 0;
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        const double now = window.values[i];
        const double before = window.values[i - 1];
        if (now != before && !(now != now && before != before))
            ++changes;
    }
    return static_cast<double>(changes);
}

double resetsOf(const Window &window, WindowCall &)
{
    std::size_t resets = 0;
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        if (window.values[i] < window.values[i - 1])
            ++resets;
    }
    return static_cast<double>(resets);
}

} // namespace surgedeck::metrics
